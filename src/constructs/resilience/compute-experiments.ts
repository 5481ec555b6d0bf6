import type { Plan, Service } from "../../model/plan";
import { serviceSubject } from "../compute/service-subject";
import { planArn } from "../core/names";
import { defaultTags } from "../core/opsplan-stack";
import type { EcsOutputs, ServiceOutputs } from "../core/stack-outputs";
import { type Experiment, FIND_BY_TAG } from "./experiment";

/** Fewest copies of a service that may lose one: with one alone, its absence would be no rehearsal but an outage. */
export const FEWEST_COPIES = 2;

/** Targets of one action (FIS quotas, "Target Tasks for aws:ecs:stop-task", "Target Instances for …"). */
const MAX_TARGETS = 5;

/** Half of a service's copies go at once; null where too few would be left. */
export function computeExperiment(
  plan: Plan,
  service: Service,
  { compute }: ServiceOutputs,
  stops: readonly string[],
): Experiment | null {
  if (service.scaling.min < FEWEST_COPIES) return null;
  const lost = Math.min(Math.floor(service.scaling.min / 2), MAX_TARGETS);
  const common = {
    subject: serviceSubject(service),
    name: `stop-${service.name}`,
    stops,
    description: `${lost} of at least ${service.scaling.min} copies of ${service.name} stop at once; the others must carry on.`,
  };
  return compute.runtime === "ecs-fargate"
    ? { ...common, ...stopTasks(plan, compute, lost) }
    : { ...common, ...terminateInstances(plan, service, lost) };
}

type Failure = Pick<Experiment, "action" | "target" | "statements">;

function stopTasks(plan: Plan, { clusterName, serviceName }: EcsOutputs, lost: number): Failure {
  return {
    action: { id: "aws:ecs:stop-task", targetKey: "Tasks", parameters: {} },
    target: {
      resourceType: "aws:ecs:task",
      selectionMode: `COUNT(${lost})`,
      arns: [],
      tags: {},
      parameters: { cluster: clusterName, service: serviceName },
      filters: [],
    },
    statements: [
      {
        Sid: "StopTasks",
        Action: ["ecs:DescribeTasks", "ecs:StopTask"],
        Resource: planArn(plan, "ecs", `task/${clusterName}/*`),
      },
      {
        // Listing asks for a container instance as its resource, and Fargate has none: the cluster is the condition.
        Sid: "FindTasks",
        Action: "ecs:ListTasks",
        Resource: "*",
        Condition: { ArnEquals: { "ecs:cluster": planArn(plan, "ecs", `cluster/${clusterName}`) } },
      },
      FIND_BY_TAG,
    ],
  };
}

/** Instances carry the tags of their service, and no other's do. */
function terminateInstances(plan: Plan, service: Service, lost: number): Failure {
  const { plan: planTag, environment } = defaultTags(plan, "services");
  const tags = { plan: String(planTag), environment: String(environment), service: service.name };
  return {
    action: { id: "aws:ec2:terminate-instances", targetKey: "Instances", parameters: {} },
    target: {
      resourceType: "aws:ec2:instance",
      selectionMode: `COUNT(${lost})`,
      arns: [],
      tags,
      parameters: {},
      filters: [{ path: "State.Name", values: ["running"] }],
    },
    statements: [
      // AWS has no resource for it (service authorization reference).
      { Sid: "FindInstances", Action: "ec2:DescribeInstances", Resource: "*" },
      {
        Sid: "TerminateInstances",
        Action: "ec2:TerminateInstances",
        Resource: planArn(plan, "ec2", "instance/*"),
        Condition: {
          StringEquals: Object.fromEntries(
            Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
          ),
        },
      },
      FIND_BY_TAG,
    ],
  };
}
