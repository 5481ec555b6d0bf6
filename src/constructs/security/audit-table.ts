import type { Plan } from "../../model/plan";
import { organization } from "../storage/audit-bucket-statements";
import { trailFolder } from "./audit-queries";

/**
 * AWS's commercial regions: folders that a trail of all regions may have. A folder that is not there costs a listing and
 * nothing else.
 */
const REGIONS = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
] as const;

/** Column and Hive type of an event's fields, after the Athena user guide, querying CloudTrail logs. */
export function trailColumns(): readonly (readonly [string, string])[] {
  const issuer = "struct<type:string,principalid:string,arn:string,accountid:string,username:string>";
  const session = [
    "attributes:struct<mfaauthenticated:string,creationdate:string>",
    `sessionissuer:${issuer}`,
    "ec2roledelivery:string",
    "webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>",
  ].join(",");
  const identity = [
    "type:string",
    "principalid:string",
    "arn:string",
    "accountid:string",
    "invokedby:string",
    "accesskeyid:string",
    "username:string",
    "onbehalfof:struct<userid:string,identitystorearn:string>",
    `sessioncontext:struct<${session}>`,
  ].join(",");
  return [
    ["eventversion", "string"],
    ["useridentity", `struct<${identity}>`],
    ...[
      "eventtime",
      "eventsource",
      "eventname",
      "awsregion",
      "sourceipaddress",
      "useragent",
      "errorcode",
      "errormessage",
      "requestparameters",
      "responseelements",
      "additionaleventdata",
      "requestid",
      "eventid",
      "readonly",
    ].map((name) => [name, "string"] as const),
    ["resources", "array<struct<arn:string,accountid:string,type:string>>"],
    ...[
      "eventtype",
      "apiversion",
      "recipientaccountid",
      "serviceeventdetails",
      "sharedeventid",
      "vpcendpointid",
      "eventcategory",
    ].map((name) => [name, "string"] as const),
    ["tlsdetails", "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>"],
  ];
}

export interface TrailProjection {
  readonly location: string;
  /** Columns that are folders, in their order. */
  readonly partitions: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Folders of the trail as partitions that Athena works out by itself. Days reach back as far as logs are kept. Accounts
 * of an organisation are too many to list: a query over its trail names the account (`account = '…'`).
 */
export function trailProjection(plan: Plan, bucket: string): TrailProjection {
  const [organizationId] = organization(plan);
  const base = `s3://${bucket}/${trailFolder(organizationId ?? plan.environment.account)}`;
  // Doubled: Terraform would read `${` as an expression.
  const part = (name: string) => `$\${${name}}`;
  const shared = {
    "projection.enabled": "true",
    "projection.region.type": "enum",
    "projection.region.values": REGIONS.join(","),
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.range": `NOW-${plan.security.trailRetentionDays}DAYS,NOW`,
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
  };
  return organizationId === undefined
    ? {
        location: `${base}/CloudTrail/`,
        partitions: ["region", "day"],
        parameters: {
          ...shared,
          "storage.location.template": `${base}/CloudTrail/${part("region")}/${part("day")}`,
        },
      }
    : {
        location: `${base}/`,
        partitions: ["account", "region", "day"],
        parameters: {
          ...shared,
          "projection.account.type": "injected",
          "storage.location.template": `${base}/${part("account")}/CloudTrail/${part("region")}/${part("day")}`,
        },
      };
}
