import { GLOBAL_REGION } from "../../model/global-region";
import { metricNamespace } from "../../model/metric-namespace";
import type { Plan } from "../../model/plan";
import { isLive, type Recovery } from "../../model/recovery";
import { standbyPlan } from "../../model/standby-plan";
import { alarmName } from "../core/alarm";
import { planArn, resourceName } from "../core/names";
import { FAILOVER_SUBJECT } from "./failover-subject";

/*
 * Names that the recovery region and the stacks which watch the plan's own region must agree on: the standby stack is
 * applied before there is anything to watch. All take the plan of the primary region.
 */

/** Systems Manager allows 128 characters for documents (CreateDocument). */
const DOCUMENT_NAME_MAX_LENGTH = 128;

/** Words of the alarm that says that the plan's region has failed. */
export const REGION_DOWN = "region-down";

/** Words of the alarm on the signs of life that the path of the trigger carries. */
export const TRIGGER_SILENT = "trigger-silent";

/** Words of the alarm on the switch. */
export const SWITCHED = "traffic-switched";

export type RegionOperation = "fail-over-region" | "fail-back-region";

/** A plan whose recovery region stands ready. */
export interface LiveRecovery extends Recovery {
  readonly region: string;
}

/** null without a recovery region, or where nothing stands in it before a disaster. */
export function liveRecovery({ recovery }: Plan): LiveRecovery | null {
  if (recovery === null || !isLive(recovery.pattern)) return null;
  const { region } = recovery;
  return region === null ? null : { ...recovery, region };
}

/** Apart from the plan's other metrics, so that whoever may record those cannot move traffic. */
export function failoverNamespace(plan: Plan): string {
  return `${metricNamespace(plan)}/failover`;
}

/** 1 sends requests to the recovery region, 0 back. */
export const SWITCH_METRIC = "TrafficSwitch";

/** Minutes that a failover or its way back took. */
export const MINUTES_METRIC = "RecoveryMinutes";

/** Name of a document in the recovery region. */
export function regionDocumentName(plan: Plan, operation: RegionOperation): string {
  return resourceName(standbyPlan(plan) ?? plan, [operation], DOCUMENT_NAME_MAX_LENGTH);
}

/** Parameter in the recovery region that holds the host name at which the plan's own region answers. */
export function endpointParameterName(plan: Plan): string {
  return `/opsplan/${plan.name}/${plan.environment.name}/failover/primary-endpoint`;
}

/** Words of the alarm on the healthy targets of one target group of a service: `first`, or `second` of a canary. */
export function targetsAlarm(service: string, group: "first" | "second"): string {
  return `${service}-${group}-targets`;
}

/** What the names of all such alarms begin with: CloudWatch is asked for so many by name at most. */
export function targetsAlarmPrefix(plan: Plan): string {
  return alarmName(plan, FAILOVER_SUBJECT, "");
}

/**
 * Whether the public domain tells of the plan's own region: until the records are switched it leads there. Behind
 * Global Accelerator it leads to whatever region is well.
 */
export function domainTells(plan: Plan, { traffic }: LiveRecovery): boolean {
  return plan.edge.hasPublicEndpoint && traffic !== "global-accelerator";
}

export function regionDownAlarmArn(plan: Plan): string {
  return planArn(plan, "cloudwatch", `alarm:${alarmName(plan, FAILOVER_SUBJECT, REGION_DOWN)}`, GLOBAL_REGION);
}

export function triggerSilentAlarmArn(plan: Plan, recoveryRegion: string): string {
  return planArn(plan, "cloudwatch", `alarm:${alarmName(plan, FAILOVER_SUBJECT, TRIGGER_SILENT)}`, recoveryRegion);
}

/**
 * Where the signs of life come from: the region whose alarm starts the failover, us-east-1 for everything that Route 53
 * can look at; the plan's own region where nothing is public, since only its silence tells then.
 */
export function pulseRegion({ environment, edge }: Plan): string {
  return edge.hasPublicEndpoint ? GLOBAL_REGION : environment.region;
}

/**
 * Whether silence means that the plan's own region is lost, and starts the failover: without a public endpoint, and in
 * us-east-1, where Route 53's metrics are lost together with the region.
 */
export function silenceIsLoss(plan: Plan): boolean {
  return pulseRegion(plan) === plan.environment.region;
}

/** Source and type of a sign of life on the event bus. */
export const PULSE_SOURCE = "opsplan.failover";

/** Carries plan and environment, since an event of Scheduler has no other place for them. */
export function pulseDetailType(plan: Plan): string {
  return `${plan.name} ${plan.environment.name} pulse`;
}
