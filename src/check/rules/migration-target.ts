import { unknownTarget, wrongTarget } from "../../diagnostics/catalogue/migration";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { nameOf } from "../../parse/merge";
import { membersAt, namesAt, placeOf, type Word, wordsAt } from "../places";
import type { Sections } from "../prune";
import type { Rule, RuleContext } from "../rule";

type Kind = NonNullable<Sections["migration"]>["sources"][number]["kind"];

/** What each kind of source moves to. */
const WANTED: Readonly<
  Record<Kind, { readonly what: string; readonly engine: string | null; readonly words: string }>
> = {
  database: { what: "Aurora store", engine: "aurora-postgresql", words: "a database" },
  files: { what: "S3 store", engine: "s3", words: "a collection of files" },
  servers: { what: "service", engine: null, words: "a group of servers" },
};

/** A source moves to something that the plan declares, and that can hold it. */
export const migrationTargetRule: Rule = {
  code: "migration-target",
  check(context) {
    return (context.file.migration?.sources ?? []).flatMap((source, index) => check(context, source, index));
  },
};

interface Candidate extends Word {
  /** Engine of a store; null for a service. */
  readonly engine: string | null;
}

function candidates({ written }: RuleContext): readonly Candidate[] {
  return [
    ...namesAt(written, ["services"]).map((word) => ({ ...word, engine: null })),
    ...membersAt(written, ["dataStores"]).flatMap((store) => {
      const [name] = wordsAt(store, ["name"]);
      const [engine] = wordsAt(store, ["engine"]);
      return name && engine && nameOf(store) !== undefined ? [{ ...name, engine: engine.text }] : [];
    }),
  ];
}

function check(
  context: RuleContext,
  { name, kind, target }: { readonly name: string; readonly kind: Kind; readonly target: string },
  index: number,
): readonly Diagnostic[] {
  const { what, engine, words } = WANTED[kind];
  const all = candidates(context);
  const range = placeOf(context.tree, ["migration", "sources", index, "target"]);
  const found = all.find(({ text }) => text === target);
  const known = all.filter((candidate) => candidate.engine === engine).map(({ text }) => text);
  if (!found) return [unknownTarget(range, target, name, what, known)];
  if (found.engine === engine) return [];
  const is = found.engine === null ? "a service" : `a store with \`engine: ${found.engine}\``;
  const wanted = engine === null ? "a service" : `a store with \`engine: ${engine}\``;
  return [wrongTarget(range, { name: target, found: is, range: found.range }, { name, kind: words }, wanted)];
}
