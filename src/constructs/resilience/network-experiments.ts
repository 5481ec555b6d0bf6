import type { DataStore, Plan, Service } from "../../model/plan";
import { FEWEST_COPIES, hasFaultAgent } from "../../model/resilience/fault-agent";
import { TASK_TAG } from "../compute/fault-agent";
import { serviceSubject } from "../compute/service-subject";
import { storeEnvironment } from "../compute/store-environment";
import { planArn } from "../core/names";
import type { Statement } from "../core/policy";
import type { AsgOutputs, EcsOutputs, ServiceOutputs, StoreOutputs } from "../core/stack-outputs";
import { copiesOf, taggedCondition } from "./compute-experiments";
import { type Experiment, FIND_BY_TAG, MAX_TARGETS } from "./experiment";

/** Seconds of slow answers: a short window of the fastest burn-rate tier, so that its alarm has time to speak. */
const LATENCY_SECONDS = 300;

/** Seconds without a store: health checks fail, the copy is taken out, and its connections time out. */
const LOSS_SECONDS = 180;

/** A command may begin late; on instances its action waits so much longer than the document runs (FIS user guide). */
const LATE_SECONDS = 60;

/** Milliseconds where no objective says how fast answers must be: the default of AWS FIS. */
const DEFAULT_DELAY = 200;

/** Below it a delay is lost among those that a network has anyway. */
const LEAST_DELAY = 20;

/**
 * Share of the threshold of a latency objective. Three delayed messages to an answer, two to a store (the capacity
 * model's own assumption of queries) and the answer itself, leave a quarter of the threshold for the work.
 */
const THRESHOLD_PARTS = 4;

/** What half of the copies of a service send comes late; the service must stay within its objectives. */
export function latencyExperiment(
  plan: Plan,
  service: Service,
  { compute }: ServiceOutputs,
  stops: readonly string[],
): Experiment | null {
  if (!reachable(plan, service)) return null;
  const delay = delayOf(service);
  const slowed = Math.min(Math.floor(service.scaling.min / 2), MAX_TARGETS);
  return {
    subject: serviceSubject(service),
    name: `slow-${service.name}`,
    stops,
    description: `All that ${slowed} of at least ${service.scaling.min} copies of ${service.name} send comes ${delay} ms later; its objectives must hold.`,
    ...networkFault(plan, service, compute, {
      copies: slowed,
      seconds: LATENCY_SECONDS,
      ecs: "network-latency",
      documents: "Network-Latency",
      sources: "ALL",
      parameters: { DelayMilliseconds: String(delay) },
    }),
  };
}

/**
 * One copy of a service cannot reach one of its stores; the others can, and nothing else in the network is touched. A
 * rule of the subnet would take the store from every service there. null where nothing tells one store's traffic from
 * another's.
 */
export function dependencyExperiment(
  plan: Plan,
  service: Service,
  { compute }: ServiceOutputs,
  { store, outputs }: { readonly store: DataStore; readonly outputs: StoreOutputs },
  stops: readonly string[],
): Experiment | null {
  const sources = addressesOf(plan, service, outputs);
  if (sources === null || !reachable(plan, service)) return null;
  return {
    subject: serviceSubject(service),
    name: `cut-${service.name}-from-${store.name}`,
    stops,
    description: `One copy of ${service.name} reaches ${reachOf(outputs)} no longer; it must be taken out, and the others carry on.`,
    ...networkFault(plan, service, compute, {
      copies: 1,
      seconds: LOSS_SECONDS,
      ecs: "network-packet-loss",
      documents: "Network-Packet-Loss",
      sources,
      parameters: { LossPercent: "100" },
    }),
  };
}

/** Systems Manager's agent comes with Amazon Linux on instances; in a task it is a container of its own. */
function reachable(plan: Plan, service: Service): boolean {
  return service.runtime === "ec2-asg" ? service.scaling.min >= FEWEST_COPIES : hasFaultAgent(plan, service);
}

function delayOf({ slos }: Service): number {
  const thresholds = slos.flatMap(({ sli, thresholdMilliseconds }) =>
    sli === "http-latency" && thresholdMilliseconds !== null ? [thresholdMilliseconds] : [],
  );
  if (thresholds.length === 0) return DEFAULT_DELAY;
  return Math.max(LEAST_DELAY, Math.floor(Math.min(...thresholds) / THRESHOLD_PARTS));
}

/**
 * Where a store answers, as FIS takes sources: names that are resolved when the experiment begins, or its own words for
 * the two services that are reached by a gateway. null for a queue without an endpoint in the network: the public
 * addresses behind its name change all the time.
 */
function addressesOf(plan: Plan, service: Service, store: StoreOutputs): string | null {
  const { environment, network } = plan;
  switch (store.engine) {
    case "aurora-postgresql":
    case "redis":
      return hostsOf(plan, service, store);
    case "dynamodb":
      return "DYNAMODB";
    case "s3":
      return "S3";
    case "sqs":
      return network.kind === "managed" && network.interfaceEndpoints.includes("sqs")
        ? `sqs.${environment.region}.amazonaws.com`
        : null;
  }
}

/** The hosts that the service is told, a pooler's among them where one stands before the database. */
function hostsOf(plan: Plan, service: Service, store: StoreOutputs): string {
  const told = Object.entries(storeEnvironment(plan, service, [store]));
  return [...new Set(told.flatMap(([name, value]) => (name.endsWith("_HOST") ? [value] : [])))].join(",");
}

/** FIS cuts off from a whole service where stores have no address of their own. */
function reachOf({ engine, name }: StoreOutputs): string {
  switch (engine) {
    case "aurora-postgresql":
    case "redis":
      return name;
    case "dynamodb":
      return `${name}, and DynamoDB at all,`;
    case "s3":
      return `${name}, and S3 at all,`;
    case "sqs":
      return `${name}, and SQS at all,`;
  }
}

interface NetworkFault {
  readonly copies: number;
  readonly seconds: number;
  /** Word of the ECS action: `network-latency`. */
  readonly ecs: string;
  /** Words of the documents: `Network-Latency`. */
  readonly documents: string;
  readonly sources: string;
  /** Of the documents; an ECS action spells them with a small letter. */
  readonly parameters: Readonly<Record<string, string>>;
}

type Failure = Pick<Experiment, "action" | "target" | "statements">;

function networkFault(plan: Plan, service: Service, compute: EcsOutputs | AsgOutputs, fault: NetworkFault): Failure {
  const target = copiesOf(plan, service, compute, fault.copies);
  return compute.runtime === "ecs-fargate"
    ? { target, action: taskAction(fault), statements: taskStatements(plan, compute, fault) }
    : { target, action: instanceAction(plan, fault), statements: instanceStatements(plan, service, fault) };
}

function taskAction({ ecs, seconds, sources, parameters }: NetworkFault): Experiment["action"] {
  const own = Object.entries(parameters).map(([key, value]) => [
    `${key.charAt(0).toLowerCase()}${key.slice(1)}`,
    value,
  ]);
  return {
    id: `aws:ecs:task-${ecs}`,
    targetKey: "Tasks",
    parameters: {
      duration: minutes(seconds),
      sources,
      ...Object.fromEntries(own),
      // The only way on Fargate: the agent of ECS makes the fault.
      useEcsFaultInjectionEndpoints: "true",
    },
  };
}

/**
 * The network card of the instance, not its firewall: the container's traffic is passed on by the instance, and the
 * documents' rules of the firewall are about what the instance itself sends.
 */
function instanceAction(plan: Plan, { documents, seconds, sources, parameters }: NetworkFault): Experiment["action"] {
  return {
    id: "aws:ssm:send-command",
    targetKey: "Instances",
    parameters: {
      duration: minutes(seconds + LATE_SECONDS),
      documentArn: instanceDocument(plan, documents),
      documentParameters: JSON.stringify({
        DurationSeconds: String(seconds),
        ...parameters,
        Sources: sources,
        TrafficType: "egress",
        InstallDependencies: "True",
      }),
    },
  };
}

function instanceDocument({ environment }: Plan, words: string): string {
  return `arn:aws:ssm:${environment.region}::document/AWSFIS-Run-${words}-Sources`;
}

/** In whole minutes, as the FIS actions reference writes durations. */
function minutes(seconds: number): string {
  return `PT${Math.ceil(seconds / 60)}M`;
}

/** As the FIS actions reference lists them for `aws:ecs:task-network-…`, on what the plan owns. */
function taskStatements(plan: Plan, { clusterName }: EcsOutputs, { documents }: NetworkFault): readonly Statement[] {
  const tasks = planArn(plan, "ecs", `task/${clusterName}/*`);
  return [
    {
      Sid: "DescribeTasks",
      Action: ["ecs:DescribeContainerInstances", "ecs:DescribeTasks"],
      Resource: [tasks, planArn(plan, "ecs", `container-instance/${clusterName}/*`)],
    },
    {
      // Listing asks for a container instance as its resource, and Fargate has none: the cluster is the condition.
      Sid: "FindTasks",
      Action: "ecs:ListTasks",
      Resource: "*",
      Condition: { ArnEquals: { "ecs:cluster": planArn(plan, "ecs", `cluster/${clusterName}`) } },
    },
    {
      Sid: "RunDocument",
      Action: "ssm:SendCommand",
      Resource: [`arn:aws:ssm:${plan.environment.region}::document/AWSFIS-Run-${documents}-ECS`, tasks],
    },
    {
      Sid: "RunOnTasks",
      Action: "ssm:SendCommand",
      Resource: planArn(plan, "ssm", "managed-instance/*"),
      Condition: { StringLike: { [`ssm:resourceTag/${TASK_TAG}`]: tasks } },
    },
    ...FOLLOW_COMMANDS,
  ];
}

/** As the FIS actions reference lists them for `aws:ssm:send-command`, on the instances of the service. */
function instanceStatements(plan: Plan, service: Service, { documents }: NetworkFault): readonly Statement[] {
  return [
    { Sid: "RunDocument", Action: "ssm:SendCommand", Resource: instanceDocument(plan, documents) },
    {
      Sid: "RunOnInstances",
      Action: "ssm:SendCommand",
      Resource: planArn(plan, "ec2", "instance/*"),
      Condition: taggedCondition(plan, service, "ssm:resourceTag"),
    },
    ...FOLLOW_COMMANDS,
  ];
}

const FOLLOW_COMMANDS: readonly Statement[] = [
  // AWS has no resource for these (service authorization reference).
  { Sid: "FollowCommands", Action: ["ssm:CancelCommand", "ssm:ListCommands"], Resource: "*" },
  { Sid: "FindInstances", Action: ["ec2:DescribeInstances", "ec2:DescribeSubnets"], Resource: "*" },
  FIND_BY_TAG,
];
