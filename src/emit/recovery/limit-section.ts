import { GLOBAL_REGION } from "../../model/global-region";
import { isLive, type Recovery } from "../../model/recovery";
import type { EmitContext } from "../emit-context";
import { type Block, bullets } from "../markdown/blocks";
import { type Content, codeList, inlineCode } from "../markdown/inline";

const INGRESS_WORDS = { "verified-access": "Verified Access", "vpc-lattice": "VPC Lattice" } as const;

/** What is not promised. */
export function limitSection({ plan }: EmitContext, recovery: Recovery): Block {
  const named = (wanted: (store: (typeof plan.stores)[number]) => boolean) =>
    plan.stores.filter(wanted).map(({ name }) => name);
  const queues = named(({ engine }) => engine === "sqs");
  const caches = named((store) => store.engine === "redis" && store.content === "rebuildable");
  const buckets = named(({ engine }) => engine === "s3");
  const ingress = plan.security.privateIngress;
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
    ...(recovery.region !== null && ingress.kind !== "none"
      ? [
          [
            `${INGRESS_WORDS[ingress.kind]} leads to `,
            ...codeList(ingress.services, "none"),
            ` in ${plan.environment.region} alone: after a failover they run in ${recovery.region}, and are reached by nobody until a way in is made there by hand.`,
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
    "AWS promises no length for restores. They grow with the data, and an estimate stays one until an exercise has measured it.",
    "What is outside the plan is not recovered by it: identity providers, source repositories, payment and mail services, licences.",
  ];
  return bullets(limits);
}
