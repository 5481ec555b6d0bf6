import type { LoadTest, Plan, Resilience, Service } from "../model/plan";
import { NETWORK_EXPERIMENTS } from "../model/resilience/fault-agent";
import { routesItsHealthPath } from "../model/route-match";
import type { PlanFile } from "../model/schema/plan-file";
import { EXPERIMENTS } from "../model/schema/resilience";
import { SMALL_SCALE_DIVISOR } from "../model/small-scale";
import { formatPercentage, type Percentage, percentage } from "../model/units/percentage";
import type { Decisions } from "./decisions";

export function resolveResilience(
  file: PlanFile,
  { domain, scale }: Pick<Plan["environment"], "domain" | "scale">,
  services: readonly Service[],
  decisions: Decisions,
): Resilience {
  const { gameDays, loadTest } = file.resilience;
  return {
    ...resolveExperiments(file.resilience, scale, decisions),
    gameDays: gameDays ?? null,
    loadTest: loadTest === undefined ? null : resolveLoadTest(loadTest, { domain, scale }, services, decisions),
  };
}

/**
 * A written list is made as it stands, with or without a schedule. What nobody lists is made for game days only, and in
 * an environment of full scale without what changes the tasks themselves.
 */
function resolveExperiments(
  { experiments, gameDays }: PlanFile["resilience"],
  scale: Plan["environment"]["scale"],
  decisions: Decisions,
): Pick<Resilience, "experiments" | "taskAgents"> {
  if (experiments !== "auto") {
    return { experiments, taskAgents: NETWORK_EXPERIMENTS.some((kind) => experiments.includes(kind)) };
  }
  if (gameDays === undefined) return { experiments: [], taskAgents: false };
  const taskAgents = scale === "small";
  return {
    experiments: decisions.derive(
      "resilience.experiments",
      EXPERIMENTS,
      taskAgents
        ? "`auto`: every failure that the architecture can have"
        : "`auto`: every failure that the architecture can have, but for the network of Fargate tasks: it takes an agent in each, which full scale gets from a written list only",
      EXPERIMENTS.join(", "),
    ),
    taskAgents,
  };
}

function resolveLoadTest(
  { services, paths, target, load, rampUp, hold, cron, timezone }: NonNullable<PlanFile["resilience"]["loadTest"]>,
  { domain, scale }: Pick<Plan["environment"], "domain" | "scale">,
  all: readonly Service[],
  decisions: Decisions,
): LoadTest {
  const tested = services.length > 0 ? services : everyPublic(all, decisions);
  return {
    services: tested,
    paths: Object.fromEntries(tested.map((name) => [name, paths[name] ?? ownPaths(name, all, decisions)])),
    target: target === undefined ? ownDomain(domain, decisions) : new URL(target).origin,
    load: scale === "full" ? load : smallLoad(load, decisions),
    rampUp,
    hold,
    schedule: cron === undefined ? null : { cron, timezone },
  };
}

/** A quarter of the capacity is asked for a quarter of the load, but for what is written for the environment itself. */
function smallLoad(load: Percentage, decisions: Decisions): Percentage {
  const path = "resilience.loadTest.load";
  if (decisions.layerOf(path) === "environment") return load;
  const share = percentage(load.percent / SMALL_SCALE_DIVISOR);
  return decisions.derive(
    path,
    share,
    `environment scale is small: a quarter of ${formatPercentage(load)}`,
    formatPercentage(share),
  );
}

function everyPublic(services: readonly Service[], decisions: Decisions): readonly string[] {
  const names = services.filter(({ exposure }) => exposure === "public").map(({ name }) => name);
  return decisions.derive("resilience.loadTest.services", names, "every public service", names.join(", "));
}

/** What is known to answer, as far as the routes lead there. */
function ownPaths(name: string, all: readonly Service[], decisions: Decisions): readonly string[] {
  const service = all.find((one) => one.name === name);
  if (service === undefined) throw new Error(`the checks let a load test of ${name} pass`);
  const place = `resilience.loadTest.paths.${name}`;
  if (routesItsHealthPath(service)) {
    return decisions.derive(place, [service.health.path], "its health path, to which its routes lead");
  }
  const begun = [...new Set(service.routes.map((route) => route.slice(0, wildcardAt(route))))];
  return decisions.derive(
    place,
    begun,
    "where its routes begin: they do not lead to its health path",
    begun.join(", "),
  );
}

function wildcardAt(route: string): number {
  const at = route.indexOf("*");
  return at < 0 ? route.length : at;
}

function ownDomain(domain: string | null, decisions: Decisions): string {
  if (domain === null) throw new Error("the checks let a load test without a target pass");
  return decisions.derive("resilience.loadTest.target", `https://${domain}`, "the domain of the environment");
}
