import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import type { FoundationOutputs } from "../core/stack-outputs";

/** A region in which alarms of the plan stand: topics, rules and state machines act in their own region only. */
export interface IncidentRegion {
  readonly region: string;
  /** Goes before construct ids of the second region. */
  readonly prefix: "" | "global_";
  /** Goes into names that are one namespace for all regions, such as those of roles. */
  readonly nameParts: readonly string[];
  /** The `region` argument of a resource: none where the provider's own region is meant. */
  readonly placement: { readonly region?: string };
  readonly messagingKeyArn: string;
  /** null where the plan has no key for logs: CloudWatch Logs then encrypts with its own. */
  readonly logsKeyArn: string | null;
}

/** The plan's region, and us-east-1 where CloudFront and Route 53 have their alarms. */
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
  if (!plan.edge.hasPublicEndpoint || region === GLOBAL_REGION) return [home];
  const global: IncidentRegion = {
    region: GLOBAL_REGION,
    prefix: "global_",
    nameParts: ["global"],
    placement: { region: GLOBAL_REGION },
    messagingKeyArn: foundation.globalMessagingKeyArn,
    logsKeyArn: null,
  };
  return [home, global];
}
