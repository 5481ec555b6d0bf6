import { counted } from "../../model/counted";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { qualityGates } from "../../planning/quality-gates/quality-gates";
import { allSlos, type ServiceSlo } from "../../planning/slo-budget";
import { deploymentWords } from "../deployment-words";
import type { EmitContext } from "../emit-context";
import { type Block, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode, strong } from "../markdown/inline";
import { notMeasured } from "../slo/not-measured";
import { phaseDates, timeline } from "./timeline";

/** Objectives, reliability targets, deployment strategy, timeline, and whether the plan passes its own gates. */
export function implementationSummary(context: EmitContext): readonly Block[] {
  const { plan, evidence } = context;
  const { initiative, environment } = plan;
  return [
    table(
      ["Fact", "Value"],
      [
        ["Initiative", inlineCode(initiative.name)],
        ["Owner", plan.owner],
        ["Blueprint", blueprintWords(context)],
        ["Environment", [inlineCode(environment.name), `, scale ${environment.scale}`]],
        ["Account and region", [inlineCode(environment.account), ", ", inlineCode(environment.region)]],
        ["Domain", environment.domain === null ? "none: nothing is public" : inlineCode(environment.domain)],
        ["Timeline", `${formatDuration(initiative.timeline)} in ${initiative.phases.length} phases`],
        ["Complexity", inlineCode(initiative.complexity)],
        [
          "Services",
          codeList(
            plan.services.map(({ name }) => name),
            "none",
          ),
        ],
        [
          "Data stores",
          codeList(
            plan.stores.map(({ name }) => name),
            "none",
          ),
        ],
        [
          "Generated",
          `${counted(evidence.resources.length, "resource")} in ${counted(evidence.stacks.length, "stack")}, ${counted(evidence.alarms.length, "alarm")}`,
        ],
      ],
    ),
    heading(3, "Reliability targets"),
    tableOr(
      ["Service", "SLO", "Target", "Window"],
      allSlos(plan).map((each) => [
        inlineCode(each.service.name),
        each.slo.name,
        [formatPercentage(each.slo.target), ...promise(context, each)],
        formatDuration(each.slo.window),
      ]),
      "No service has an SLO.",
    ),
    heading(3, "Deployment strategy"),
    paragraph(...strategyWords(context)),
    heading(3, "Timeline"),
    timeline(plan),
    table(
      ["Phase", "When", "Deliverables", "Success criteria"],
      initiative.phases.map((phase) => [
        inlineCode(phase.name),
        phaseDates(phase),
        codeList(
          phase.deliverables.map(({ name }) => name),
          "none",
        ),
        codeList(
          phase.successCriteria.map(({ name }) => name),
          "none",
        ),
      ]),
    ),
    heading(3, "Quality gates"),
    ...gates(context),
  ];
}

/** A target that nothing measures is a wish. */
function promise(context: EmitContext, slo: ServiceSlo): readonly string[] {
  const absent = notMeasured(context, slo);
  return absent === null ? [] : [`, ${absent}`];
}

function blueprintWords({ plan: { blueprint } }: EmitContext): Content {
  return blueprint === null
    ? "none: the plan stands alone"
    : [inlineCode(blueprint.name), ` version ${blueprint.version}`];
}

function strategyWords(context: EmitContext): readonly Content[] {
  const { plan } = context;
  const { approval, source } = plan.delivery;
  const pattern = plan.initiative.coordination.deploymentStrategy;
  const start: Content = pattern === undefined ? "" : ["The initiative follows ", inlineCode(pattern), ". "];
  const ways = plan.services.map((service) => [inlineCode(service.name), `: ${deploymentWords(service, context)}. `]);
  const gate = approval ? "A person approves each deployment." : "No approval is asked for.";
  return [
    start,
    ...ways.flat(),
    "Alarms of the objectives roll back. ",
    source === null ? "No pipeline is generated: the plan names no source." : gate,
  ];
}

function gates({ plan, evidence }: EmitContext): readonly Block[] {
  const results = qualityGates(plan, evidence);
  return [
    table(
      ["Gate", "Result", "Checks"],
      results.map(({ statement, status, checks }) => [
        statement,
        strong(status),
        tally(checks.map((check) => check.status)),
      ]),
    ),
    ...results.flatMap(({ name, checks }) => [
      heading(4, `Gate ${name}`),
      tableOr(
        ["Result", "Looked at", "Found"],
        checks.map(({ status, subject, evidence: found }) => [status, inlineCode(subject), found]),
        "Nothing in the plan to look at.",
      ),
    ]),
  ];
}

function tally(statuses: readonly string[]): string {
  return ["pass", "warn", "fail"]
    .map((status) => [statuses.filter((one) => one === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status}`)
    .join(", ");
}
