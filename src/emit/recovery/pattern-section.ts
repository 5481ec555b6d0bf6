import type { Recovery, RecoveryPattern, TrafficSwitch } from "../../model/recovery";
import { recoveryPattern } from "../../model/recovery-pattern";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import type { EmitContext } from "../emit-context";
import { type Block, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode, strong } from "../markdown/inline";

const PATTERN_WORDS: Readonly<Record<RecoveryPattern, string>> = {
  "backup-and-restore":
    "Copies of the data stand in the recovery region; everything else is built there from the generated stack when it is needed.",
  "pilot-light": "Data is live in the recovery region; compute is there, at zero, and is started by the failover.",
  "warm-standby": "A scaled-down copy of everything runs in the recovery region, and grows in the failover.",
  "active-active": "Both regions serve all the time, and either carries the whole load alone.",
};

const TRAFFIC_WORDS: Readonly<Record<TrafficSwitch, string>> = {
  none: "nothing switches by itself: records are changed by hand",
  "failover-records": "Route 53 failover records: the secondary answers while the failover switch is on",
  "global-accelerator": "AWS Global Accelerator before the load balancers of both regions",
};

/** Which pattern, why, and with what settings. */
export function patternSection({ plan }: EmitContext, recovery: Recovery): readonly Block[] {
  const words =
    recovery.region === null
      ? "Stores are restored within the region. The plan names no recovery region: nothing survives its loss."
      : PATTERN_WORDS[recovery.pattern];
  return [
    paragraph(strong(recovery.pattern), ". ", words),
    paragraph("Why: ", reasonOf(plan, recovery), "."),
    table(["Setting", "Value"], settings(plan, recovery)),
  ];
}

function reasonOf({ decisions }: EmitContext["plan"], recovery: Recovery): string {
  const decided = decisions.find(({ path }) => path === "recovery.pattern");
  if (decided !== undefined) return decided.reason;
  const cheapest = recoveryPattern(recovery);
  return cheapest.pattern === recovery.pattern
    ? `written in the plan, as it would be derived: ${cheapest.reason}`
    : `written in the plan; derived it would be ${cheapest.pattern}: ${cheapest.reason}`;
}

function settings(plan: EmitContext["plan"], recovery: Recovery): readonly (readonly Content[])[] {
  return [
    ["Recovery point objective", formatDuration(recovery.rpo)],
    ["Recovery time objective", formatDuration(recovery.rto)],
    ["Region", inlineCode(plan.environment.region)],
    ["Recovery region", recovery.region === null ? "none" : inlineCode(recovery.region)],
    ["Failover", recovery.failover],
    [
      "Requests",
      plan.edge.hasPublicEndpoint ? TRAFFIC_WORDS[recovery.traffic] : "nothing is public: nothing is switched",
    ],
    [
      "Compute beforehand",
      recovery.region === null || recovery.pattern === "backup-and-restore"
        ? "none in another region"
        : `${formatPercentage(recovery.standbyCapacity)} of each service's minimum`,
    ],
  ];
}
