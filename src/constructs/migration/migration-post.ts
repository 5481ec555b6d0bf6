import type { Construct } from "constructs";
import type { AlarmPost } from "../observability/alarms/raise";
import type { MigrationProps } from "./migration-props";
import { MIGRATION_SUBJECT } from "./migration-subject";

/** Where alarms of the migration stand and whom they tell. */
export function migrationPost(scope: Construct, { plan, incident }: MigrationProps): AlarmPost {
  return { scope, plan, subject: MIGRATION_SUBJECT, topics: incident.topicArns, region: plan.environment.region };
}
