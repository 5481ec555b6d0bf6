import { SECONDS_PER_DAY } from "../../model/units/duration";
import { aws, awsInto } from "./aws";
import { secondsAgo, variable } from "./shell";

/** GuardDuty findings that are not archived, severity 4 (medium) and up. */
export function openFindings(region: string): string {
  return [
    awsInto("DETECTOR", "guardduty list-detectors", "DetectorIds[0]", {}, region),
    awsInto(
      "FINDINGS",
      "guardduty list-findings",
      "FindingIds[:20]",
      {
        "detector-id": variable("DETECTOR"),
        "finding-criteria": '{"Criterion":{"service.archived":{"Eq":["false"]},"severity":{"Gte":4}}}',
      },
      region,
    ),
    `[ -z "$FINDINGS" ] || ${aws(
      "guardduty get-findings",
      {
        "detector-id": variable("DETECTOR"),
        "finding-ids": { expression: "$FINDINGS" },
        query: "Findings[].[UpdatedAt,Severity,Type,Title,Resource.ResourceType]",
      },
      region,
    )}`,
  ].join("\n");
}

/** Resources that Access Analyzer finds open to other accounts. */
export function externalAccess(region: string): string {
  return [
    // A list: every page is printed by itself, and a single value would be `None` on all pages but one.
    awsInto("ANALYZER", "accessanalyzer list-analyzers", "analyzers[?type=='ACCOUNT'].arn | [:1]", {}, region),
    aws(
      "accessanalyzer list-findings-v2",
      {
        "analyzer-arn": variable("ANALYZER"),
        filter: '{"status":{"eq":["ACTIVE"]}}',
        query: "findings[].[updatedAt,resourceType,resource,id]",
      },
      region,
    ),
  ].join("\n");
}

/** Changes made in the account over the last day, by one name of CloudTrail's lookup attributes. */
export function trailEvents(attribute: string, value: Parameters<typeof trailValue>[0], region: string): string {
  return aws(
    "cloudtrail lookup-events",
    {
      "lookup-attributes": trailValue(value, attribute),
      "start-time": secondsAgo(SECONDS_PER_DAY),
      "max-items": 50,
      query: "Events[].[EventTime,Username,EventName,EventSource]",
    },
    region,
  );
}

function trailValue(value: string | { readonly shell: string }, attribute: string) {
  return typeof value === "string"
    ? `AttributeKey=${attribute},AttributeValue=${value}`
    : { expression: `"AttributeKey=${attribute},AttributeValue=$${value.shell}"` };
}

export function trailStatus(trail: string, region: string): string {
  return aws(
    "cloudtrail get-trail-status",
    { name: trail, query: "{logging:IsLogging,delivered:LatestDeliveryTime,error:LatestDeliveryError}" },
    region,
  );
}
