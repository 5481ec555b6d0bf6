import type { Plan, Service } from "../../model/plan";
import { FEWEST_COPIES } from "../../model/resilience/fault-agent";
import { serviceSubject } from "../compute/service-subject";
import { planArn } from "../core/names";
import { defaultTags } from "../core/opsplan-stack";
import type { AsgOutputs, EcsOutputs, ServiceOutputs } from "../core/stack-outputs";
import { type Experiment, type ExperimentTarget, FIND_BY_TAG, MAX_TARGETS } from "./experiment";

/** Half of a service's copies go at once; null where too few would be left. */
export function computeExperiment(
  plan: Plan,
  service: Service,
  { compute }: ServiceOutputs,
  stops: readonly string[],
): Experiment | null {
  if (service.scaling.min < FEWEST_COPIES) return null;
  const lost = Math.min(Math.floor(service.scaling.min / 2), MAX_TARGETS);
  const target = copiesOf(plan, service, compute, lost);
  const common = {
    subject: serviceSubject(service),
    name: `stop-${service.name}`,
    stops,
    description: `${lost} of at least ${service.scaling.min} copies of ${service.name} stop at once; the others must carry on.`,
  };
  return compute.runtime === "ecs-fargate"
    ? { ...common, target, ...stopTasks(plan, compute) }
    : { ...common, target, ...terminateInstances(plan, service) };
}

/** So many copies of a service, picked at random. Instances carry the tags of their service, and no other's do. */
export function copiesOf(
  plan: Plan,
  service: Service,
  compute: EcsOutputs | AsgOutputs,
  count: number,
): ExperimentTarget {
  const common = { selectionMode: `COUNT(${count})`, arns: [] };
  if (compute.runtime === "ecs-fargate") {
    const parameters = { cluster: compute.clusterName, service: compute.serviceName };
    return { ...common, resourceType: "aws:ecs:task", tags: {}, parameters, filters: [] };
  }
  return {
    ...common,
    resourceType: "aws:ec2:instance",
    tags: instanceTags(plan, service),
    parameters: {},
    filters: [{ path: "State.Name", values: ["running"] }],
  };
}

/** Instances of the service only, by their tags under one of IAM's keys for them. */
export function taggedCondition(plan: Plan, service: Service, key: "aws:ResourceTag" | "ssm:resourceTag") {
  const tags = Object.entries(instanceTags(plan, service));
  return { StringEquals: Object.fromEntries(tags.map(([name, value]) => [`${key}/${name}`, value])) };
}

function instanceTags(plan: Plan, service: Service): Readonly<Record<string, string>> {
  const { plan: planTag, environment } = defaultTags(plan, "services");
  return { plan: String(planTag), environment: String(environment), service: service.name };
}

type Failure = Pick<Experiment, "action" | "statements">;

function stopTasks(plan: Plan, { clusterName }: EcsOutputs): Failure {
  return {
    action: { id: "aws:ecs:stop-task", targetKey: "Tasks", parameters: {} },
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

function terminateInstances(plan: Plan, service: Service): Failure {
  return {
    action: { id: "aws:ec2:terminate-instances", targetKey: "Instances", parameters: {} },
    statements: [
      // AWS has no resource for it (service authorization reference).
      { Sid: "FindInstances", Action: "ec2:DescribeInstances", Resource: "*" },
      {
        Sid: "TerminateInstances",
        Action: "ec2:TerminateInstances",
        Resource: planArn(plan, "ec2", "instance/*"),
        Condition: taggedCondition(plan, service, "aws:ResourceTag"),
      },
      FIND_BY_TAG,
    ],
  };
}
