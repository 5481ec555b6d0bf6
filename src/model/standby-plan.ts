import type { Plan, Service } from "./plan";
import { isLive } from "./recovery";

/**
 * The plan as it stands in its recovery region, from which the `standby` stack is built: the same network, stores and
 * services under names of their own. Settings of the whole account are left to the primary region's stacks. null
 * when there is no recovery region.
 */
export function standbyPlan(plan: Plan): Plan | null {
  const { recovery, environment } = plan;
  if (recovery === null || recovery.region === null) return null;
  return {
    ...plan,
    environment: { ...environment, region: recovery.region, recoveryRegion: environment.region, site: "recovery" },
    services: plan.services.map((service) => standbyService(service, recovery.standbyCapacity.percent)),
    security: {
      ...plan.security,
      keys: { data: null, logs: null, messaging: null, artifacts: null, backup: null },
      logBucket: null,
    },
    migration: null,
  };
}

/** What of a service runs before a failover: a share of its minimum, nothing at all at zero. */
function standbyService(service: Service, percent: number): Service {
  const min = Math.ceil((service.scaling.min * percent) / 100);
  return {
    ...service,
    scaling: { ...service.scaling, min, schedules: percent < 100 ? [] : service.scaling.schedules },
  };
}

/** A standby that is applied only when the region is lost: nothing of it exists, or costs, before. */
export function isCold({ recovery }: Pick<Plan, "recovery">): boolean {
  return recovery !== null && !isLive(recovery.pattern);
}
