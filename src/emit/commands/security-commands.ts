import type { HandlesOf } from "../../evidence/evidence";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { aws, awsInto } from "./aws";
import { assign, secondsAgo, variable } from "./shell";

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

/** Controls of Security Hub that fail, critical and high. */
export function failedControls(region: string): string {
  const equals = (key: string, ...values: readonly string[]) =>
    `"${key}":[${values.map((value) => `{"Comparison":"EQUALS","Value":"${value}"}`).join(",")}]`;
  const filters = [
    equals("ProductName", "Security Hub"),
    equals("ComplianceStatus", "FAILED"),
    equals("RecordState", "ACTIVE"),
    equals("WorkflowStatus", "NEW", "NOTIFIED"),
    equals("SeverityLabel", "CRITICAL", "HIGH"),
  ];
  return aws(
    "securityhub get-findings",
    {
      filters: `{${filters.join(",")}}`,
      "max-items": 50,
      query: "Findings[].[Severity.Label,Compliance.SecurityControlId,Title,Resources[0].Id]",
    },
    region,
  );
}

/** Vulnerabilities that Inspector finds, critical and high. */
export function openVulnerabilities(region: string): string {
  return aws(
    "inspector2 list-findings",
    {
      "filter-criteria":
        '{"findingStatus":[{"comparison":"EQUALS","value":"ACTIVE"}],"severity":[{"comparison":"EQUALS","value":"CRITICAL"},{"comparison":"EQUALS","value":"HIGH"}]}',
      "max-items": 50,
      query: "findings[].[severity,title,resources[0].id,fixAvailable]",
    },
    region,
  );
}

/** What Macie found in buckets and of them, newest first. */
export function sensitiveDataFindings(region: string): string {
  return [
    awsInto(
      "FINDINGS",
      "macie2 list-findings",
      "findingIds[:20]",
      { "sort-criteria": '{"attributeName":"updatedAt","orderBy":"DESC"}' },
      region,
    ),
    `[ -z "$FINDINGS" ] || ${aws(
      "macie2 get-findings",
      {
        "finding-ids": { expression: "$FINDINGS" },
        query: "findings[].[updatedAt,severity.description,type,resourcesAffected.s3Bucket.name]",
      },
      region,
    )}`,
  ].join("\n");
}

/** Connections that the firewall refused over the last day, by the name that was asked for. */
export function refusedConnections(logGroup: string, region: string): string {
  return aws(
    "logs filter-log-events",
    {
      "log-group-name": logGroup,
      "filter-pattern": '{ $.event.alert.action = "blocked" }',
      "start-time": { expression: `"$(( $(date +%s) - ${SECONDS_PER_DAY} ))000"` },
      "max-items": 50,
      query: "events[].message",
    },
    region,
  );
}

/** Where a private way in leads, and whether it is open. */
export function privateIngressStatus({ kind, address }: HandlesOf<"private-ingress">, region: string): string {
  return kind === "verified-access"
    ? aws(
        "ec2 describe-verified-access-endpoints",
        {
          query: `VerifiedAccessEndpoints[?ApplicationDomain=='${address}'].[ApplicationDomain,EndpointDomain,Status.Code]`,
        },
        region,
      )
    : aws(
        "vpc-lattice list-services",
        { query: `items[?name=='${address}'].[name,dnsEntry.domainName,status]` },
        region,
      );
}

export function firewallStatus(name: string, region: string): string {
  return aws(
    "network-firewall describe-firewall",
    {
      "firewall-name": name,
      query: "[FirewallStatus.Status,FirewallStatus.ConfigurationSyncStateSummary,Firewall.DeleteProtection]",
    },
    region,
  );
}

/** Gives a Verified Access trust provider the client's secret, which Terraform never sees. Needs `jq`. */
export function setClientSecret({ name, secret }: HandlesOf<"oidc-trust-provider">, region: string): string {
  return [
    awsInto(
      "PROVIDER",
      "ec2 describe-verified-access-trust-providers",
      `VerifiedAccessTrustProviders[?Tags[?Key=='Name' && Value=='${name}']].VerifiedAccessTrustProviderId | [0]`,
      {},
      region,
    ),
    assign(
      "CLIENT_SECRET",
      `${aws(
        "secretsmanager get-secret-value",
        { "secret-id": secret, query: "SecretString", output: "text" },
        region,
      )} | jq --raw-output .clientSecret`,
    ),
    aws(
      "ec2 modify-verified-access-trust-provider",
      {
        "verified-access-trust-provider-id": variable("PROVIDER"),
        "oidc-options": { expression: '"ClientSecret=$CLIENT_SECRET"' },
      },
      region,
    ),
    "unset CLIENT_SECRET",
  ].join("\n");
}
