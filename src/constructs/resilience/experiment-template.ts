import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FisExperimentTemplate } from "@cdktf/provider-aws/lib/fis-experiment-template";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { policyDocument, type Statement } from "../core/policy";
import { dashboardName } from "../core/shared-names";
import type { BucketOutputs } from "../core/stack-outputs";
import { LOG_PREFIXES } from "../storage/log-prefixes";
import type { Experiment, ExperimentTarget } from "./experiment";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

/** Tag values hold 256 characters. */
const NAME_TAG_MAX_LENGTH = 256;

/** Newest schema of FIS's log records. */
const LOG_SCHEMA = 2;

/** What the report shows before and after, beside the experiment itself. */
const AROUND = "PT5M";

/** Names inside a template: there is one action, on one target. */
const ACTION = "fail";
const TARGET = "target";

export interface ExperimentTemplateProps {
  readonly plan: Plan;
  readonly experiment: Experiment;
  readonly logGroup: CloudwatchLogGroup;
  readonly reports: BucketOutputs;
}

/** An experiment of AWS FIS with a role that can make this failure and no other. */
export class ExperimentTemplate extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { plan, experiment, logGroup, reports }: ExperimentTemplateProps) {
    super(scope, id);
    const { subject, name, action, target, stops } = experiment;
    const tag = resourceName(plan, [name], NAME_TAG_MAX_LENGTH);
    const dashboard = dashboardName(plan, subject);
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["fis", name], ROLE_NAME_MAX_LENGTH),
      description: "AWS FIS, makes one failure",
      assumeRolePolicy: policyDocument(assumedByExperiments(plan)),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "experiment",
      role: role.name,
      policy: policyDocument(...experiment.statements, ...observed(plan, reports, dashboard)),
    });
    const template = new FisExperimentTemplate(this, "template", {
      description: experiment.description,
      roleArn: role.arn,
      action: [
        {
          name: ACTION,
          actionId: action.id,
          parameter: Object.entries(action.parameters).map(([key, value]) => ({ key, value })),
          target: { key: action.targetKey, value: TARGET },
        },
      ],
      target: [{ name: TARGET, ...found(target) }],
      stopCondition: stops.map((value) => ({ source: "aws:cloudwatch:alarm", value })),
      // A rehearsal that finds nothing to fail has rehearsed nothing.
      experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
      logConfiguration: {
        logSchemaVersion: LOG_SCHEMA,
        cloudwatchLogsConfiguration: { logGroupArn: `${logGroup.arn}:*` },
      },
      experimentReportConfiguration: {
        dataSources: { cloudwatchDashboard: [{ dashboardArn: dashboardArn(plan, dashboard) }] },
        outputs: { s3Configuration: { bucketName: reports.name, prefix: LOG_PREFIXES.faultInjection } },
        preExperimentDuration: AROUND,
        postExperimentDuration: AROUND,
      },
      tags: { Name: tag },
      dependsOn: [policy],
    });
    provides(template, subject, "experiment", "game-day");
    playsRole(template, subject, "experiment-template", {
      name: tag,
      region: plan.environment.region,
      failure: experiment.description,
      stops: stops.map(alarmOf).join(","),
    });
    this.id = template.id;
  }
}

/** The alarm's name at the end of its ARN. */
function alarmOf(arn: string): string {
  return arn.slice(arn.indexOf(":alarm:") + ":alarm:".length);
}

function found({ resourceType, selectionMode, arns, tags, parameters, filters }: ExperimentTarget) {
  return {
    resourceType,
    selectionMode,
    ...(arns.length === 0 ? {} : { resourceArns: [...arns] }),
    resourceTag: Object.entries(tags).map(([key, value]) => ({ key, value })),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters: { ...parameters } }),
    filter: filters.map(({ path, values }) => ({ path, values: [...values] })),
  };
}

/** As AWS documents an experiment role's trust: for experiments of this account and region only. */
function assumedByExperiments(plan: Plan): Statement {
  return {
    Sid: "AssumedByExperiments",
    Principal: { Service: "fis.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": plan.environment.account },
      ArnLike: { "aws:SourceArn": planArn(plan, "fis", "experiment/*") },
    },
  };
}

/** Logs and the report, which holds pictures of a dashboard. */
function observed(plan: Plan, reports: BucketOutputs, dashboard: string): readonly Statement[] {
  return [
    {
      // Log delivery knows no single resources (service authorization reference).
      Sid: "DeliverLogs",
      Action: [
        "logs:CreateLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:PutResourcePolicy",
      ],
      Resource: "*",
    },
    {
      Sid: "WriteReport",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: `${reports.arn}/${LOG_PREFIXES.faultInjection}/*`,
    },
    { Sid: "ReadDashboard", Action: "cloudwatch:GetDashboard", Resource: dashboardArn(plan, dashboard) },
    // AWS has no resource for it (service authorization reference).
    { Sid: "DrawMetrics", Action: "cloudwatch:GetMetricWidgetImage", Resource: "*" },
  ];
}

/** Dashboards stand in no region. */
function dashboardArn({ environment }: Plan, name: string): string {
  return `arn:aws:cloudwatch::${environment.account}:dashboard/${name}`;
}
