import { IN_PLACE } from "./deployment";
import type { Plan, Service } from "./plan";
import { isLive } from "./recovery";
import { standbyStore } from "./standby-store";

/**
 * The plan as it stands in its recovery region, from which the `standby` stack is built: the same network, stores and
 * services under names of their own. Settings of the whole account, its trail and its hosted zone are left to the
 * primary region's stacks. null when there is no recovery region.
 */
export function standbyPlan(plan: Plan): Plan | null {
  const { recovery, recoveryNetwork, environment } = plan;
  if (recovery === null || recovery.region === null || recoveryNetwork === null) return null;
  const region = recovery.region;
  return {
    ...plan,
    environment: { ...environment, region, recoveryRegion: environment.region, site: "recovery" },
    network: recoveryNetwork,
    services: plan.services.map((service) =>
      standbyService(service, recovery.standbyCapacity.percent, { environment, region }),
    ),
    stores: plan.stores.map((store) => standbyStore(store, recovery.pattern, recovery.standbyCapacity)),
    // A load balancer's certificate is of one region; CloudFront, which has the other, is not doubled.
    edge: { ...plan.edge, certificate: { kind: "managed" } },
    security: {
      ...plan.security,
      cloudTrail: false,
      configRules: false,
      // Its names stand in the plan's own hosted zone and identity provider once.
      privateIngress: { ...plan.security.privateIngress, kind: "none", services: [] },
      keys: { data: null, logs: null, messaging: null, artifacts: null, backup: null },
      logBucket: null,
    },
    migration: null,
  };
}

interface Regions {
  readonly environment: Pick<Plan["environment"], "region">;
  /** The recovery region. */
  readonly region: string;
}

/**
 * What of a service runs before a failover: a share of its minimum, nothing at all at zero. Below the whole, nothing
 * starts by the clock or by a forecast, and nothing is prepared: the load that all go by is not here.
 */
function standbyService(service: Service, percent: number, regions: Regions): Service {
  const { scaling } = service;
  const whole = percent >= 100;
  return {
    ...service,
    // A version has proven itself in the plan's own region before it comes here.
    deployment: IN_PLACE,
    secrets: Object.fromEntries(
      Object.entries(service.secrets).map(([name, reference]) => [name, secretThere(reference, regions)]),
    ),
    scaling: {
      ...scaling,
      min: Math.ceil((scaling.min * percent) / 100),
      predictive: whole && scaling.predictive,
      schedules: whole ? scaling.schedules : [],
      warmPool: whole ? scaling.warmPool : null,
    },
  };
}

/**
 * A replica has the ARN of its secret but for the region (Secrets Manager user guide, "Replicate secrets across
 * Regions"). Parameters are not replicated; whoever keeps one there gives it the same name. What stands in a third
 * region is read from there.
 */
function secretThere(reference: string, { environment, region }: Regions): string {
  const parts = reference.split(":");
  return parts[3] === environment.region ? [...parts.slice(0, 3), region, ...parts.slice(4)].join(":") : reference;
}

/** A standby that is applied only when the region is lost: nothing of it exists, or costs, before. */
export function isCold({ recovery }: Pick<Plan, "recovery">): boolean {
  return recovery !== null && !isLive(recovery.pattern);
}

/**
 * The region into which data is replicated as it changes; null where it only goes there with backups, or not at all.
 * Asked of the plan itself, not of its {@link standbyPlan}.
 */
export function replicaRegion({ recovery }: Pick<Plan, "recovery">): string | null {
  return recovery !== null && isLive(recovery.pattern) ? recovery.region : null;
}
