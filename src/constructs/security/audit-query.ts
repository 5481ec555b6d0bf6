import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { policyDocument } from "../core/policy";
import { queryResultBucket } from "../storage/audit-bucket";
import { organization } from "../storage/audit-bucket-statements";
import type { PrivateBucket } from "../storage/private-bucket";
import { auditQueries } from "./audit-queries";
import { trailColumns, trailProjection } from "./audit-table";
import { SECURITY_SUBJECT } from "./security-subject";
import { sensitiveBuckets, sensitiveTables } from "./trail-events";

/** Athena allows 128 characters for workgroups and named queries (CreateWorkGroup, CreateNamedQuery). */
const NAME_MAX_LENGTH = 128;

/** Glue allows 255 characters for a database (CreateDatabase); Athena wants it without hyphens. */
const DATABASE_MAX_LENGTH = 255;

/** IAM allows 128 characters for a policy (CreatePolicy). */
const POLICY_MAX_LENGTH = 128;

const TABLE = "trail";

export interface AuditQueriesProps {
  readonly plan: Plan;
  readonly logsKeyArn: string;
  readonly logBucketName: string;
  readonly auditBucket: PrivateBucket;
}

/**
 * The audit trail as a table that SQL reads where it lies, with the questions of every audit ready to be asked, and a
 * policy that lets an auditor's role ask them.
 */
export class AuditQueries extends Construct {
  constructor(scope: Construct, id: string, props: AuditQueriesProps) {
    super(scope, id);
    const { plan, logsKeyArn, auditBucket } = props;
    const results = queryResultBucket(this, props);
    const workgroup = this.workgroup(plan, logsKeyArn, results);
    const database = this.table(plan, auditBucket);
    const names = {
      database: databaseName(plan),
      table: TABLE,
      auditBucket: auditBucket.literalName,
      account: organization(plan).length === 0 ? null : plan.environment.account,
      buckets: sensitiveBuckets(plan),
      tables: sensitiveTables(plan),
    };
    for (const { name, words, sql } of auditQueries(names)) {
      const queryName = resourceName(plan, [name], NAME_MAX_LENGTH);
      const query = new AthenaNamedQuery(this, name.replaceAll("-", "_"), {
        name: queryName,
        description: words,
        workgroup: workgroup.id,
        database: database.name,
        query: sql,
      });
      provides(query, SECURITY_SUBJECT, "audit-query");
      playsRole(query, SECURITY_SUBJECT, "audit-query", { name: queryName, workgroup: workgroupName(plan) });
    }
    this.readerPolicy(props, results);
  }

  /** Settings of the workgroup hold for every query: no one writes results elsewhere, or in clear. */
  private workgroup(plan: Plan, logsKeyArn: string, results: PrivateBucket): AthenaWorkgroup {
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name: workgroupName(plan),
      description: "Queries over the audit trail",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: `s3://${results.outputs.name}/`,
          expectedBucketOwner: plan.environment.account,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: logsKeyArn },
        },
      },
    });
    provides(workgroup, SECURITY_SUBJECT, "audit-query");
    return workgroup;
  }

  /** Reader and columns as Athena's user guide gives them for CloudTrail logs. */
  private table(plan: Plan, { outputs }: PrivateBucket): GlueCatalogDatabase {
    const database = new GlueCatalogDatabase(this, "database", {
      name: databaseName(plan),
      description: "The audit trail",
    });
    const { location, partitions, parameters } = trailProjection(plan, outputs.name);
    const table = new GlueCatalogTable(this, "table", {
      name: TABLE,
      databaseName: database.name,
      description: "CloudTrail's events, by region and day",
      tableType: "EXTERNAL_TABLE",
      parameters: { EXTERNAL: "TRUE", classification: "cloudtrail", ...parameters },
      partitionKeys: partitions.map((name) => ({ name, type: "string" })),
      storageDescriptor: {
        location,
        inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: { serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
        columns: trailColumns().map(([name, type]) => ({ name, type })),
      },
    });
    provides(table, SECURITY_SUBJECT, "audit-query");
    return database;
  }

  /** For the roles of auditors, which exist elsewhere: whoever owns them attaches it. */
  private readerPolicy({ plan, logsKeyArn, auditBucket }: AuditQueriesProps, results: PrivateBucket): void {
    const glue = (resource: string) => planArn(plan, "glue", resource);
    const name = resourceName(plan, ["audit-reader"], POLICY_MAX_LENGTH);
    const policy = new IamPolicy(this, "reader", {
      name,
      description: "Reads the audit trail, queries it, and validates its digests",
      policy: policyDocument(
        {
          Sid: "Logs",
          Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"],
          Resource: [auditBucket.outputs.arn, `${auditBucket.outputs.arn}/*`],
        },
        {
          Sid: "Results",
          Action: [
            "s3:GetObject",
            "s3:PutObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
            "s3:ListBucketMultipartUploads",
            "s3:ListBucket",
            "s3:GetBucketLocation",
          ],
          Resource: [results.outputs.arn, `${results.outputs.arn}/*`],
        },
        { Sid: "Key", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: logsKeyArn },
        {
          Sid: "Queries",
          Action: [
            "athena:GetWorkGroup",
            "athena:StartQueryExecution",
            "athena:StopQueryExecution",
            "athena:GetQueryExecution",
            "athena:GetQueryResults",
            "athena:ListQueryExecutions",
            "athena:ListNamedQueries",
            "athena:GetNamedQuery",
            "athena:BatchGetNamedQuery",
          ],
          Resource: planArn(plan, "athena", `workgroup/${workgroupName(plan)}`),
        },
        {
          Sid: "Table",
          Action: ["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartitions"],
          Resource: [
            glue("catalog"),
            glue(`database/${databaseName(plan)}`),
            glue(`table/${databaseName(plan)}/${TABLE}`),
          ],
        },
        {
          Sid: "Digests",
          Action: ["cloudtrail:DescribeTrails", "cloudtrail:ListPublicKeys"],
          // Neither action can be narrowed (Service Authorization Reference, CloudTrail).
          Resource: "*",
        },
      ),
    });
    provides(policy, SECURITY_SUBJECT, "audit-query");
    playsRole(policy, SECURITY_SUBJECT, "audit-reader-policy", { name });
  }
}

function workgroupName(plan: Plan): string {
  return resourceName(plan, ["audit"], NAME_MAX_LENGTH);
}

function databaseName(plan: Plan): string {
  return resourceName(plan, ["audit"], DATABASE_MAX_LENGTH).replaceAll("-", "_");
}
