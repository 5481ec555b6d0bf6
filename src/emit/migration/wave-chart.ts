import type { Plan } from "../../model/plan";
import { formatDuration } from "../../model/units/duration";
import type { Block } from "../markdown/blocks";
import { bareLabel, mermaid } from "../markdown/mermaid";
import { type WaveDates, waveDates } from "./wave-dates";

/** A Gantt chart of the waves that have days; their order alone where none has. */
export function waveChart(plan: Plan): Block {
  const dated = waveDates(plan);
  return dated.length === 0 ? order(plan) : gantt(plan, dated);
}

function gantt({ title }: Plan, dated: readonly WaveDates[]): Block {
  return mermaid([
    "gantt",
    `    title ${bareLabel(title)}`,
    "    dateFormat YYYY-MM-DD",
    "    axisFormat %d %b",
    ...dated.flatMap(({ wave, loadFrom, replicateFrom, cutOver, rollbackUntil }) => [
      `    section ${bareLabel(wave.name)}`,
      `    Full load :${loadFrom}, ${replicateFrom}`,
      `    Replicate and compare :${replicateFrom}, ${cutOver}`,
      `    Cut-over :milestone, ${cutOver}, 0d`,
      `    Way back open :${cutOver}, ${rollbackUntil}`,
    ]),
  ]);
}

function order({ title, migration }: Plan): Block {
  return mermaid([
    "timeline",
    `    title ${bareLabel(title)}`,
    ...(migration?.waves ?? []).flatMap(({ name, sources, cutover, rollbackWindow }) => [
      `    section ${bareLabel(name)}`,
      `        Window ${formatDuration(cutover.window)} : ${sources.map(bareLabel).join(" : ")}`,
      `        Way back ${formatDuration(rollbackWindow)} : old system kept`,
    ]),
  ]);
}
