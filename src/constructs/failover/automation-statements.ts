import type { Plan } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { defaultTags } from "../core/opsplan-stack";
import type { Statement } from "../core/policy";
import { READ_ALARMS } from "../incident/alarm-states/alarm-statements";
import type { RegionContext } from "./documents/region-context";
import { endpointParameterName, failoverNamespace } from "./failover-names";

/** KMS allows 256 characters, of which `alias/` takes six. */
const ALIAS_MAX_LENGTH = 250;

/** What the two documents do, and nothing else: in the recovery region, to what the plan has there. */
export function automationStatements(context: RegionContext, there: Plan): readonly Statement[] {
  return [
    ...runStatements(context, there),
    ...messageStatements(context),
    ...databaseStatements(context),
    ...taskStatements(context, there),
    ...instanceStatements(context, there),
    ...healthStatements(context),
    ...dialStatements(context),
  ];
}

function runStatements({ plan }: RegionContext, there: Plan): readonly Statement[] {
  return [
    // Listing runs, and asking whether CloudWatch answers in the primary region, know no single resources.
    { Sid: "FindRuns", Action: "ssm:DescribeAutomationExecutions", Resource: "*" },
    READ_ALARMS,
    {
      Sid: "ReadEndpoint",
      Action: "ssm:GetParameter",
      Resource: planArn(there, "ssm", `parameter${endpointParameterName(plan)}`),
    },
    {
      Sid: "TurnSwitchAndRecord",
      Action: "cloudwatch:PutMetricData",
      // Metrics have no ARN; the namespace is the failover's own.
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": failoverNamespace(plan) } },
    },
    // Creating an OpsItem knows no single resources (service authorization reference, Systems Manager).
    { Sid: "OpenTicket", Action: "ssm:CreateOpsItem", Resource: "*" },
    { Sid: "TagTicket", Action: "ssm:AddTagsToResource", Resource: planArn(there, "ssm", "opsitem/*") },
  ];
}

/** The topic's key is another stack's: it is known by its alias, and used through SNS only. */
function messageStatements({ plan, recovery, topicArn }: RegionContext): readonly Statement[] {
  return [
    { Sid: "TellPeople", Action: "sns:Publish", Resource: topicArn },
    {
      Sid: "EncryptMessages",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: planArn(plan, "kms", "key/*", recovery.region),
      Condition: {
        StringEquals: { "kms:ViaService": `sns.${recovery.region}.amazonaws.com` },
        "ForAnyValue:StringEquals": {
          "kms:ResourceAliases": `alias/${resourceName(plan, ["messaging"], ALIAS_MAX_LENGTH)}`,
        },
      },
    },
  ];
}

/** A global database stands in no region; whose it is, its members tell. */
function databaseStatements({ plan, clusters }: RegionContext): readonly Statement[] {
  if (clusters.standby.length === 0) return [];
  const account = plan.environment.account;
  return [
    {
      Sid: "FindGlobalDatabases",
      Action: "rds:DescribeGlobalClusters",
      Resource: `arn:aws:rds::${account}:global-cluster:*`,
    },
    {
      Sid: "ChangeWriter",
      Action: ["rds:FailoverGlobalCluster", "rds:SwitchoverGlobalCluster"],
      Resource: [
        `arn:aws:rds::${account}:global-cluster:${resourceName(plan, ["*"], 63)}`,
        ...clusters.primary,
        ...clusters.standby,
      ],
    },
  ];
}

function taskStatements({ services }: RegionContext, there: Plan): readonly Statement[] {
  const tasks = services.flatMap(({ outputs: { compute } }) => (compute.runtime === "ecs-fargate" ? [compute] : []));
  if (tasks.length === 0) return [];
  const { plan: planTag, environment } = defaultTags(there, "standby");
  return [
    {
      // Nothing but the plan's services stands in its cluster, and a large plan's would not fit one by one.
      Sid: "StartTasks",
      Action: ["ecs:DescribeServices", "ecs:UpdateService"],
      Resource: [...new Set(tasks.map(({ clusterName }) => planArn(there, "ecs", `service/${clusterName}/*`)))],
    },
    {
      // A new deployment starts tasks with the roles of the service's own task definition.
      Sid: "PassTaskRoles",
      Action: "iam:PassRole",
      Resource: [...new Set(tasks.flatMap(({ taskRoleArn, executionRoleArn }) => [taskRoleArn, executionRoleArn]))],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      // A target's ARN ends in an id that AWS gives it, so its tags tell the plan's from others.
      Sid: "MoveBounds",
      Action: "application-autoscaling:RegisterScalableTarget",
      Resource: planArn(there, "application-autoscaling", "scalable-target/*"),
      Condition: {
        StringEquals: {
          "application-autoscaling:service-namespace": "ecs",
          "application-autoscaling:scalable-dimension": "ecs:service:DesiredCount",
          "aws:ResourceTag/plan": String(planTag),
          "aws:ResourceTag/environment": String(environment),
        },
      },
    },
  ];
}

function instanceStatements({ services }: RegionContext, there: Plan): readonly Statement[] {
  const groups = services.flatMap(({ outputs: { compute } }) => (compute.runtime === "ec2-asg" ? [compute] : []));
  if (groups.length === 0) return [];
  return [
    {
      Sid: "StartInstances",
      Action: "autoscaling:UpdateAutoScalingGroup",
      // The middle part is an id that AWS gives the group.
      Resource: groups.map(({ groupName }) =>
        planArn(there, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${groupName}`),
      ),
    },
    // AWS has no resource for it (service authorization reference).
    { Sid: "ReadGroups", Action: "autoscaling:DescribeAutoScalingGroups", Resource: "*" },
  ];
}

function healthStatements({ services }: RegionContext): readonly Statement[] {
  if (!services.some(({ outputs }) => outputs.targetGroup !== null)) return [];
  // AWS has no resource for it (service authorization reference).
  return [{ Sid: "ReadTargetHealth", Action: "elasticloadbalancing:DescribeTargetHealth", Resource: "*" }];
}

/** Accelerators stand in no region, AWS gives them their ids, and endpoint groups carry no tags. */
function dialStatements({ plan, recovery }: RegionContext): readonly Statement[] {
  if (recovery.traffic !== "global-accelerator") return [];
  const accelerator = `arn:aws:globalaccelerator::${plan.environment.account}:accelerator/*`;
  return [
    { Sid: "FindAccelerators", Action: "globalaccelerator:ListAccelerators", Resource: "*" },
    {
      Sid: "FindEndpointGroups",
      Action: [
        "globalaccelerator:ListEndpointGroups",
        "globalaccelerator:ListListeners",
        "globalaccelerator:ListTagsForResource",
      ],
      Resource: [accelerator, `${accelerator}/listener/*`],
    },
    {
      Sid: "MoveDial",
      Action: "globalaccelerator:UpdateEndpointGroup",
      Resource: `${accelerator}/listener/*/endpoint-group/*`,
    },
  ];
}
