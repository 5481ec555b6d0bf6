import { phaseSum } from "../../diagnostics/catalogue/initiative";
import { duration, formatDuration, parseDuration } from "../../model/units/duration";
import { locateKey } from "../../parse/locate";
import { membersAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** The phases fill the timeline. Left out when a duration cannot be read, which is reported by itself. */
export const phaseSumRule: Rule = {
  code: "phase-sum",
  check({ written }) {
    const [timeline] = wordsAt(written, ["initiative", "timeline"]);
    const total = timeline && parseDuration(timeline.text);
    const phases = membersAt(written, ["initiative", "phases"]);
    const lengths = phases
      .flatMap((phase) => wordsAt(phase, ["duration"]))
      .flatMap(({ text }) => parseDuration(text) ?? []);
    if (!total || lengths.length === 0 || lengths.length < phases.length) return [];
    const sum = duration(lengths.reduce((seconds, length) => seconds + length.seconds, 0));
    if (sum.seconds === total.seconds) return [];
    const range = locateKey(written, ["initiative", "phases"]).range;
    return [
      phaseSum(
        { range: timeline.range, text: formatDuration(total) },
        { range, texts: lengths.map(formatDuration), sum: formatDuration(sum) },
      ),
    ];
  },
};
