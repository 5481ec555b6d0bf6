import { recoveryTimeMissed } from "../../diagnostics/catalogue/recovery-objectives";
import { isLive, RECOVERY_PATTERNS } from "../../model/recovery";
import type { RecoveryCase } from "../../model/recovery-case";
import { recoveryPattern } from "../../model/recovery-pattern";
import { regionSteps, storeSteps, type TimedStep, totalSeconds } from "../../model/recovery-time";
import { spelledDuration } from "../../model/units/duration";
import { placeOf } from "../places";
import { type FiledRecovery, recoveryOf } from "../recovery-of";
import type { Rule } from "../rule";
import { isTooWeak } from "./recovery-pattern";

/** A recovery time objective that the steps exceed, added up. */
export const recoveryTimeRule: Rule = {
  code: "recovery-time",
  check(context) {
    const { tree } = context;
    const recovery = recoveryOf(context);
    if (recovery === null || isTooWeak(recovery)) return [];
    const { rto } = recovery.objectives;
    const ofPlan = recovery.caseOf();
    const steps = stepsOf(ofPlan);
    const seconds = totalSeconds(steps);
    if (seconds <= rto.seconds) return [];
    return [
      recoveryTimeMissed(placeOf(tree, ["requirements", "recovery", "rto"]), {
        what: ofPlan.region === null ? "the restore of a store" : `recovery by ${recovery.pattern}`,
        takes: spelledDuration(seconds),
        rto: spelledDuration(rto.seconds),
        steps: steps.map(({ step, seconds: length }) => `${step} ${spelledDuration(length)}`),
        fix: fixes(recovery, steps, seconds).join("; or "),
      }),
    ];
  },
};

/** Without a recovery region only the loss of a store is recovered from. */
function stepsOf(ofPlan: RecoveryCase): readonly TimedStep[] {
  return ofPlan.region === null ? storeSteps(ofPlan) : regionSteps(ofPlan);
}

function fixes(recovery: FiledRecovery, steps: readonly TimedStep[], seconds: number): readonly string[] {
  return [
    ...(recovery.caseOf().region === null ? [] : [...automated(recovery), ...costlier(recovery)]),
    ...sooner(recovery, steps),
    ...measurable(steps),
    `raise the RTO to ${spelledDuration(seconds)}`,
  ];
}

/** With nobody to wait for, where that is enough. */
function automated({ objectives, pattern, caseOf }: FiledRecovery): readonly string[] {
  if (objectives.failover === "automated") return [];
  const needed = isLive(pattern) ? pattern : recoveryPattern({ ...objectives, failover: "automated" }).pattern;
  const length = totalSeconds(stepsOf(caseOf({ failover: "automated", pattern: needed })));
  return length > objectives.rto.seconds
    ? []
    : [`set requirements.recovery.failover: automated, and it takes ${spelledDuration(length)}`];
}

/** The cheapest pattern beyond the plan's that is fast enough. */
function costlier({ objectives, pattern, caseOf }: FiledRecovery): readonly string[] {
  const found = RECOVERY_PATTERNS.slice(RECOVERY_PATTERNS.indexOf(pattern) + 1)
    .map((other) => ({ other, length: totalSeconds(stepsOf(caseOf({ pattern: other }))) }))
    .find(({ length }) => length <= objectives.rto.seconds);
  return found === undefined
    ? []
    : [`set recovery.pattern: ${found.other}, and it takes ${spelledDuration(found.length)}`];
}

/** What people may take is the plan's to say. */
function sooner({ objectives }: FiledRecovery, steps: readonly TimedStep[]): readonly string[] {
  const decide = steps.find(({ step }) => step === "decide");
  if (decide === undefined || decide.measured) return [];
  const setting = objectives.failover === "automated" ? "recovery.approval.timeout" : "incidents.responseTime.critical";
  return [`shorten ${setting}`];
}

/** An estimate may be replaced by what an exercise has measured. */
function measurable(steps: readonly TimedStep[]): readonly string[] {
  const [longest] = steps
    .filter(({ step, measured }) => step !== "decide" && !measured)
    .sort((a, b) => b.seconds - a.seconds);
  return longest === undefined ? [] : [`write what an exercise has measured, as in recovery.measured.${longest.step}`];
}
