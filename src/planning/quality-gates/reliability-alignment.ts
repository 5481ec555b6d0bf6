import type { Service } from "../../model/plan";
import { isLive, type Recovery } from "../../model/recovery";
import type { RecoveryPoint, StorePoints } from "../../model/recovery-point";
import type { Slo } from "../../model/slo";
import { formatDuration, formatLatency, spelledDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { budgetVerdict } from "../cost/budget-verdict";
import { costEstimate } from "../cost/cost-estimate";
import type { EvidenceIndex } from "../evidence-index";
import { honours, type RecoveryBudget, recoveryBudget, type TimeBudget } from "../recovery/recovery-budget";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

export const reliabilityAlignment: QualityGate = {
  name: "reliability-alignment",
  statement: "Verify operational specifications align with business requirements and reliability targets",
  check: (context) => [...services(context), ...recovery(context), ...budget(context)],
};

/** An estimate from list prices is no reason to fail; that it exceeds what may be spent is one to look. */
function budget({ plan, evidence }: GateContext): readonly GateCheck[] {
  const verdict = budgetVerdict(plan, costEstimate(plan, evidence));
  if (verdict === null) return [];
  return [(verdict.isExceeded ? warn : pass)("budget", `${verdict.words}; the sums stand in CAPACITY.md`)];
}

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

/** Whether what is generated keeps the recovery objectives, for the loss of a store and of the region. */
function recovery({ plan, index }: GateContext): readonly GateCheck[] {
  const budget = recoveryBudget(plan);
  if (budget === null) return [];
  const stores = budget.points.flatMap((points) => [
    ...(kept(points, index) ? [] : [fail(points.store.name, "has no backup, and the plan has recovery objectives")]),
    ...point(points.store.name, "when the store is lost", points.within, budget),
    ...(budget.region === null ? [] : point(points.store.name, "when the region is lost", points.region, budget)),
  ]);
  return [...stores, ...time(budget, index), ...backups(budget.recovery, index)];
}

/** A store that must last is backed up by something that is generated: by its engine, or by AWS Backup. */
function kept({ store, within: point }: StorePoints, index: EvidenceIndex): boolean {
  if (point.kind === "not-held" || index.providing("backup", store.name).length > 0) return true;
  return "backup" in store && store.backup && index.providing("backup-plan").length > 0;
}

function point(
  store: string,
  when: string,
  found: RecoveryPoint,
  { recovery: objectives }: RecoveryBudget,
): readonly GateCheck[] {
  const rpo = spelledDuration(objectives.rpo.seconds);
  const isKept = honours(found, objectives);
  if (isKept === null) return [pass(store, `not held to the recovery point objective ${when}: ${found.why}`)];
  if (found.kind !== "bounded") return [fail(store, `loses everything ${when}: ${found.why}`)];
  const copy = found.copySeconds === 0 ? "" : ` and up to ${spelledDuration(found.copySeconds)} until it is copied`;
  const words = `may lose ${spelledDuration(found.seconds)}${copy} ${when}; the plan allows ${rpo}`;
  if (isKept) return [pass(store, words)];
  return [found.seconds <= objectives.rpo.seconds ? warn(store, words) : fail(store, words)];
}

function time(
  { recovery: { pattern, failover, rto, region: there }, region, store }: RecoveryBudget,
  index: EvidenceIndex,
): readonly GateCheck[] {
  const objective = spelledDuration(rto.seconds);
  if (region === null || there === null) {
    return [
      within(store, "the restore of a store", objective),
      warn("recovery", "the plan names no recovery region: its objectives do not hold when the region is lost"),
    ];
  }
  const standing = index.providing("standby").length > 0;
  const turning = !isLive(pattern) || failover === "manual" || index.providing("failover").length > 0;
  return [
    within(region, `recovery by ${pattern}`, objective),
    standing
      ? pass("recovery", `what recovery by ${pattern} needs in ${there} is generated`)
      : fail("recovery", `nothing is generated in ${there}`),
    ...(turning ? [] : [fail("recovery", "failover is automated, and nothing is generated that does it")]),
  ];
}

function within({ seconds, marginSeconds }: TimeBudget, what: string, objective: string): GateCheck {
  const words = `${what} takes ${spelledDuration(seconds)} by estimate and measurement; the plan allows ${objective}`;
  return marginSeconds >= 0 ? pass("recovery", words) : fail("recovery", words);
}

function backups({ backup }: Recovery, index: EvidenceIndex): readonly GateCheck[] {
  if (index.providing("backup-plan").length === 0) return [];
  return index.providing("restore-test").length > 0
    ? [pass("backups", `restores are tested, ${backup.restoreTestCron} UTC`)]
    : [fail("backups", "no restore is ever tested")];
}
