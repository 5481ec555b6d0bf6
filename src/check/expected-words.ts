import { z } from "zod";
import { NAME_EXPECTED, NAME_PATTERN, SPECIFICATION_NAME_PATTERN } from "../model/names";
import { ACCOUNT_PATTERN, DOMAIN_PATTERN, REGION_PATTERN } from "../model/schema/environment";
import { TAG_VALUE_PATTERN } from "../model/schema/metadata";
import { CIDR_PATTERN } from "../model/schema/network";
import { SECRET_ARN_PATTERN } from "../model/schema/secret-arn";
import { BANDWIDTH_EXPECTED } from "../model/units/bandwidth";
import { DURATION_EXPECTED, LATENCY_EXPECTED } from "../model/units/duration";
import { MONEY_EXPECTED } from "../model/units/money";
import { PERCENTAGE_EXPECTED } from "../model/units/percentage";
import { definitionOf, describe, type SchemaPlace } from "./schema-place";

const BY_TITLE: Readonly<Record<string, string>> = {
  duration: DURATION_EXPECTED,
  latency: LATENCY_EXPECTED,
  money: MONEY_EXPECTED,
  percentage: PERCENTAGE_EXPECTED,
  bandwidth: BANDWIDTH_EXPECTED,
  size: "an amount of data such as 800 GB or 4 TB",
};

const BY_PATTERN: ReadonlyMap<string, string> = new Map([
  [NAME_PATTERN.source, NAME_EXPECTED],
  [SPECIFICATION_NAME_PATTERN.source, "lower-case letters and digits, joined by single underscores or hyphens"],
  [ACCOUNT_PATTERN.source, "an AWS account: 12 digits in quotes"],
  [REGION_PATTERN.source, "an AWS region such as eu-west-1"],
  [DOMAIN_PATTERN.source, "a host name in lower case such as shop.example.com"],
  [TAG_VALUE_PATTERN.source, "letters, digits, spaces and any of + - = . _ : / @"],
  [
    SECRET_ARN_PATTERN.source,
    "the ARN of a Secrets Manager secret: arn:aws:secretsmanager:<region>:<account>:secret:<name>",
  ],
  [CIDR_PATTERN.source, "an address range such as 10.0.0.0/16"],
]);

const REGION = "an AWS region such as eu-west-1";
const BUCKET = "a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens";
const CERTIFICATE = "the ARN of a certificate: arn:aws:acm:<region>:<account>:certificate/<id>";
const ATTRIBUTE = "an attribute name: letters, digits, _ . and -";
const KEY_ARN = "the ARN of a KMS key: arn:aws:kms:<region>:<account>:key/<id>";
const PATH = "a path that begins with a slash, such as /api/*";
const REPOSITORY_PATH = "a path below the repository's root, without `..`: letters, digits, _ . - and /";
const SUBNET = "a subnet id such as subnet-0123456789abcdef0";
const VPC = "a VPC id such as vpc-0123456789abcdef0";
const VARIABLE = "letters, digits and underscores, not beginning with a digit";

/** Words for patterns of one place. `<key>` stands for the names of a record. */
const BY_PLACE: Readonly<Record<string, string>> = {
  "metadata.version": "a version such as 1.0.0",
  "parameters.*.sets.*": "a path of keys such as requirements.capacity.currentPeakUsers",
  "requirements.capacity.growth": "a multiple such as 10x",
  "edge.cellKey.name": "lower-case letters, digits, hyphens and underscores, such as x-tenant",
  "requirements.capacity.prices.<key>": "the name of a price: lower-case letters, digits and hyphens",
  ...Object.fromEntries(
    ["network", "recovery.network"].flatMap((network) => [
      [`${network}.existing.vpcId`, VPC],
      [`${network}.existing.publicSubnetIds.*`, SUBNET],
      [`${network}.existing.privateSubnetIds.*`, SUBNET],
      [`${network}.existing.isolatedSubnetIds.*`, SUBNET],
    ]),
  ),
  "migration.network.customerGateway.address": "an IPv4 address such as 198.51.100.10",
  "migration.network.dnsServers.*": "an IPv4 address such as 192.168.0.53",
  "migration.network.gatewayId": "the id of a Direct Connect gateway such as 01234567-89ab-cdef-0123-456789abcdef",
  "migration.sources.*.host": "a host name or an IPv4 address",
  "migration.sources.*.database": "the name of a database: letters, digits, _ $ . and -",
  "migration.sources.*.certificate": "the ARN of a DMS certificate: arn:aws:dms:<region>:<account>:cert:<id>",
  "migration.sources.*.schemas.*": "the name of a schema, or a pattern with %",
  "migration.sources.*.path": "a path that begins with a slash, such as /export/statements",
  "migration.sources.*.agents.*": "the ARN of a DataSync agent: arn:aws:datasync:<region>:<account>:agent/agent-<id>",
  "services.*.image": "a container image such as public.ecr.aws/nginx/nginx:1.27",
  "services.*.routes.*": PATH,
  "services.*.health.path": "a path that begins with a slash, such as /healthz",
  "services.*.instanceType": "an EC2 instance type such as m7g.large",
  "services.*.environment.<key>": VARIABLE,
  "services.*.secrets.<key>": VARIABLE,
  "services.*.secrets.*": "an ARN in Secrets Manager or Parameter Store, such as arn:aws:secretsmanager:…",
  "services.*.scaling.schedules.*.cron": "the six fields of an AWS cron expression, such as 0 7 ? * MON-FRI *",
  "services.*.scaling.schedules.*.timezone": "a time zone such as Europe/Dublin",
  "services.*.slos.*.canary.path": "a path that begins with a slash, such as /healthz",
  "services.*.slos.*.job.stateMachine": "the name of a Step Functions state machine",
  "services.*.slos.*.maintenance.*.start": "a time of day such as 02:00",
  "services.*.slos.*.maintenance.*.timezone": "a time zone such as Europe/Dublin",
  ...Object.fromEntries(
    ["good", "bad", "total"].flatMap((events) => [
      [`services.*.slos.*.metrics.${events}.namespace`, "a CloudWatch namespace such as Shop/Payments"],
      [`services.*.slos.*.metrics.${events}.name`, "a metric name without spaces"],
      [`services.*.slos.*.metrics.${events}.dimensions.<key>`, "a dimension name without spaces"],
    ]),
  ),
  "dataStores.*.version": "an engine version in quotes: major.minor",
  "dataStores.*.database": "lower-case letters, digits and underscores, beginning with a letter",
  "dataStores.*.nodeType": "a node type such as cache.t4g.small",
  "dataStores.*.partitionKey": ATTRIBUTE,
  "dataStores.*.sortKey": ATTRIBUTE,
  "dataStores.*.ttlAttribute": ATTRIBUTE,
  "edge.allowedCountries.*": "an ISO 3166 country code such as IE",
  "delivery.validation.paths.*": "a path that begins with a slash, such as /api/version",
  "edge.staticPaths.*": "a path that begins with a slash, such as /assets/*",
  "edge.cachedPaths.*.path": "a path that begins with a slash, such as /api/catalog",
  "edge.existing.hostedZoneId": "a Route 53 hosted zone id such as Z0123456789ABCDEFGHIJ",
  "edge.existing.certificateArn": CERTIFICATE,
  "edge.existing.cdnCertificateArn": CERTIFICATE,
  "delivery.source.repository": "owner/name of a repository",
  "delivery.source.branch": "a branch name such as main",
  "delivery.source.connectionArn": "the ARN of a CodeConnections connection: arn:aws:codeconnections:…",
  "delivery.checks.plan": REPOSITORY_PATH,
  "delivery.checks.docs": REPOSITORY_PATH,
  "incidents.runbookUrl": "an https address",
  "incidents.channels.*.workspaceId": "a Slack workspace id such as T0123ABCD",
  "incidents.channels.*.channelId": "a Slack channel id such as C0123ABCD",
  "recovery.approval.approvers.*": "the ARN of an IAM role or user: arn:aws:iam::<account>:role/<name>",
  "recovery.backup.crossAccountVault":
    "the ARN of a backup vault, such as arn:aws:backup:eu-west-1:999988887777:backup-vault:central",
  "recovery.backup.restoreTest": "the six fields of an AWS cron expression, such as 0 5 ? * SUN *",
  "resilience.gameDays.cron": "the six fields of an AWS cron expression, such as 0 10 ? 1/3 TUE#1 *",
  "resilience.gameDays.timezone": "a time zone such as Europe/Dublin",
  "resilience.loadTest.cron": "the six fields of an AWS cron expression, such as 0 3 ? * SUN *",
  "resilience.loadTest.timezone": "a time zone such as Europe/Dublin",
  "resilience.loadTest.target": "an address of the environment, such as https://shop.example.com",
  "resilience.loadTest.paths.*.*": "a path such as /api/items",
  "requirements.capacity.grantedQuotas.<key>": "a quota code such as L-3032A538",
  "security.existing.keys.data": KEY_ARN,
  "security.existing.keys.logs": KEY_ARN,
  "security.existing.keys.messaging": KEY_ARN,
  "security.existing.keys.artifacts": KEY_ARN,
  "security.existing.keys.backup": KEY_ARN,
  "security.existing.logBucket": BUCKET,
  "security.auditLog.organizationId": "an organisation's id such as o-exampleorgid",
  "tickets.github.repository": "owner/name of a repository",
  "tickets.jira.site": "the address of a Jira Cloud site such as https://example.atlassian.net",
  "tickets.jira.project": "the key of a Jira project such as OPS",
  "tickets.jira.issueType": "the name of an issue type such as Task: letters, digits, spaces, _ / and -",
  "tickets.servicenow.instance": "the address of a ServiceNow instance such as https://example.service-now.com",
  "tickets.servicenow.table": "the name of a table such as incident",
  "state.bucket": BUCKET,
  "requirements.residency.regions.*": REGION,
  "network.egress.domains.*": "a domain such as api.example.com, or .example.com for all below it",
  "security.auditLog.readers.*": "the ARN of an IAM role: arn:aws:iam::<account>:role/<name>",
  "security.privateIngress.oidc.clientId": "the client id that the identity provider has given",
  "security.privateIngress.groups.*": "the id or the name of a group",
  "security.privateIngress.principals.*": "an account, 12 digits in quotes, or the ARN of an IAM role",
  "migration.sources.*.size": "an amount of data such as 800 GB or 4 TB",
  "state.kmsKeyArn": "the ARN of a KMS key: arn:aws:kms:…",
};

const BY_FORMAT: Readonly<Record<string, string>> = {
  email: "an e-mail address such as oncall@example.com",
  url: "an https address",
  date: "a date such as 2027-01-04",
};

/** Words for what a pattern wants, never the pattern itself; undefined when nobody has written them. */
export function formatWords(place: SchemaPlace, pattern?: RegExp): string | undefined {
  const titled = place.title === undefined ? undefined : BY_TITLE[place.title];
  return titled ?? (pattern && BY_PATTERN.get(pattern.source)) ?? BY_PLACE[place.pattern] ?? formatOf(place);
}

function formatOf({ schema }: SchemaPlace): string | undefined {
  const definition = definitionOf(schema);
  return definition.type === "string" && "format" in definition ? BY_FORMAT[String(definition.format)] : undefined;
}

/** What a place wants, for a value that is missing or of the wrong type. */
export function expectedWords(place: SchemaPlace): string {
  return formatWords(place, patternOf(place.schema)) ?? typeWords(place);
}

/** The first pattern that a text must match. */
export function patternOf(schema: z.core.$ZodType): RegExp | undefined {
  for (const check of definitionOf(schema).checks ?? []) {
    const { pattern } = check._zod.def as { readonly pattern?: unknown };
    if (pattern instanceof RegExp) return pattern;
  }
  return undefined;
}

function typeWords(place: SchemaPlace): string {
  const definition = definitionOf(place.schema);
  switch (definition.type) {
    case "string":
      return place.example === undefined ? "text" : `text such as ${place.example}`;
    case "number":
      return rangeWords(place.schema);
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "enum":
      return `one of ${Object.values(definition.entries).join(", ")}`;
    case "literal":
      return definition.values.map(String).join(", ");
    case "union":
      return unionWords(place, definition);
    default:
      return "a map of keys";
  }
}

function unionWords(place: SchemaPlace, definition: z.core.$ZodUnionDef): string {
  if (place.pattern === "parameters.*") return "text, a number, true or false; in a blueprint a declaration";
  const words = definition.options.map((option) => expectedWords(describe(option, place.pattern)));
  return [...new Set(words)].join(", or ");
}

/** `a whole number from 1 to 65,535`. */
export function rangeWords(schema: z.core.$ZodType): string {
  if (!(schema instanceof z.ZodNumber)) return "a number";
  const noun = schema.isInt ? "a whole number" : "a number";
  const low = bound(schema.minValue);
  const high = bound(schema.maxValue);
  if (low !== undefined && high !== undefined) return `${noun} from ${low} to ${high}`;
  if (low !== undefined) return `${noun} of at least ${low}`;
  return high === undefined ? noun : `${noun} of at most ${high}`;
}

/** Infinity, and the bounds that come with whole numbers as such, say nothing. */
function bound(value: number | null): string | undefined {
  return value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value.toLocaleString("en-US") : undefined;
}
