import {
  sourceInNoWave,
  sourceInTwoWaves,
  sourceNamedBack,
  unknownSource,
  wavesOutOfOrder,
} from "../../diagnostics/catalogue/migration";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { nearestName } from "../../diagnostics/nearest-name";
import { nameOf } from "../../parse/merge";
import { membersAt, namesAt, placeOf, type Word, wordsAt } from "../places";
import type { Rule, RuleContext } from "../rule";

/** Every source moves in exactly one wave, and waves follow each other. */
export const migrationWaveRule: Rule = {
  code: "migration-wave",
  check(context) {
    return [...memberships(context), ...dates(context), ...waysBack(context)];
  },
};

function memberships({ written }: RuleContext): readonly Diagnostic[] {
  const sources = namesAt(written, ["migration", "sources"]);
  const known = sources.map(({ text }) => text);
  const waves = membersAt(written, ["migration", "waves"]);
  const first = new Map<string, Word>();
  const found = waves.flatMap((wave) =>
    wordsAt(wave, ["sources"]).flatMap((word) => {
      if (!known.includes(word.text)) return [unknownSource(word.range, word.text, nameOf(wave) ?? "", known)];
      const before = first.get(word.text);
      if (before) return [sourceInTwoWaves(word.range, word.text, before.range)];
      first.set(word.text, word);
      return [];
    }),
  );
  const names = waves.flatMap((wave) => nameOf(wave) ?? []);
  // A source that a wave misspells is one mistake, and so is one that has no kind: it most likely is a misspelt name.
  const meant = new Set(
    waves
      .flatMap((wave) => wordsAt(wave, ["sources"]))
      .flatMap(({ text }) => (known.includes(text) ? [] : (nearestName(text, known) ?? []))),
  );
  const unread = membersAt(written, ["migration", "sources"]).filter(
    (source) => wordsAt(source, ["kind"]).length === 0,
  );
  const faulty = new Set(unread.flatMap((source) => nameOf(source) ?? []));
  const left = sources.filter(({ text }) => !first.has(text) && !meant.has(text) && !faulty.has(text));
  return [...found, ...left.map(({ text, range }) => sourceInNoWave(range, text, names))];
}

/** ISO dates are in order as texts. Waves without a day stand between the others. */
function dates({ file, tree }: RuleContext): readonly Diagnostic[] {
  const dated = (file.migration?.waves ?? []).flatMap(({ name, cutover: { date } }, index) =>
    date === undefined ? [] : [{ name, date, range: placeOf(tree, ["migration", "waves", index, "cutover", "date"]) }],
  );
  return dated.flatMap((wave, index) => {
    const before = dated[index - 1];
    return before && wave.date < before.date ? [wavesOutOfOrder(wave.range, wave, before)] : [];
  });
}

/** What goes back is named after its source, with `-back` behind it. */
function waysBack({ file, tree }: RuleContext): readonly Diagnostic[] {
  const sources = file.migration?.sources ?? [];
  const place = (index: number) => placeOf(tree, ["migration", "sources", index, "name"]);
  return sources.flatMap(({ name }, index) => {
    const other = sources.findIndex((source) => source.kind === "database" && `${source.name}-back` === name);
    return other < 0 ? [] : [sourceNamedBack(place(index), name, place(other))];
  });
}
