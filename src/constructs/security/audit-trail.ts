import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { keptLogGroup } from "../core/kept-log-group";
import { resourceName } from "../core/names";
import { policyDocument, trustPolicy } from "../core/policy";
import { organization } from "../storage/audit-bucket-statements";
import { LOG_PREFIXES } from "../storage/log-prefixes";
import type { PrivateBucket } from "../storage/private-bucket";
import { eventSelectors, insightSelectors } from "./trail-events";
import { trailMetricNamespace, trailMetrics } from "./trail-metrics";
import { trailName } from "./trail-name";

const SUBJECT = { kind: "plan", name: "security" } as const;

/** IAM's limit on a role's name. */
const ROLE_NAME_MAX_LENGTH = 64;

/** CloudWatch Logs' limit on a metric filter's name. */
const FILTER_NAME_MAX_LENGTH = 512;

export interface AuditTrailProps {
  readonly plan: Plan;
  readonly logsKeyArn: string;
  readonly logBucketName: string;
  /** Where the trail is kept in place of the log bucket; null where it is not. */
  readonly auditBucket: PrivateBucket | null;
}

/**
 * CloudTrail of all regions: digests prove that no file was changed, the bucket keeps what audits ask for, and a log
 * group, kept as long as other logs, feeds the metrics that alarms watch. Reads and writes of stores that hold personal
 * or cardholder data are recorded as well.
 */
export class AuditTrail extends Construct {
  constructor(scope: Construct, id: string, { plan, logsKeyArn, logBucketName, auditBucket }: AuditTrailProps) {
    super(scope, id);
    const logGroup = this.logGroup(plan, logsKeyArn);
    const { role, policy } = this.writer(plan, logGroup);
    const name = trailName(plan);
    const trail = new Cloudtrail(this, "trail", {
      name,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      enableLogFileValidation: true,
      ...(organization(plan).length === 0 ? {} : { isOrganizationTrail: true }),
      ...eventSelectors(plan),
      ...insightSelectors(plan),
      s3BucketName: auditBucket === null ? logBucketName : auditBucket.outputs.name,
      s3KeyPrefix: LOG_PREFIXES.cloudTrail,
      kmsKeyId: logsKeyArn,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      // CloudTrail tries the role out when the trail is made, and the bucket.
      dependsOn: auditBucket === null ? [policy] : [policy, auditBucket.policy],
    });
    provides(trail, SUBJECT, "audit-trail");
    playsRole(trail, SUBJECT, "trail", { name });
    this.metricFilters(plan, logGroup);
  }

  private logGroup(plan: Plan, logsKeyArn: string): CloudwatchLogGroup {
    // Names of services hold no slash, so no service's log group can meet this one.
    const name = `/opsplan/${plan.name}/${plan.environment.name}/security/trail`;
    const logGroup = keptLogGroup(this, "log_group", {
      subject: SUBJECT,
      name,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: logsKeyArn,
    });
    playsRole(logGroup, SUBJECT, "log-group", { name });
    return logGroup;
  }

  private writer(plan: Plan, logGroup: CloudwatchLogGroup): { role: IamRole; policy: IamRolePolicy } {
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["trail"], ROLE_NAME_MAX_LENGTH),
      description: "Writes CloudTrail events to CloudWatch Logs",
      // CloudTrail sends no source account when it takes this role, and fails where one is asked for (user guide,
      // role policy document for CloudWatch Logs).
      assumeRolePolicy: trustPolicy("cloudtrail.amazonaws.com", null),
    });
    const { account, region } = plan.environment;
    const streams = (prefix: string) => `${logGroup.arn}:log-stream:${prefix}*`;
    const own = streams(`${account}_CloudTrail_${region}`);
    const others = organization(plan).map((id) => streams(`${id}_`));
    const policy = new IamRolePolicy(this, "role_policy", {
      name: "write-trail",
      role: role.id,
      policy: policyDocument({
        Sid: "Write",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        // CloudTrail names its streams so; those of an organisation's other accounts begin with the organisation.
        Resource: others.length === 0 ? own : [own, ...others],
      }),
    });
    return { role, policy };
  }

  private metricFilters(plan: Plan, logGroup: CloudwatchLogGroup): void {
    for (const { name, metricName, pattern } of trailMetrics(plan)) {
      const filter = new CloudwatchLogMetricFilter(this, name.replaceAll("-", "_"), {
        name: resourceName(plan, [name], FILTER_NAME_MAX_LENGTH),
        logGroupName: logGroup.name,
        pattern,
        metricTransformation: {
          name: metricName,
          namespace: trailMetricNamespace(plan),
          value: "1",
          defaultValue: "0",
        },
      });
      provides(filter, SUBJECT, "log-metric", "audit-alert");
    }
  }
}
