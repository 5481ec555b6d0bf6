import type { Plan } from "../../../model/plan";
import type { Severity } from "../../../model/severities";
import { planArn } from "../../core/names";
import type { DataOutputs } from "../../core/stack-outputs";
import { auroraClusterName } from "../../data/store-names";
import { healthTarget } from "../../edge/health-target";
import { channelOf, immediateChannels } from "../../incident/escalation-steps";
import type { LiveRecovery } from "../failover-names";
import { grown, type StandbyService } from "./capacity-steps";

/** What both documents are written from. */
export interface RegionContext {
  /** Of the primary region. */
  readonly plan: Plan;
  readonly recovery: LiveRecovery;
  /** Topic of severity critical in the recovery region. */
  readonly topicArn: string;
  /** Members of Aurora global databases, ARNs. */
  readonly clusters: { readonly primary: readonly string[]; readonly standby: readonly string[] };
  readonly services: readonly StandbyService[];
  /** Alarm of the switch; null without failover records. */
  readonly switchAlarm: string | null;
}

/** Clusters of a plan that are members of a global database: Aurora's, one in each region. */
export function globalMembers(plan: Plan, there: Plan, { stores }: DataOutputs): RegionContext["clusters"] {
  const pairs = plan.stores.flatMap((store) => {
    const standby = stores.get(store.name);
    if (store.engine !== "aurora-postgresql" || standby?.engine !== "aurora-postgresql") return [];
    return [
      {
        primary: planArn(plan, "rds", `cluster:${auroraClusterName(plan, store)}`),
        standby: planArn(there, "rds", `cluster:${standby.clusterIdentifier}`),
      },
    ];
  });
  return { primary: pairs.map(({ primary }) => primary), standby: pairs.map(({ standby }) => standby) };
}

/** How much a move between the regions changes: services that grow or shrink, databases that get another writer. */
export function changed({ services, clusters }: RegionContext) {
  return { services: grown(services).length, databases: clusters.standby.length };
}

/** Path whose answer shows that the system serves; empty where any answer must do. */
export function servedPath(plan: Plan): string {
  return healthTarget(plan) ?? "";
}

/** Whether a chat channel listens to incidents of a severity: messages then take its form. */
export function toldByChat(plan: Plan, severity: Severity): boolean {
  return immediateChannels(plan, severity).some((channel) => channelOf(plan, channel).type === "slack");
}
