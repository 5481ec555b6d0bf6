import type { LoadTest, Resilience, Service } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";
import { EXPERIMENTS } from "../model/schema/resilience";
import type { Decisions } from "./decisions";

export function resolveResilience(
  file: PlanFile,
  domain: string | null,
  services: readonly Service[],
  decisions: Decisions,
): Resilience {
  const { experiments, gameDays, loadTest } = file.resilience;
  return {
    experiments: experiments === "auto" ? EXPERIMENTS : experiments,
    gameDays: gameDays ?? null,
    loadTest: loadTest === undefined ? null : resolveLoadTest(loadTest, domain, services, decisions),
  };
}

function resolveLoadTest(
  { services, target, load, rampUp, hold, cron, timezone }: NonNullable<PlanFile["resilience"]["loadTest"]>,
  domain: string | null,
  all: readonly Service[],
  decisions: Decisions,
): LoadTest {
  const tested = services.length > 0 ? services : everyPublic(all, decisions);
  return {
    services: tested,
    target: target === undefined ? ownDomain(domain, decisions) : new URL(target).origin,
    load,
    rampUp,
    hold,
    schedule: cron === undefined ? null : { cron, timezone },
  };
}

function everyPublic(services: readonly Service[], decisions: Decisions): readonly string[] {
  const names = services.filter(({ exposure }) => exposure === "public").map(({ name }) => name);
  return decisions.derive("resilience.loadTest.services", names, "every public service", names.join(", "));
}

function ownDomain(domain: string | null, decisions: Decisions): string {
  if (domain === null) throw new Error("the checks let a load test without a target pass");
  return decisions.derive("resilience.loadTest.target", `https://${domain}`, "the domain of the environment");
}
