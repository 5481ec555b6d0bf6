import type { Plan, Service } from "../../../model/plan";
import { planArn } from "../../core/names";
import { defaultTags } from "../../core/opsplan-stack";
import type { Statement } from "../../core/policy";
import type { EcsOutputs } from "../../core/stack-outputs";
import { type BoundsCalls, boundsDocuments } from "./bounds-documents";
import { restartDocument, rollBackDocument } from "./ecs-deployment-documents";
import type { Automation } from "./runbook-document";
import { type ApiCall, output } from "./step";

/** Application Auto Scaling's words for the number of tasks of an ECS service. */
const NAMESPACE = "ecs";
const DIMENSION = "ecs:service:DesiredCount";

/** Restart, bounds and roll back of a service on Fargate. */
export function ecsAutomation(plan: Plan, service: Service, ecs: EcsOutputs): Automation {
  const target = { plan, service, ecs };
  return {
    documents: [restartDocument(target), ...boundsDocuments(plan, service, ecsBounds(ecs)), rollBackDocument(target)],
    statements: statements(plan, service, ecs),
  };
}

function ecsBounds({ clusterName, serviceName }: EcsOutputs): BoundsCalls {
  const resourceId = `service/${clusterName}/${serviceName}`;
  const scaling = (operation: string, parameters: ApiCall["parameters"]): ApiCall => ({
    service: "application-autoscaling",
    operation,
    parameters: { ServiceNamespace: NAMESPACE, ScalableDimension: DIMENSION, ...parameters },
  });
  const read = scaling("DescribeScalableTargets", { ResourceIds: [resourceId] });
  return {
    move: (min, max) =>
      scaling("RegisterScalableTarget", { ResourceId: resourceId, MinCapacity: min, MaxCapacity: max }),
    min: { of: read, at: "$.ScalableTargets[0].MinCapacity" },
    max: { of: read, at: "$.ScalableTargets[0].MaxCapacity" },
    count: {
      service: "ecs",
      operation: "DescribeServices",
      parameters: { cluster: clusterName, services: [serviceName] },
    },
    counts: [
      output("Desired", "$.services[0].desiredCount", "Integer"),
      output("Running", "$.services[0].runningCount", "Integer"),
      output("Pending", "$.services[0].pendingCount", "Integer"),
    ],
  };
}

function statements(plan: Plan, service: Service, ecs: EcsOutputs): readonly Statement[] {
  const { clusterName, serviceName } = ecs;
  const named = (kind: string, suffix = "") => planArn(plan, "ecs", `${kind}/${clusterName}/${serviceName}${suffix}`);
  const { plan: planTag, environment } = defaultTags(plan, "services");
  return [
    {
      Sid: "FollowAndUpdateService",
      Action: [
        "ecs:DescribeServiceDeployments",
        "ecs:DescribeServiceRevisions",
        "ecs:DescribeServices",
        "ecs:ListServiceDeployments",
        "ecs:StopServiceDeployment",
        "ecs:UpdateService",
      ],
      Resource: [named("service"), named("service-deployment", "/*"), named("service-revision", "/*")],
    },
    {
      // ECS starts the tasks of an earlier task definition with the roles that it names: the service's own.
      Sid: "PassTaskRoles",
      Action: "iam:PassRole",
      Resource: [ecs.taskRoleArn, ecs.executionRoleArn],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      // A target's ARN ends in an id that AWS gives it, so its tags tell this service's from others.
      Sid: "MoveBounds",
      Action: "application-autoscaling:RegisterScalableTarget",
      Resource: planArn(plan, "application-autoscaling", "scalable-target/*"),
      Condition: {
        StringEquals: {
          "application-autoscaling:service-namespace": NAMESPACE,
          "application-autoscaling:scalable-dimension": DIMENSION,
          "aws:ResourceTag/plan": String(planTag),
          "aws:ResourceTag/environment": String(environment),
          "aws:ResourceTag/service": service.name,
        },
      },
    },
    // AWS has no resource for it (service authorization reference).
    { Sid: "ReadBounds", Action: "application-autoscaling:DescribeScalableTargets", Resource: "*" },
  ];
}
