import type { ServiceFile } from "../model/schema/plan-file";
import {
  type BurnTier,
  countsMinutes,
  LEAST_FACTOR,
  MINIMUMS,
  type Slo,
  shownFactor,
  tiersOf,
  workbookTiers,
} from "../model/slo";
import { formatDuration } from "../model/units/duration";
import type { Decisions } from "./decisions";

type SloFile = ServiceFile["slos"][number];

export function resolveSlos(service: ServiceFile, decisions: Decisions): readonly Slo[] {
  return service.slos.map((slo) => resolveSlo(slo, `services.${service.name}.slos.${slo.name}`, decisions));
}

function resolveSlo(slo: SloFile, path: string, decisions: Decisions): Slo {
  const { threshold } = slo;
  const milliseconds =
    threshold === undefined ? null : "milliseconds" in threshold ? threshold.milliseconds : threshold.seconds * 1000;
  return {
    name: slo.name,
    sli: slo.sli,
    target: slo.target,
    window: slo.window,
    thresholdMilliseconds: milliseconds,
    source: slo.source ?? "load-balancer",
    store: slo.store ?? null,
    job: jobOf(slo),
    canary: slo.sli === "canary-availability" ? canaryOf(slo) : null,
    metrics:
      slo.metrics === undefined
        ? null
        : { good: slo.metrics.good ?? null, bad: slo.metrics.bad ?? null, total: slo.metrics.total },
    ...guardsOf(slo, path, decisions),
    tiers: resolveTiers(slo, path, decisions),
    maintenance: slo.maintenance,
  };
}

function jobOf({ job }: SloFile): Slo["job"] {
  if (job === undefined) return null;
  if (job.stateMachine !== undefined) return { kind: "state-machine", name: job.stateMachine };
  if (job.succeeded === undefined || job.failed === undefined) throw new Error("the checks let half a job pass");
  return { kind: "log-lines", succeeded: job.succeeded, failed: job.failed };
}

const CANARY = { path: "/", everyMinutes: 1 };

function canaryOf({ canary }: SloFile): NonNullable<Slo["canary"]> {
  return canary === undefined ? CANARY : { path: canary.path, everyMinutes: canary.every.seconds / 60 };
}

function guardsOf(slo: SloFile, path: string, decisions: Decisions): Pick<Slo, "minimumEvents" | "minimumFailures"> {
  const { events, failures } = MINIMUMS[slo.sli];
  if (countsMinutes(slo)) return { minimumEvents: events, minimumFailures: failures };
  return {
    minimumEvents:
      slo.minimumEvents ??
      decisions.derive(`${path}.minimumEvents`, events, "below this many events in a long window a share says little"),
    minimumFailures:
      slo.minimumFailures ??
      decisions.derive(`${path}.minimumFailures`, failures, "fewer failures in a long window are accidents"),
  };
}

function resolveTiers(slo: SloFile, path: string, decisions: Decisions): readonly BurnTier[] {
  const tiers = tiersOf(slo);
  if (slo.tiers !== undefined) return tiers;
  const left = workbookTiers(slo.window).filter(({ factor }) => factor < LEAST_FACTOR);
  const out =
    left.length === 0 ? "" : `; ${rates(left)} left out: below ${LEAST_FACTOR} it fires while the target is met`;
  return decisions.derive(
    `${path}.tiers`,
    tiers,
    `the SRE Workbook's shares of the budget, scaled to a window of ${formatDuration(slo.window)}${out}`,
    rates(tiers),
  );
}

function rates(tiers: readonly BurnTier[]): string {
  return tiers.map((tier) => `${shownFactor(tier)} over ${tier.name}`).join(", ");
}
