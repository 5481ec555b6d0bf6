import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import { isLive, type Recovery } from "../../model/recovery";
import type { EmitContext } from "../emit-context";
import { type Block, bullets } from "../markdown/blocks";
import { type Content, codeList, inlineCode } from "../markdown/inline";

/** Where Global Accelerator publishes its metrics (developer guide, "Using Amazon CloudWatch with AWS Global Accelerator"). */
const ACCELERATOR_METRICS_REGION = "us-west-2";

/** What is not promised. */
export function limitSection({ plan }: EmitContext, recovery: Recovery): Block {
  const named = (wanted: (store: (typeof plan.stores)[number]) => boolean) =>
    plan.stores.filter(wanted).map(({ name }) => name);
  const queues = named(({ engine }) => engine === "sqs");
  const caches = named((store) => store.engine === "redis" && store.content === "rebuildable");
  const buckets = named(({ engine }) => engine === "s3");
  const live = recovery.region !== null && isLive(recovery.pattern);
  const limits: readonly Content[] = [
    ...(queues.length === 0
      ? []
      : [
          [
            "Messages that wait in ",
            ...codeList(queues, "none"),
            " are lost with the region; what was sent but not worked off must be sent again.",
          ],
        ]),
    ...(caches.length === 0
      ? []
      : [["The caches ", ...codeList(caches, "none"), " start empty: databases bear the load until they are warm."]]),
    ...(live
      ? [
          "Replication is asynchronous, and AWS promises no bound for Aurora and DynamoDB: the figures above are typical, and alarms watch the lag.",
          "Damage replicates within seconds. Only backups and point-in-time recovery go back before it.",
        ]
      : []),
    ...(live && buckets.length > 0
      ? [
          [
            "Deletions in ",
            ...codeList(buckets, "none"),
            " are not replicated: what was deleted is still there after a failover.",
          ],
        ]
      : []),
    ...(recovery.pattern === "active-active" && recovery.region !== null
      ? [
          "A global table settles two writes to one item at once by the later one; Aurora has one writer, in one region.",
        ]
      : []),
    ...(plan.edge.hasPublicEndpoint
      ? [
          [
            "Route 53 publishes what its health checks find in ",
            inlineCode(GLOBAL_REGION),
            " alone, and the alarm on the domain stands there: while that region is ill, nothing tells by itself that the domain is down.",
          ],
        ]
      : []),
    ...(recovery.region === null
      ? ["The loss of the region is not covered: wait for AWS, or build anew from the plan, without the data."]
      : live
        ? []
        : [
            [
              "Records and distributions are changed in ",
              inlineCode(GLOBAL_REGION),
              ", which must answer. So must the control planes of the recovery region, on a day when others build there as well: AWS keeps no capacity for this plan.",
            ],
          ]),
    ...stateLimit(plan, recovery),
    ...ingressLimit(plan, recovery),
    ...watchLimit(plan, recovery),
    ...(recovery.traffic === "global-accelerator"
      ? [
          [
            "Global Accelerator measures itself in ",
            inlineCode(ACCELERATOR_METRICS_REGION),
            " alone, where the plan has no alarms: a fault of the accelerator itself shows in the check of the domain only.",
          ],
        ]
      : []),
    "AWS promises no length for restores. They grow with the data, and an estimate stays one until an exercise has measured it.",
    "What is outside the plan is not recovered by it: identity providers, source repositories, payment and mail services, licences.",
  ];
  return bullets(limits);
}

/** Terraform is needed on the day of the loss only where the standby is applied on it. */
function stateLimit({ state, environment }: Plan, recovery: Recovery): readonly Content[] {
  if (recovery.region === null || isLive(recovery.pattern)) return [];
  if (state.kind === "local") {
    return ["Terraform's state is local: whoever applies the standby must have it, and it must not be in the region."];
  }
  if (state.region !== environment.region) return [];
  return [
    [
      "Terraform's state stands in ",
      inlineCode(state.region),
      ", with what is lost, and the standby cannot be applied without it: replicate ",
      inlineCode(state.bucket),
      " to another region (S3 Cross-Region Replication) and go on from the replica, or keep the bucket elsewhere and set ",
      inlineCode("state.region"),
      ".",
    ],
  ];
}

/** Recorders of objectives and of configuration stand once, in the plan's own region. */
function watchLimit({ environment }: Plan, recovery: Recovery): readonly Content[] {
  if (recovery.region === null) return [];
  return [
    [
      "Objectives are measured, and AWS Config records and judges resources, in ",
      inlineCode(environment.region),
      " alone: until the failback, what serves in ",
      inlineCode(recovery.region),
      " has neither.",
    ],
  ];
}

/** Its names stand in the plan's own hosted zone and identity provider once. */
function ingressLimit({ security: { privateIngress }, environment }: Plan, recovery: Recovery): readonly Content[] {
  if (recovery.region === null || privateIngress.kind === "none") return [];
  return [
    [
      "Private ingress stands in ",
      inlineCode(environment.region),
      " alone. Until the failback nobody reaches these from outside the recovery region's network: ",
      ...codeList(privateIngress.services, "none"),
      ".",
    ],
  ];
}
