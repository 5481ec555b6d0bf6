import type {
  CloudtrailAdvancedEventSelector,
  CloudtrailAdvancedEventSelectorFieldSelector,
  CloudtrailConfig,
} from "@cdktf/provider-aws/lib/cloudtrail";
import type { DataStore, DynamodbStore, Plan, S3Store } from "../../model/plan";
import { standbyPlan } from "../../model/standby-plan";
import { planArn } from "../core/names";
import { storeBucketName, tableName } from "../data/store-names";
import { bucketArn, bucketName } from "../storage/private-bucket";
import { separateAuditBucket } from "../storage/separate-audit-bucket";

/**
 * What the trail records: every call that manages something, and reads and writes of stores that hold personal or
 * cardholder data, which CloudTrail leaves out by itself. A plan without such stores and without an audit bucket keeps
 * CloudTrail's default, which is the same as the first selector. Databases and queues have no data events: what is done
 * in a database stands in its own log.
 */
export function eventSelectors(plan: Plan): Pick<CloudtrailConfig, "advancedEventSelector"> {
  const data = [...objectEvents(plan), ...tableEvents(plan), ...auditLogEvents(plan)];
  return data.length === 0 ? {} : { advancedEventSelector: [MANAGEMENT_EVENTS, ...data] };
}

/** Rates of calls and of errors that are unusual for the account. Charged by the event, so only where audits ask. */
export function insightSelectors({ requirements }: Plan): Pick<CloudtrailConfig, "insightSelector"> {
  if (requirements.compliance.length === 0) return {};
  return { insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }] };
}

const MANAGEMENT_EVENTS: CloudtrailAdvancedEventSelector = {
  name: "Management events",
  fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }],
};

function objectEvents(plan: Plan): readonly CloudtrailAdvancedEventSelector[] {
  const names = sensitiveBuckets(plan);
  if (names.length === 0) return [];
  const inBuckets = { field: "resources.ARN", startsWith: names.map((name) => `${bucketArn(name)}/`) };
  return [dataEvents("Objects with personal or cardholder data", "AWS::S3::Object", inBuckets)];
}

function tableEvents(plan: Plan): readonly CloudtrailAdvancedEventSelector[] {
  const names = sensitiveTables(plan);
  const arns = sites(plan).flatMap((site) => names.map((name) => planArn(site, "dynamodb", `table/${name}`)));
  if (arns.length === 0) return [];
  const ofTables = { field: "resources.ARN", equalTo: arns };
  return [dataEvents("Items with personal or cardholder data", "AWS::DynamoDB::Table", ofTables)];
}

/**
 * Who read audit logs or tried to do away with them. By name of the event: CloudTrail's own deliveries are left out, or
 * each would be recorded and make the next.
 */
function auditLogEvents(plan: Plan): readonly CloudtrailAdvancedEventSelector[] {
  if (!separateAuditBucket(plan)) return [];
  const buckets = (["audit", "audit-results"] as const).map((purpose) => `${bucketArn(bucketName(plan, purpose))}/`);
  return [
    dataEvents(
      "Access to audit logs",
      "AWS::S3::Object",
      { field: "resources.ARN", startsWith: buckets },
      {
        field: "eventName",
        equalTo: [
          "GetObject",
          "CopyObject",
          "DeleteObject",
          "DeleteObjects",
          "PutObjectRetention",
          "PutObjectLegalHold",
          "RestoreObject",
        ],
      },
    ),
  ];
}

function dataEvents(
  name: string,
  type: string,
  ...which: readonly CloudtrailAdvancedEventSelectorFieldSelector[]
): CloudtrailAdvancedEventSelector {
  return {
    name,
    fieldSelector: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: [type] },
      ...which,
    ],
  };
}

/** Buckets of stores that hold personal or cardholder data, with those that stand by for them. */
export function sensitiveBuckets(plan: Plan): readonly string[] {
  const stores = plan.stores.filter((store): store is S3Store => store.engine === "s3" && isSensitive(store));
  return sites(plan).flatMap((site) => stores.map((store) => storeBucketName(site, store)));
}

/** The same of tables. A global table has one name in every region; one that is made from a backup has its own. */
export function sensitiveTables(plan: Plan): readonly string[] {
  const stores = plan.stores.filter(
    (store): store is DynamodbStore => store.engine === "dynamodb" && isSensitive(store),
  );
  return sites(plan).flatMap((site) => stores.map((store) => tableName(site, store)));
}

/** The plan's own region and its recovery region: one trail records both. */
function sites(plan: Plan): readonly Plan[] {
  const standby = standbyPlan(plan);
  return standby === null ? [plan] : [plan, standby];
}

function isSensitive({ data }: DataStore): boolean {
  return data.personalData || data.cardholderData;
}
