import type { DELIVERY_STRATEGIES } from "./schema/delivery";
import type { PlanFile, ServiceFile } from "./schema/plan-file";
import type { Duration } from "./units/duration";
import { type Percentage, percentage } from "./units/percentage";

export type DeliveryStrategy = (typeof DELIVERY_STRATEGIES)[number];

/** How a new version of one service takes over. */
export interface ServiceDeployment {
  /** What is done, which its runtime and place allow. */
  readonly strategy: DeliveryStrategy;
  /** Shares of traffic moved before all of it; none where everything moves at once. */
  readonly shift: TrafficShift;
  /** How long the old version is kept after the shift; null where copies and instances are replaced in place. */
  readonly bake: Duration | null;
}

export type TrafficShift =
  | { readonly kind: "at-once" }
  /** One share, then the rest. */
  | { readonly kind: "canary"; readonly share: Percentage; readonly bake: Duration }
  | { readonly kind: "linear"; readonly step: Percentage; readonly bake: Duration }
  /** The instances of one availability zone, then those of the others. */
  | { readonly kind: "zone"; readonly bake: Duration };

/** Where a service stands, as far as its deployments are concerned. */
export interface DeploymentPlace {
  readonly runtime: ServiceFile["runtime"];
  /** Rules by which the load balancer leads to it; 0 where it does not. */
  readonly listenerRules: number;
  /** Instances or tasks that run at least. */
  readonly smallest: number;
  /** Whether a pipeline deploys, rather than whoever applies the plan. */
  readonly hasPipeline: boolean;
}

/** Of three instances one may be out at a time, of thirty ten: a third, as one zone of three is. */
export const ZONAL_HEALTHY_PERCENT = 66;
/** With fewer, CodeDeploy rounds 66 % up to all of them and can replace none. */
const SMALLEST_ZONAL_GROUP = 3;

/** Before anything is known of what stands beside a service. */
export const IN_PLACE: ServiceDeployment = { strategy: "rolling", shift: { kind: "at-once" }, bake: null };

/** Strategies that a place has, in words why it lacks the others. */
export interface PossibleStrategies {
  readonly strategies: readonly DeliveryStrategy[];
  /** What stands in for the others when a whole plan asks for them. */
  readonly instead: DeliveryStrategy;
  readonly reason: string;
  /** What to change to have more of them. */
  readonly remedy: string;
}

const BEHIND_LOAD_BALANCER = "run the service on ecs-fargate with a port and exposure public";

const EVERY: readonly DeliveryStrategy[] = ["rolling", "blue-green", "canary", "linear", "blue-green-canary"];

export function possibleStrategies({
  runtime,
  listenerRules,
  smallest,
  hasPipeline,
}: DeploymentPlace): PossibleStrategies {
  const inPlace = { strategies: ["rolling"], instead: "rolling" } as const;
  if (runtime === "ec2-asg" && !hasPipeline) {
    return {
      ...inPlace,
      reason: "without `delivery.source` no pipeline is made, and the Auto Scaling group itself replaces its instances",
      remedy: `name \`delivery.source\`, for a canary, or ${BEHIND_LOAD_BALANCER}`,
    };
  }
  if (runtime === "ec2-asg") {
    const reason =
      "CodeDeploy replaces instances of an Auto Scaling group in place, and no second group stands beside it";
    if (smallest >= SMALLEST_ZONAL_GROUP) {
      return {
        strategies: ["rolling", "canary"],
        instead: "canary",
        reason: `${reason}: the first zone is the canary`,
        remedy: BEHIND_LOAD_BALANCER,
      };
    }
    return {
      ...inPlace,
      reason: `${reason}; a group of ${smallest} is too small to begin with one zone`,
      remedy: `let ${SMALLEST_ZONAL_GROUP} instances or more run at any hour, for a canary, or ${BEHIND_LOAD_BALANCER}`,
    };
  }
  switch (listenerRules) {
    case 0:
      return {
        ...inPlace,
        reason: "ECS shifts traffic on a rule of the load balancer, which does not lead to the service",
        remedy: BEHIND_LOAD_BALANCER,
      };
    case 1:
      return {
        strategies: EVERY,
        instead: "rolling",
        reason: "ECS shifts traffic on its rule of the load balancer",
        remedy: BEHIND_LOAD_BALANCER,
      };
    default:
      return {
        ...inPlace,
        reason: `ECS shifts traffic on one rule of the load balancer, and the routes of the service need ${listenerRules}`,
        remedy: "give the service routes that no other service's come between, with 5 wildcards at most",
      };
  }
}

/** Instances or tasks that run at least, at any hour. */
export function smallestNumber({
  min,
  schedules,
}: {
  readonly min: number;
  readonly schedules: readonly { readonly min: number }[];
}): number {
  return Math.min(min, ...schedules.map((schedule) => schedule.min));
}

/** What the plan asks of one service: its own words before those for all. */
export function wantedDeployment(delivery: PlanFile["delivery"], service: Pick<ServiceFile, "delivery">) {
  const own = service.delivery;
  const canary = own.canary ?? delivery.canary;
  const linear = own.linear ?? delivery.linear;
  return {
    strategy: own.strategy ?? delivery.strategy,
    canary,
    linear,
    bake: own.bake ?? delivery.bake ?? canary.bake,
  };
}

export type WantedDeployment = ReturnType<typeof wantedDeployment>;

/** What is done for a strategy that the place has. */
export function deploymentOf(
  wanted: WantedDeployment,
  strategy: DeliveryStrategy,
  runtime: DeploymentPlace["runtime"],
): ServiceDeployment {
  if (strategy === "rolling") return IN_PLACE;
  // Instances know no share of traffic: the first zone stands in for it.
  if (runtime === "ec2-asg") return { strategy, shift: { kind: "zone", bake: wanted.canary.bake }, bake: null };
  return { strategy, shift: shiftOf(wanted, strategy), bake: wanted.bake };
}

function shiftOf({ canary, linear }: WantedDeployment, strategy: DeliveryStrategy): TrafficShift {
  switch (strategy) {
    case "rolling":
    case "blue-green":
      return { kind: "at-once" };
    case "linear":
      return { kind: "linear", ...linear };
    case "canary":
    case "blue-green-canary": {
      const step = equalStep(canary.steps);
      return step === null
        ? { kind: "canary", share: firstOf(canary.steps), bake: canary.bake }
        : { kind: "linear", step, bake: canary.bake };
    }
  }
}

/**
 * The step of shares that are multiples of the first: 25 %, 50 % and 75 % are steps of 25 %. null for a single share and
 * for others, which ECS cannot follow.
 */
export function equalStep(steps: readonly Percentage[]): Percentage | null {
  const { percent } = firstOf(steps);
  const last = steps.at(-1)?.percent ?? percent;
  const isEqual = steps.every((step, index) => Math.abs(step.percent - percent * (index + 1)) < 1e-9);
  // What is left after the last share must not be more than a step.
  return steps.length > 1 && isEqual && last + percent >= 100 ? percentage(percent) : null;
}

function firstOf(steps: readonly Percentage[]): Percentage {
  const [first] = steps;
  if (first === undefined) throw new Error("the schema lets a canary without a share pass");
  return first;
}

/** Seconds that a deployment watches traffic for, from the first share to the end of the old version. */
export function bakeSeconds({ shift, bake }: ServiceDeployment): number {
  const kept = bake === null ? 0 : bake.seconds;
  switch (shift.kind) {
    case "at-once":
      return kept;
    case "zone":
    case "canary":
      return shift.bake.seconds + kept;
    case "linear":
      return (Math.ceil(100 / shift.step.percent) - 1) * shift.bake.seconds + kept;
  }
}

/** Whether a new version is asked for answers of its own before users reach it. */
export function isValidated({ strategy }: ServiceDeployment): boolean {
  return strategy === "blue-green" || strategy === "blue-green-canary";
}

/** Whether a second set of copies stands beside the first while traffic moves. */
export function shiftsTraffic({
  runtime,
  deployment,
}: {
  readonly runtime: ServiceFile["runtime"];
  readonly deployment: ServiceDeployment;
}): boolean {
  return runtime === "ecs-fargate" && deployment.strategy !== "rolling";
}
