import type { AlarmEvidence } from "../../evidence/evidence";
import { counted } from "../../model/counted";
import type { Plan } from "../../model/plan";
import { SEVERITIES, type Severity } from "../../model/severities";
import { isRecorded, type Slo } from "../../model/slo";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { type SloAlarms, sloAlarms } from "../../planning/slo-alarms";
import { allSlos, type ServiceSlo } from "../../planning/slo-budget";
import { alarmStates } from "../commands/alarm-commands";
import { budgetsRemaining, errorRatio } from "../commands/slo-commands";
import type { EmitContext } from "../emit-context";
import { type Block, type Item, paragraph } from "../markdown/blocks";
import { codeList, type Inline, link } from "../markdown/inline";
import type { Decision, RunbookContext, StepGroup } from "./runbook-content";
import { groupIfAny, see, step } from "./steps";

/** An SLO with the alarms that watch it. */
export interface SloTarget extends ServiceSlo {
  readonly alarms: SloAlarms;
  /** Where its alarms stand, and with them the metrics of the recorder. */
  readonly region: string;
}

/** Every SLO that anything was generated to watch. */
export function sloTargets(context: EmitContext): readonly SloTarget[] {
  return allSlos(context.plan).flatMap((slo) => sloTarget(context, slo) ?? []);
}

/** null for an SLO that nothing was generated to watch. */
export function sloTarget({ index }: EmitContext, slo: ServiceSlo): SloTarget | null {
  const alarms = sloAlarms(slo, index);
  const all = [...alarms.tiers.flatMap(({ notifying, windows }) => [notifying, ...windows]), alarms.exhausted];
  const first = all.find((alarm) => alarm !== null);
  return first ? { ...slo, alarms, region: alarms.exhausted?.region ?? first.region } : null;
}

/** The SLOs whose alarms lead to this runbook. */
export function alarmedSlos(context: RunbookContext): readonly SloTarget[] {
  return sloTargets(context).filter(({ service, slo }) =>
    context.alarms.some((alarm) => alarm.subject.name === service.name && alarm.slo?.name === slo.name),
  );
}

/** The SLOs that are measured where users are: they pay for faults before the services. */
export function edgeSlos(context: EmitContext): readonly SloTarget[] {
  return sloTargets(context).filter(({ slo }) => slo.source === "cdn" || slo.canary !== null);
}

/** How much is left decides how fast to act. One look at all budgets: at night nobody wants a list of commands. */
export function budgetSteps(targets: readonly SloTarget[], { plan }: EmitContext): readonly Item[] {
  const regions = [...new Set(targets.map(({ region }) => region))].sort();
  return regions.map((region) =>
    step(
      "How much of each error budget is left, in percent? Below 0 the objective is missed.",
      budgetsRemaining(plan, region),
    ),
  );
}

/** Which windows burn, and by how much: the reason of each state has the share of failures. */
export function burnGroups(targets: readonly SloTarget[], context: EmitContext): readonly StepGroup[] {
  return targets.flatMap((target) => groupIfAny(`${sloTitle(target)}: how fast it burns`, burnSteps(target, context)));
}

export function burnSteps(target: SloTarget, { plan }: EmitContext): readonly Item[] {
  const { slo, alarms, region } = target;
  const windows = alarms.tiers.flatMap((tier) => tier.windows);
  const long = slo.tiers.flatMap((tier) => [tier.long, tier.short]).filter(isRecorded);
  const lengths = [...new Map(long.map((window) => [window.seconds, window])).values()];
  return [
    ...(windows.length === 0
      ? []
      : [
          step(
            "Every window of its tiers. A tier fires while both of its windows are in ALARM; the reason says by how much.",
            alarmStates(windows),
          ),
        ]),
    ...lengths.map((window) =>
      step(`Share of failures over ${formatDuration(window)}, 0 to 1.`, errorRatio(plan, target, window, region)),
    ),
  ];
}

export function sloTitle({ service, slo }: ServiceSlo): string {
  return `${service.name}, SLO ${slo.name}`;
}

/** What the tiers mean for whoever reads the table of alarms above. */
export function tierBlocks({ windows, alarms }: RunbookContext): readonly Block[] {
  if (windows.length === 0) return [];
  const tiers = alarms.filter(({ slo, kind }) => slo !== null && kind === "composite");
  return [
    paragraph(
      `${tiers.length} of these alarms ${tiers.length === 1 ? "is a tier" : "are tiers"} of an SLO: `,
      `each fires while two windows both spend the error budget too fast, and ${counted(windows.length, "alarm")} on single windows, which notify nobody, decide for them. The arithmetic is in `,
      link("SLO.md", "../SLO.md"),
      ".",
    ),
  ];
}

/** The trigger in the words of the tiers, where the alarms are tiers of an SLO; as it is elsewhere. */
export function triggerOf({ windows }: RunbookContext, words: string): string {
  return windows.length === 0
    ? `${words}.`
    : `${words}, so that a tier of its SLO fires: the error budget is spent faster than the tier allows.`;
}

/** The severity of the tier that fires says how much time there is, and who hears of it. */
export function tierDecisions(targets: readonly SloTarget[], { plan }: EmitContext): readonly Decision[] {
  if (targets.length === 0) return [];
  return [
    ...SEVERITIES.flatMap((severity): readonly Decision[] => {
      const tiers = tiersOf(targets, severity);
      return tiers.length === 0
        ? []
        : [
            {
              when: `A tier of severity ${severity} fires: ${tiers.join(", ")}`,
              act: [`${HURRY[severity]}. `, ...reached(plan, severity)],
            },
          ];
    }),
    { when: "The budget is used up", act: ["No more features until it is back: ", see("error-budget")] },
  ];
}

const HURRY: Readonly<Record<Severity, string>> = {
  critical: "Stop the loss first, ask why later",
  high: "Stop the loss within the hour, then ask why",
  medium: "Find today what changed when it began, and mend it",
  low: "Look in working hours for what changed when it began, and mend it",
};

/** The tiers alone where they are the same of every SLO; each with its SLO where they differ. */
function tiersOf(targets: readonly SloTarget[], severity: Severity): readonly string[] {
  const own = targets.map(({ service, slo }) => ({
    slo: `${service.name} ${slo.name}`,
    tiers: slo.tiers
      .filter((tier) => tier.severity === severity)
      .map(
        ({ name, budget, long }) =>
          `${name} (${formatPercentage(budget)} of the budget within ${formatDuration(long)})`,
      ),
  }));
  const [first, ...others] = own;
  if (first !== undefined && others.every(({ tiers }) => tiers.join() === first.tiers.join())) return first.tiers;
  return own.flatMap(({ slo, tiers }) => tiers.map((tier) => `${slo} ${tier}`));
}

function reached({ incidents }: Plan, severity: Severity): readonly Inline[] {
  const answer = `; an answer is due within ${formatDuration(incidents.responseTime[severity])}`;
  const steps = incidents.escalation.filter(({ severities, to }) => severities.includes(severity) && to.length > 0);
  if (steps.length === 0) return ["No channel of the plan hears of it", answer];
  return [
    "It reaches ",
    ...steps.flatMap(({ after, to }, index) => [
      index === 0 ? "" : ", ",
      ...codeList(to, ""),
      after.seconds === 0 ? " at once" : ` after ${formatDuration(after)}`,
    ]),
    answer,
  ];
}

/** Windows that decide for the alarms of a runbook. */
export function windowsOf(alarms: readonly AlarmEvidence[], all: readonly AlarmEvidence[]): readonly AlarmEvidence[] {
  return all.filter(
    (alarm) =>
      alarm.purpose === "window" &&
      alarms.some(
        ({ subject, slo }) =>
          subject.name === alarm.subject.name && slo?.name === alarm.slo?.name && slo?.tier === alarm.slo?.tier,
      ),
  );
}

/** When to end a silence by hand: the schedules keep each tier silent for its short window longer than the work. */
export function untilForgotten({ tiers }: Pick<Slo, "tiers">): string {
  const [longest] = tiers.map(({ short }) => short).sort((a, b) => b.seconds - a.seconds);
  return longest === undefined
    ? ""
    : `A tier still fires for what the work did until it has left the tier's short window, at most ${formatDuration(longest)} after the end.`;
}
