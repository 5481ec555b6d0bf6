import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { FoundationOutputs } from "../core/stack-outputs";
import { standbyDns } from "../dns/standby-dns";
import { planNetwork } from "../network/network";
import { standbyKeys } from "../security/encryption-keys";
import { logBucket } from "../storage/log-bucket";

export interface StandbyFoundationProps {
  /** The plan as it stands in the recovery region. */
  readonly there: Plan;
  readonly primary: Plan;
  /** Foundation of the plan's own region. */
  readonly foundation: FoundationOutputs;
}

/**
 * What the standby stands on: keys, network, log bucket and the domain's certificate in the recovery region. Names of a
 * plan hold no `_`, so the id is never a store's or a service's.
 */
export function standbyFoundation(
  scope: Construct,
  { there, primary, foundation }: StandbyFoundationProps,
): FoundationOutputs {
  const parts = new Construct(scope, "standby_foundation");
  const keys = standbyKeys(parts, there, foundation);
  return {
    ...keys,
    ...planNetwork(parts, there, keys.keyArns.logs),
    logBucket: logBucket(parts, there).outputs,
    // Pipelines stay in the plan's own region: what they hand on is of no use without them.
    artifactBucket: foundation.artifactBucket,
    dns: standbyDns(parts, { there, primary, dns: foundation.dns }),
  };
}
