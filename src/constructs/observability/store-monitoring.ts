import { Construct } from "constructs";
import type { DataStore, Plan } from "../../model/plan";
import type { IncidentOutputs, StoreOutputs } from "../core/stack-outputs";
import { auroraAlarms } from "./alarms/aurora-alarms";
import { dynamodbAlarms } from "./alarms/dynamodb-alarms";
import type { AlarmPost } from "./alarms/raise";
import { redisAlarms } from "./alarms/redis-alarms";
import { s3Alarms } from "./alarms/s3-alarms";
import { sqsAlarms } from "./alarms/sqs-alarms";

export interface StoreMonitoringProps {
  readonly plan: Plan;
  readonly store: DataStore;
  readonly outputs: StoreOutputs;
  readonly incident: IncidentOutputs;
}

/** The alarms of one data store. */
export class StoreMonitoring extends Construct {
  constructor(scope: Construct, id: string, { plan, store, outputs, incident }: StoreMonitoringProps) {
    super(scope, id);
    const post: AlarmPost = {
      scope: this,
      plan,
      subject: { kind: "store", name: store.name },
      topics: incident.topicArns,
      region: plan.environment.region,
    };
    if (store.engine === "aurora-postgresql" && outputs.engine === store.engine) {
      auroraAlarms(post, plan, store, outputs);
    }
    if (store.engine === "sqs" && outputs.engine === store.engine) sqsAlarms(post, store, outputs);
    if (outputs.engine === "redis") redisAlarms(post, plan, outputs);
    if (outputs.engine === "dynamodb") dynamodbAlarms(post, plan, outputs);
    if (outputs.engine === "s3") s3Alarms(post, plan, outputs);
  }
}
