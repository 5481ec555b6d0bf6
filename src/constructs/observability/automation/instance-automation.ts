import { DEPLOY_STAGE } from "../../../model/pipeline-stages";
import type { Plan, Service } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { Statement } from "../../core/policy";
import { deploymentGroupName, pipelineName } from "../../core/shared-names";
import type { AsgOutputs } from "../../core/stack-outputs";
import { type BoundsCalls, boundsDocuments } from "./bounds-documents";
import { instanceRollBackDocument } from "./instance-roll-back-document";
import type { Automation, RunbookDocument } from "./runbook-document";
import { type ApiCall, call, inOrder, insist, output, type Property, reference, subjectWords, waitUntil } from "./step";

/** Share of the group that stays in service while instances are replaced: EC2 Auto Scaling's own default. */
const HEALTHY_PERCENT = 90;

/** How a refresh can end (EC2 Auto Scaling API reference, InstanceRefresh). */
const ENDED = ["Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed"];

/**
 * At 90 % in service at most ten rounds replace any group, and each lasts a launch, a warm-up and a drain: a quarter
 * of an hour. Half an hour is added for slow ones.
 */
const REFRESH_SECONDS = 10_800;

/** Restart, bounds and, where a pipeline deploys, roll back of a service on EC2 instances. */
export function instanceAutomation(plan: Plan, service: Service, group: AsgOutputs): Automation {
  const deployed = plan.delivery.source !== null;
  return {
    documents: [
      restartDocument(plan, service, group),
      ...boundsDocuments(plan, service, groupBounds(group)),
      ...(deployed ? [instanceRollBackDocument(plan, service)] : []),
    ],
    statements: [...groupStatements(plan, group), ...(deployed ? deploymentStatements(plan, service) : [])],
  };
}

function restartDocument(plan: Plan, service: Service, group: AsgOutputs): RunbookDocument {
  const named = { AutoScalingGroupName: group.groupName };
  const status: Property = {
    of: groupCall("DescribeInstanceRefreshes", { ...named, InstanceRefreshIds: [reference("restart.RefreshId")] }),
    at: "$.InstanceRefreshes[0].Status",
  };
  return {
    operation: "restart",
    description:
      `Replaces all instances of ${subjectWords({ kind: "service", name: service.name })} in ` +
      `${plan.environment.name}, a few at a time, with ${HEALTHY_PERCENT} % in service, and waits for the end. New ` +
      "instances get the last good version. Fails when new instances do not become healthy, or when a replacement " +
      "runs already.",
    runbooks: ["service-errors", "service-health", "service-saturation", "database-connections"],
    parameters: {},
    steps: inOrder(
      call(
        { name: "restart", description: "Start to replace the instances." },
        groupCall("StartInstanceRefresh", {
          ...named,
          Strategy: "Rolling",
          Preferences: { MinHealthyPercentage: HEALTHY_PERCENT, SkipMatching: false },
        }),
        [output("RefreshId", "$.InstanceRefreshId")],
      ),
      waitUntil({ name: "awaitEnd", description: "Wait for the end." }, status, ENDED, REFRESH_SECONDS),
      insist({ name: "checkEnd", description: "All instances were replaced." }, status, ["Successful"]),
    ),
    outputs: ["restart.RefreshId"],
  };
}

function groupBounds({ groupName }: AsgOutputs): BoundsCalls {
  const read = groupCall("DescribeAutoScalingGroups", { AutoScalingGroupNames: [groupName] });
  return {
    move: (min, max) =>
      groupCall("UpdateAutoScalingGroup", { AutoScalingGroupName: groupName, MinSize: min, MaxSize: max }),
    min: { of: read, at: "$.AutoScalingGroups[0].MinSize" },
    max: { of: read, at: "$.AutoScalingGroups[0].MaxSize" },
    count: read,
    counts: [
      output("Desired", "$.AutoScalingGroups[0].DesiredCapacity", "Integer"),
      output("States", "$.AutoScalingGroups[0].Instances..LifecycleState", "StringList"),
    ],
  };
}

function groupCall(operation: string, parameters: ApiCall["parameters"]): ApiCall {
  return { service: "autoscaling", operation, parameters };
}

function groupStatements(plan: Plan, { groupName }: AsgOutputs): readonly Statement[] {
  return [
    {
      Sid: "MoveBoundsAndRefresh",
      Action: ["autoscaling:StartInstanceRefresh", "autoscaling:UpdateAutoScalingGroup"],
      // The middle part is an id that AWS gives the group.
      Resource: planArn(plan, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${groupName}`),
    },
    {
      // Reading calls that AWS has no resource for (service authorization reference).
      Sid: "ReadGroup",
      Action: ["autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeInstanceRefreshes"],
      Resource: "*",
    },
  ];
}

function deploymentStatements(plan: Plan, { name }: Service): readonly Statement[] {
  const group = deploymentGroupName(plan, name);
  const pipeline = pipelineName(plan, name);
  return [
    {
      Sid: "ReadDeployments",
      Action: ["codedeploy:GetDeployment", "codedeploy:GetDeploymentGroup"],
      Resource: planArn(plan, "codedeploy", `deploymentgroup:${group}/${group}`),
    },
    // AWS has no resource for it (service authorization reference); the document stops its own group's only.
    { Sid: "StopDeployment", Action: "codedeploy:StopDeployment", Resource: "*" },
    {
      Sid: "ReadPipeline",
      Action: ["codepipeline:GetPipelineExecution", "codepipeline:ListPipelineExecutions"],
      Resource: planArn(plan, "codepipeline", pipeline),
    },
    {
      Sid: "RollBackStage",
      Action: "codepipeline:RollbackStage",
      Resource: planArn(plan, "codepipeline", `${pipeline}/${DEPLOY_STAGE}`),
    },
  ];
}
