import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import type { FoundationOutputs } from "../core/stack-outputs";

/** A region in which alarms of the plan stand: topics, rules and state machines act in their own region only. */
export interface IncidentRegion {
  readonly region: string;
  /** Goes before construct ids of the second region. */
  readonly prefix: "" | "global_" | "recovery_";
  /** Goes into names that are one namespace for all regions, such as those of roles. */
  readonly nameParts: readonly string[];
  /** The `region` argument of a resource: none where the provider's own region is meant. */
  readonly placement: { readonly region?: string };
  readonly messagingKeyArn: string;
  /** null where the plan has no key for logs: CloudWatch Logs then encrypts with its own. */
  readonly logsKeyArn: string | null;
}

/**
 * The plan's region; us-east-1 where CloudFront and Route 53 have their alarms; and the recovery region, whose alarms must
 * reach people when the plan's region is gone.
 */
export function incidentRegions(plan: Plan, foundation: FoundationOutputs): readonly IncidentRegion[] {
  const { region } = plan.environment;
  const home: IncidentRegion = {
    region,
    prefix: "",
    nameParts: [],
    placement: {},
    messagingKeyArn: foundation.keyArns.messaging,
    logsKeyArn: foundation.keyArns.logs,
  };
  const elsewhere = (
    prefix: "global_" | "recovery_",
    name: string,
    there: string,
    messagingKeyArn: string,
  ): IncidentRegion => ({
    region: there,
    prefix,
    nameParts: [name],
    placement: { region: there },
    messagingKeyArn,
    logsKeyArn: null,
  });
  const regions = [home];
  if (plan.edge.hasPublicEndpoint && region !== GLOBAL_REGION) {
    regions.push(elsewhere("global_", "global", GLOBAL_REGION, foundation.globalMessagingKeyArn));
  }
  const recovery = plan.recovery === null ? null : plan.recovery.region;
  const covered = regions.some((one) => one.region === recovery);
  if (recovery !== null && !covered && foundation.recoveryMessagingKeyArn !== null) {
    regions.push(elsewhere("recovery_", "recovery", recovery, foundation.recoveryMessagingKeyArn));
  }
  return regions;
}
