import type { Construct } from "constructs";
import { ALL_OBJECTS } from "../../../model/all-objects";
import type { DataStore, Plan } from "../../../model/plan";
import type { Severity } from "../../../model/severities";
import { type Duration, formatDuration } from "../../../model/units/duration";
import type { IncidentOutputs } from "../../core/stack-outputs";
import { storeSubject } from "../../data/store-subject";
import { type Condition, compared } from "../../observability/alarms/alarm-settings";
import { type AlarmPost, type AlarmSpecification, raise } from "../../observability/alarms/raise";
import { EACH_OF_FIVE_MINUTES, FIVE_MINUTES } from "../../observability/alarms/windows";
import { type Metric, single } from "../../observability/metrics/metric";
import type { ReplicatedBucket } from "./bucket-replication";
import { type LagRange, lagLimit } from "./lag-limit";

export interface ReplicationAlarmProps {
  readonly plan: Plan;
  readonly primary: Plan;
  readonly store: DataStore;
  readonly incident: IncidentOutputs;
}

/**
 * Typically under a second (Aurora user guide, "Overview of Aurora Global Database"); the floor leaves a burst twice that.
 * AWS promises no bound; after five minutes replication counts as stopped.
 */
const DATABASE_LAG: LagRange = { ordinary: 2, promised: 300 };

/**
 * Typically within a second (DynamoDB developer guide, "Multi-Region eventual consistency"), more between far regions;
 * without a promise either.
 */
const TABLE_LAG: LagRange = { ordinary: 5, promised: 300 };

/** Most objects in seconds, 99.99 % within 15 minutes (S3 user guide, Replication Time Control). */
const BUCKET_LAG: LagRange = { ordinary: 60, promised: 900 };

const MS_PER_SECOND = 1000;

/**
 * How far an Aurora follower is behind. Both metrics, in milliseconds, are published in the follower's region, under its
 * cluster and the writer's region (Aurora user guide, "Amazon CloudWatch metrics for Amazon Aurora").
 */
export function databaseReplicationAlarms(
  scope: Construct,
  props: ReplicationAlarmProps & { readonly cluster: string },
): void {
  const { plan, primary, cluster } = props;
  const limit = lagLimit(rpoOf(primary), DATABASE_LAG);
  const read = (name: string): Metric => ({
    namespace: "AWS/RDS",
    name,
    dimensions: { DBClusterIdentifier: cluster, SourceRegion: primary.environment.region },
    statistic: "Maximum",
  });
  const post = postIn(scope, props, plan.environment.region);
  raiseIn(post, {
    ...lag(
      "replication-lag",
      "high",
      `commits not in ${plan.environment.region} after ${inWords(limit)} for 5 minutes`,
    ),
    metric: compared(single("commits behind in ms", read("AuroraGlobalDBRPOLag")), above(limit * MS_PER_SECOND)),
  });
  raiseIn(post, {
    ...lag("replication-stopped", "critical", "no word of replication, or storage far behind, for 5 minutes"),
    metric: compared(single("storage behind in ms", read("AuroraGlobalDBReplicationLag")), {
      ...above(DATABASE_LAG.promised * MS_PER_SECOND),
      // Published every minute while a follower follows: silence means that there is none.
      missing: "breaching",
    }),
  });
}

/**
 * How long an item takes from one replica to the other, in milliseconds. Published where it is written, by the region it
 * goes to, and only while something is written (DynamoDB developer guide, "Monitoring global tables").
 */
export function tableReplicationAlarms(
  scope: Construct,
  props: ReplicationAlarmProps & { readonly table: string },
): void {
  const { plan, primary, table } = props;
  const limit = lagLimit(rpoOf(primary), TABLE_LAG);
  const latency: Metric = {
    namespace: "AWS/DynamoDB",
    name: "ReplicationLatency",
    dimensions: { TableName: table, ReceivingRegion: plan.environment.region },
    statistic: "Average",
  };
  raiseIn(postIn(scope, props, primary.environment.region), {
    ...lag("replication-lag", "high", `items not in ${plan.environment.region} after ${inWords(limit)} for 5 minutes`),
    metric: compared(single("items behind in ms", latency), above(limit * MS_PER_SECOND)),
  });
}

/**
 * How far a bucket is behind, in seconds, and what failed to be replicated. S3 publishes the first in the region of the
 * destination and the second in that of the source (S3 user guide, "Using S3 Replication metrics").
 */
export function bucketReplicationAlarms(
  scope: Construct,
  props: ReplicationAlarmProps & { readonly from: ReplicatedBucket; readonly to: ReplicatedBucket },
): void {
  const { primary, from, to } = props;
  const limit = lagLimit(rpoOf(primary), BUCKET_LAG);
  const read = (name: string, statistic: string): Metric => ({
    namespace: "AWS/S3",
    name,
    dimensions: {
      SourceBucket: from.bucket.bucketName,
      DestinationBucket: to.bucket.bucketName,
      RuleId: ALL_OBJECTS,
    },
    statistic,
  });
  raiseIn(postIn(scope, props, to.region), {
    ...lag("replication-lag", "high", `objects not in ${to.region} after ${inWords(limit)} for 5 minutes`),
    metric: compared(single("objects behind in s", read("ReplicationLatency", "Maximum")), above(limit)),
  });
  raiseIn(postIn(scope, props, from.region), {
    ...lag("replication-failures", "high", `objects failed to be replicated into ${to.region} within 5 minutes`),
    metric: compared(single("failed replications", read("OperationsFailedReplication", "Sum")), {
      is: "above",
      threshold: 0,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function lag(name: string, severity: Severity, condition: string): Omit<AlarmSpecification, "metric"> {
  return {
    name,
    severity,
    condition,
    runbook: "replication-lag",
    signal: null,
    capabilities: [],
    ticket: null,
  };
}

function above(threshold: number): Condition {
  return { is: "above", threshold, window: EACH_OF_FIVE_MINUTES, missing: "notBreaching" };
}

/**
 * Alarms carry the primary's names: there the plan has its dashboard and its tickets, wherever a metric is published.
 */
function postIn(scope: Construct, { primary, store, incident }: ReplicationAlarmProps, region: string): AlarmPost {
  const elsewhere = region !== primary.environment.region;
  const topics = elsewhere ? incident.recoveryTopicArns : incident.topicArns;
  if (topics === null) throw new Error(`no topics were made in ${region}`);
  return { scope, plan: primary, subject: storeSubject(store), topics, region };
}

/** An alarm leaves out a region that is its plan's own; this stack's is the other one. */
function raiseIn(post: AlarmPost, specification: AlarmSpecification): void {
  raise(post, specification).region = post.region;
}

function rpoOf({ recovery, name }: Plan): Duration {
  if (recovery === null) throw new Error(`${name} has no recovery point objective`);
  return recovery.rpo;
}

function inWords(seconds: number): string {
  return formatDuration({ seconds });
}
