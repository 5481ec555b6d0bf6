import type { DataStore, Service } from "../../model/plan";
import type { Slo } from "../../model/slo";
import { formatDuration, formatLatency, SECONDS_PER_DAY } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

/** Point-in-time recovery of Aurora and DynamoDB lags by up to five minutes (AWS documentation of both). */
const POINT_IN_TIME_LAG_SECONDS = 300;

export const reliabilityAlignment: QualityGate = {
  name: "reliability-alignment",
  statement: "Verify operational specifications align with business requirements and reliability targets",
  check: (context) => [...services(context), ...recovery(context)],
};

function services({ plan }: GateContext): readonly GateCheck[] {
  return plan.services.flatMap((service) => {
    if (service.slos.length === 0) return [warn(service.name, "has no SLO, so nothing says how reliable it must be")];
    return service.slos.map((slo) => judge(service, slo, plan.requirements));
  });
}

function judge(service: Service, slo: Slo, requirements: GateContext["plan"]["requirements"]): GateCheck {
  const subject = `${service.name}, SLO ${slo.name}`;
  const target = formatPercentage(slo.target);
  if (slo.sli === "http-success" && requirements.availability !== undefined) {
    const required = formatPercentage(requirements.availability);
    return slo.target.percent >= requirements.availability.percent
      ? pass(subject, `target ${target} meets the required availability of ${required}`)
      : warn(subject, `target ${target} is below the required availability of ${required}`);
  }
  if (slo.sli === "http-latency" && requirements.latency !== undefined && slo.thresholdMilliseconds !== null) {
    const threshold = formatLatency({ milliseconds: slo.thresholdMilliseconds });
    const required = formatLatency(requirements.latency.p99);
    if (slo.thresholdMilliseconds > requirements.latency.p99.milliseconds) {
      return warn(subject, `threshold ${threshold} is above the required p99 of ${required}`);
    }
    return slo.target.percent >= 99
      ? pass(subject, `${target} under ${threshold} meets the required p99 of ${required}`)
      : warn(subject, `${target} under ${threshold} does not show a p99 of ${required}`);
  }
  return pass(subject, `target ${target} over ${formatDuration(slo.window)}; the plan requires nothing it must match`);
}

function recovery({ plan, index }: GateContext): readonly GateCheck[] {
  const required = plan.requirements.recovery;
  if (required === undefined) return [];
  const stores = plan.stores.filter(({ engine }) => engine !== "sqs");
  return stores.map((store) => {
    const lag = recoveryLag(store);
    const rpo = formatDuration(required.rpo);
    if (index.providing("backup", store.name).length === 0 || lag === null) {
      return fail(store.name, `has no backup, and the plan requires a recovery point objective of ${rpo}`);
    }
    return lag <= required.rpo.seconds
      ? pass(store.name, `may lose ${formatDuration({ seconds: lag })} of data; the plan allows ${rpo}`)
      : warn(store.name, `may lose ${formatDuration({ seconds: lag })} of data; the plan allows ${rpo}`);
  });
}

/** Data lost at worst when the store is restored; null when it keeps no backup. */
function recoveryLag(store: DataStore): number | null {
  if (store.engine === "redis") return store.snapshotRetention.seconds > 0 ? SECONDS_PER_DAY : null;
  return store.engine === "sqs" ? null : POINT_IN_TIME_LAG_SECONDS;
}
