import { counted } from "../../model/counted";
import { isLive, type Recovery } from "../../model/recovery";
import { formatDuration } from "../../model/units/duration";
import { regionFailoverOf } from "../commands/region-failover-commands";
import type { EmitContext } from "../emit-context";
import { type Block, bullets, paragraph } from "../markdown/blocks";
import { type Content, codeList, inlineCode } from "../markdown/inline";
import { writtenRunbook } from "../written-runbook";

/** Who or what begins it, how requests move, who agrees, and how the way back goes. */
export function failoverSection(context: EmitContext, recovery: Recovery): readonly Block[] {
  const { evidence } = context;
  const books = paragraph(
    "Commands stand in ",
    writtenRunbook(evidence, "fail-over"),
    ", the way back in ",
    writtenRunbook(evidence, "fail-back"),
    ", restores in ",
    writtenRunbook(evidence, "restore"),
    ".",
  );
  if (recovery.region === null) {
    return [paragraph("There is none: the plan names no recovery region."), books];
  }
  return [bullets(isLive(recovery.pattern) ? live(context, recovery) : cold(context, recovery)), books];
}

function live(context: EmitContext, recovery: Recovery): readonly Content[] {
  const documents = regionFailoverOf(context);
  return [
    recovery.failover === "automated"
      ? "It begins by itself: the alarm on the region starts the Automation document in the recovery region, which looks again before it acts."
      : "A person begins it, by starting the Automation document in the recovery region.",
    ...(documents === null
      ? []
      : [
          [
            "Documents: ",
            ...codeList([documents.failOver.name, documents.failBack.name], "none"),
            ", in ",
            inlineCode(documents.failOver.region),
            ". They stand outside the region that may be lost.",
          ],
        ]),
    approvalWords(recovery),
    trafficWords(context, recovery),
    "The way back is always planned: it begins when a person starts it, and loses nothing.",
    ...(documents === null
      ? []
      : [
          [
            "Terraform leaves the bounds of what stands by alone, since a failover moves them. Where the plan changes them, with the pattern or the scaling of a service, run ",
            inlineCode(documents.failBack.name),
            ` after the apply: it sets bounds and copies, and moves nothing else while requests go to ${context.plan.environment.region}.`,
          ],
        ]),
  ];
}

function approvalWords({ approval, failover }: Recovery): Content {
  if (failover === "manual") return "Nobody has to agree: whoever starts it has decided.";
  if (approval === null) return "Nobody has to agree.";
  return [
    `${counted(approval.approvers.length, "approver")}, of whom one must agree within ${formatDuration(approval.timeout)}: `,
    ...codeList(approval.approvers, "none"),
    ". Without an answer in time nothing is done.",
  ];
}

function trafficWords(context: EmitContext, { traffic }: Recovery): Content {
  if (traffic === "global-accelerator") {
    return "Requests: Global Accelerator leads users to a region whose targets are healthy, within half a minute and without waiting for DNS. Its addresses never change.";
  }
  const turned = regionFailoverOf(context)?.trafficSwitch ?? null;
  if (traffic === "none" || turned === null) return "Requests: nothing is public, so nothing is switched.";
  return [
    "Requests: the metric ",
    inlineCode(`${turned.namespace} ${turned.metric}`),
    " in ",
    inlineCode(turned.region),
    " is the switch. 1 makes the primary's record unhealthy, and Route 53 answers with the other region; 0 turns it back. Moving it, and Route 53's answering, are data planes: no control plane of the lost region is asked.",
  ];
}

function cold({ evidence, plan }: EmitContext, { region }: Recovery): readonly Content[] {
  const standby = evidence.stacks.find((stack) => stack.cold);
  const reads = standby?.dependsOn ?? [];
  return [
    "A person decides: nothing is started by an alarm.",
    ...(standby === undefined
      ? []
      : [
          [
            "The stack ",
            inlineCode(standby.name),
            ` is applied in ${region}, with databases from the newest copied snapshots; tables and buckets are restored beside it.`,
          ],
        ]),
    ...(reads.length === 0 ? [] : [stateWords(plan, reads)]),
    ...(plan.edge.hasPublicEndpoint
      ? ["Requests: the public name is led to the new load balancer by hand, when everything stands."]
      : []),
  ];
}

/** Terraform cannot apply what it cannot read the state of. */
function stateWords({ state, environment }: EmitContext["plan"], reads: readonly string[]): Content {
  const words: Content = ["It reads the state of ", ...codeList(reads, "none")];
  if (state.kind === "local")
    return [...words, ", which must be at hand outside the region: the plan keeps it in local files."];
  const place = [", which stands in the bucket ", inlineCode(state.bucket), " in ", inlineCode(state.region)];
  return state.region === environment.region
    ? [
        ...words,
        ...place,
        ": the very region that is lost. Keep it in another one, by ",
        inlineCode("state.region"),
        ", or replicate the bucket.",
      ]
    : [...words, ...place, ", which stands when the region is lost."];
}
