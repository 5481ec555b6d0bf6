import { rounded } from "../../model/rounded";
import { countsMinutes, eventWord, sliPhrase } from "../../model/slo";
import { type Duration, formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import type { TierAlarms } from "../../planning/slo-alarms";
import { budgetMinutes, failuresPerMillion, type ServiceSlo } from "../../planning/slo-budget";
import { budgetRemaining } from "../commands/slo-commands";
import type { EmitContext } from "../emit-context";
import { type Block, heading, numbered, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";
import { burnSteps, type SloTarget, sloTarget, sloTitle } from "../runbooks/slo-steps";
import { step } from "../runbooks/steps";
import { writtenRunbook } from "../written-runbook";
import { maintenanceBlocks } from "./maintenance";
import { blindSpots, guardWords, measured } from "./measurement";
import { whyNotMeasured } from "./not-measured";
import { alarmTable, thresholdTable, timeTable } from "./tier-table";

/** One objective: what it promises, what that allows, when it alarms, and how it is read. */
export function sloSection(context: EmitContext, each: ServiceSlo): readonly Block[] {
  const { slo } = each;
  const target = sloTarget(context, each);
  if (target === null) return unwatched(each, whyNotMeasured(context, each));
  const { alarms } = target;
  return [
    heading(3, sloTitle(each)),
    table(
      ["Fact", "Value"],
      [
        ["Good", sliPhrase(slo)],
        ["Counted", `${eventWord(slo.sli)}, bad ones ÷ all`],
        ["Measured", measured(context.plan, each)],
        ["Cannot see", blindSpots(context.plan, each)],
        ["Target", `${formatPercentage(slo.target)} over ${formatDuration(slo.window)}, rolling`],
        ["Budget in time", budgetInTime(each)],
        ["Budget in events", budgetInEvents(each)],
        ["Guard", guardWords(slo)],
        ["Runbook", runbooks(context, alarms.tiers)],
      ],
    ),
    heading(4, "Thresholds"),
    thresholdTable(slo),
    heading(4, "Times"),
    timeTable(slo),
    heading(4, "Alarms"),
    alarmTable(alarms),
    heading(4, "Maintenance"),
    ...maintenanceBlocks(slo, alarms),
    heading(4, "Read it now"),
    ...readBlocks(context, target),
  ];
}

/** What is promised, and that nobody would notice. */
function unwatched(each: ServiceSlo, absent: string): readonly Block[] {
  const { slo } = each;
  return [
    heading(3, sloTitle(each)),
    table(
      ["Fact", "Value"],
      [
        ["Good", sliPhrase(slo)],
        ["Measured", absent],
        ["Target", `${formatPercentage(slo.target)} over ${formatDuration(slo.window)}, rolling`],
        ["Budget in time", budgetInTime(each)],
        ["Alarms", "none"],
      ],
    ),
  ];
}

/** 30 days × (1 − 99.95 %) = 21.6 minutes */
function budgetInTime({ slo }: ServiceSlo): string {
  const minutes = rounded(budgetMinutes(slo));
  return `${formatDuration(slo.window)} = ${minutesOf(slo.window)} minutes; ${minutesOf(slo.window)} × (1 − ${formatPercentage(slo.target)}) = ${minutes} minutes of complete failure`;
}

function budgetInEvents({ slo }: ServiceSlo): string {
  if (countsMinutes(slo)) return "the same: minutes are what is counted";
  const word = eventWord(slo.sli);
  return `1000000 × (1 − ${formatPercentage(slo.target)}) = ${failuresPerMillion(slo)} bad ${word} in a million; while the window is not full yet, traffic is taken to go on as it began`;
}

function minutesOf({ seconds }: Duration): string {
  return rounded(seconds / 60);
}

function runbooks({ evidence }: EmitContext, tiers: readonly TierAlarms[]): Content {
  const names = [...new Set(tiers.flatMap(({ notifying }) => notifying?.runbook ?? []))];
  const links = [...names, "error-budget" as const].flatMap((name, index) => [
    index === 0 ? "" : ", ",
    writtenRunbook(evidence, name),
  ]);
  return links;
}

function readBlocks(context: EmitContext, target: SloTarget): readonly Block[] {
  const { service, slo } = target;
  const recorder = context.index
    .byRole("slo-recorder", service.name)
    .find(({ handles }) => handles.region === target.region);
  return [
    ...(recorder === undefined
      ? []
      : [
          paragraph(
            "Written every five minutes by the state machine ",
            inlineCode(recorder.handles.name),
            " (",
            inlineCode(recorder.resource.address),
            ").",
          ),
        ]),
    numbered([
      step(
        `How much of the ${rounded(budgetMinutes(slo))} minutes is left, in percent; below 0 the objective is missed.`,
        budgetRemaining(context.plan, target, target.region),
      ),
      ...burnSteps(target, context),
    ]),
  ];
}
