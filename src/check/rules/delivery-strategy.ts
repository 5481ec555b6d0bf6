import {
  bakeTooLong,
  bakeTooShort,
  canaryFalls,
  canaryUneven,
  canaryWhole,
  coordinationUnkept,
  deploymentAlarms,
  deploymentTimeout,
  linearStep,
  shareGrain,
  strategyImpossible,
  validationLatency,
  validationPath,
} from "../../diagnostics/catalogue/deployments";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import {
  bakeSeconds,
  deploymentOf,
  equalStep,
  type PossibleStrategies,
  possibleStrategies,
  type ServiceDeployment,
  smallestNumber,
  wantedDeployment,
} from "../../model/deployment";
import { type RouteRule, routeRules } from "../../model/route-rules";
import { derivedRoutes } from "../../model/routed-services";
import type { PlanFile, ServiceFile } from "../../model/schema/plan-file";
import { tiersOf } from "../../model/slo";
import { type Duration, formatDuration, formatLatency } from "../../model/units/duration";
import { formatPercentage, type Percentage } from "../../model/units/percentage";
import { isRouted } from "../../model/validation-requests";
import { type NodePath, nodeAtPath } from "../../parse/locate";
import { isPublic } from "../exposure";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

/** CodePipeline's ECS action ends after 60 minutes (user guide, "Quotas"), and copies need about 10. */
const WATCHED_MINUTES_MAX = 50;

/** Bounds of a linear step (ECS API reference, LinearConfiguration); above a half nothing is left for a second. */
const STEP_MIN = 3;
const STEP_MAX = 50;

/** The longest bake time of ECS (API reference, DeploymentConfiguration): 1,440 minutes. */
const BAKE_SECONDS_MAX = 86_400;

/** Twice this for each of twenty paths fits into the ten minutes that the function has. */
const LATENCY_MILLISECONDS_MAX = 10_000;

/** Ten alarms to a deployment group (CodeDeploy, limits), less those of the instances themselves. */
const OBJECTIVES_MAX = 8;

const BLUE_GREEN_WITH_CANARY = "blue_green_with_canary_testing";

type DeliveryFile = PlanFile["delivery"];

/** How services are deployed: what their place allows, shares that can be shifted, and time enough to see a fault. */
export const deliveryStrategyRule: Rule = {
  code: "strategy-impossible",
  check(context) {
    const { delivery, services = [] } = context.file;
    if (delivery === undefined) return [];
    const rules = listenerRules(services);
    return [
      ...shares(context, delivery, ["delivery"]),
      ...services.flatMap((service, index) => [
        ...shares(context, service.delivery, ["services", index, "delivery"]),
        ...ofService(context, delivery, service, index, rules),
      ]),
      ...validation(context, delivery, services),
      ...coordination(context, delivery),
    ];
  },
};

/** As the load balancer will have them; a cell has the same ones for its own services. */
function listenerRules(services: readonly ServiceFile[]): readonly RouteRule[] {
  const routed = services.filter(isPublic);
  return routeRules(
    routed.map(({ name, routes }) => ({
      name,
      routes: routes ?? derivedRoutes(name, routed.length === 1),
      cell: null,
    })),
  );
}

function shares(
  context: RuleContext,
  { canary, linear, bake }: Pick<ServiceFile["delivery"], "canary" | "linear" | "bake">,
  path: NodePath,
): readonly Diagnostic[] {
  const { tree } = context;
  const bakes: readonly (readonly [NodePath, Duration | undefined])[] = [
    [[...path, "canary", "bake"], canary?.bake],
    [[...path, "linear", "bake"], linear?.bake],
    [[...path, "bake"], bake],
  ];
  return [
    ...(canary === undefined ? [] : canarySteps(context, canary.steps, [...path, "canary", "steps"])),
    ...(linear === undefined ? [] : stepOf(context, linear.step, [...path, "linear", "step"])),
    ...bakes.flatMap(([place, time]) =>
      time === undefined || time.seconds <= BAKE_SECONDS_MAX
        ? []
        : [bakeTooLong(placeOf(tree, place), formatDuration(time))],
    ),
  ];
}

function stepOf({ tree }: RuleContext, step: Percentage, path: NodePath): readonly Diagnostic[] {
  const place = placeOf(tree, path);
  if (step.percent < STEP_MIN || step.percent > STEP_MAX) return [linearStep(place, formatPercentage(step))];
  return isTenths(step) ? [] : [shareGrain(place, formatPercentage(step))];
}

/** ECS takes multiples of 0.1 (API reference, CanaryConfiguration and LinearConfiguration). */
function isTenths({ percent }: Percentage): boolean {
  return Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-9;
}

function canarySteps({ tree }: RuleContext, steps: readonly Percentage[], path: NodePath): readonly Diagnostic[] {
  const words = steps.map(formatPercentage);
  const wrong = steps.flatMap((step, index) => {
    const place = placeOf(tree, [...path, index]);
    const before = steps[index - 1];
    if (step.percent <= 0 || step.percent >= 100) return [canaryWhole(place, formatPercentage(step))];
    if (!isTenths(step)) return [shareGrain(place, formatPercentage(step))];
    if (before === undefined || step.percent > before.percent) return [];
    return [canaryFalls(place, words, formatPercentage(before), formatPercentage(step))];
  });
  if (wrong.length > 0 || steps.length === 1 || equalStep(steps) !== null) return wrong;
  return [canaryUneven(placeOf(tree, path), words)];
}

function ofService(
  context: RuleContext,
  delivery: DeliveryFile,
  service: ServiceFile,
  index: number,
  rules: readonly RouteRule[],
): readonly Diagnostic[] {
  const { tree } = context;
  const possible = possibleStrategies({
    runtime: service.runtime,
    listenerRules: rules.filter((rule) => rule.service === service.name).length,
    smallest: smallestNumber(service.scaling),
    hasPipeline: delivery.source !== undefined,
  });
  const own = service.delivery.strategy;
  if (own !== undefined && !possible.strategies.includes(own)) {
    return [
      strategyImpossible(placeOf(tree, ["services", index, "delivery", "strategy"]), {
        service: service.name,
        strategy: own,
        reason: possible.reason,
        possible: possible.strategies,
        remedy: possible.remedy,
      }),
    ];
  }
  if (service.runtime === "ec2-asg" && service.slos.length > OBJECTIVES_MAX) {
    const place = placeOf(tree, ["services", index, "slos"]);
    return [deploymentAlarms(place, service.name, service.slos.length, OBJECTIVES_MAX)];
  }
  const deployment = effective(delivery, service, possible);
  if (deployment.strategy === "rolling") return [];
  return [...tooShort(context, service, index, deployment), ...timeout(context, delivery, service, index, deployment)];
}

function effective(delivery: DeliveryFile, service: ServiceFile, possible: PossibleStrategies): ServiceDeployment {
  const wanted = wantedDeployment(delivery, service);
  const strategy = possible.strategies.includes(wanted.strategy) ? wanted.strategy : possible.instead;
  return deploymentOf(wanted, strategy, service.runtime);
}

/** Every time that a version is watched must be as long as the alarm that watches it looks back. */
function tooShort(
  { tree }: RuleContext,
  service: ServiceFile,
  index: number,
  { shift, bake }: ServiceDeployment,
): readonly Diagnostic[] {
  const slowest = service.slos
    .flatMap((slo) => {
      const [fastest] = tiersOf(slo);
      return fastest === undefined ? [] : [{ slo: slo.name, window: fastest.short }];
    })
    .sort((a, b) => b.window.seconds - a.window.seconds)[0];
  if (slowest === undefined) return [];
  const times: readonly (readonly [NodePath, Duration | null])[] = [
    ...(shift.kind === "at-once" ? [] : [[keyOf(shift.kind, service), shift.bake] as const]),
    [["bake"], bake],
  ];
  const places = new Set<string>();
  return times.flatMap(([key, time]) => {
    if (time === null || time.seconds >= slowest.window.seconds) return [];
    const range = placeOf(tree, written(tree, index, key));
    // A bake that follows from the canary's is one mistake with it.
    const place = JSON.stringify(range);
    if (places.has(place)) return [];
    places.add(place);
    return [
      bakeTooShort(range, {
        service: service.name,
        bake: formatDuration(time),
        slo: slowest.slo,
        window: formatDuration(slowest.window),
      }),
    ];
  });
}

/** Shares that are equal steps are shifted linearly, and still written under the canary; so is the first zone's time. */
function keyOf(kind: "canary" | "linear" | "zone", { delivery: { strategy } }: ServiceFile): NodePath {
  return kind === "linear" && strategy === "linear" ? ["linear", "bake"] : ["canary", "bake"];
}

/** The service's own key where it has one, else the plan's, else the canary's bake that the old version's follows from. */
function written(tree: RuleContext["tree"], index: number, key: NodePath): NodePath {
  const candidates: readonly NodePath[] = [
    ["services", index, "delivery", ...key],
    ["delivery", ...key],
    ["services", index, "delivery", "canary", "bake"],
    ["delivery", "canary", "bake"],
  ];
  return candidates.find((path) => nodeAtPath(tree, path) !== undefined) ?? ["delivery"];
}

function timeout(
  { tree }: RuleContext,
  { source }: DeliveryFile,
  service: ServiceFile,
  index: number,
  deployment: ServiceDeployment,
): readonly Diagnostic[] {
  const minutes = Math.ceil(bakeSeconds(deployment) / 60);
  if (source === undefined || service.runtime !== "ecs-fargate" || minutes <= WATCHED_MINUTES_MAX) return [];
  const key: NodePath = deployment.shift.kind === "at-once" ? ["bake"] : keyOf(deployment.shift.kind, service);
  const range = placeOf(tree, written(tree, index, key));
  return [deploymentTimeout(range, { service: service.name, minutes, most: WATCHED_MINUTES_MAX })];
}

function validation(
  { tree }: RuleContext,
  { validation: { paths, maxLatency } }: DeliveryFile,
  services: readonly ServiceFile[],
): readonly Diagnostic[] {
  const path: NodePath = ["delivery", "validation"];
  const { milliseconds } = maxLatency;
  const routes = listenerRules(services).flatMap(({ patterns }) => patterns);
  return [
    ...(milliseconds >= 1 && milliseconds <= LATENCY_MILLISECONDS_MAX
      ? []
      : [validationLatency(placeOf(tree, [...path, "maxLatency"]), formatLatency(maxLatency))]),
    ...paths.flatMap((asked, index) =>
      isRouted(routes, asked) ? [] : [validationPath(placeOf(tree, [...path, "paths", index]), asked, routes)],
    ),
  ];
}

function coordination({ file, tree }: RuleContext, delivery: DeliveryFile): readonly Diagnostic[] {
  const word = file.initiative?.coordination.deploymentStrategy;
  if (word !== BLUE_GREEN_WITH_CANARY) return [];
  const kept = [delivery.strategy, ...(file.services ?? []).map((service) => service.delivery.strategy)];
  if (kept.includes("blue-green-canary")) return [];
  return [
    coordinationUnkept(placeOf(tree, ["initiative", "coordination", "deploymentStrategy"]), word, delivery.strategy),
  ];
}
