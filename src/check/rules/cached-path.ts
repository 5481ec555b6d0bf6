import { cachedPathTtl, cachedPathTwice, cachedWithoutCdn } from "../../diagnostics/catalogue/scaling";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

/** What is kept at the edge: each path once, for a time that answers may be old, by a distribution that exists. */
export const cachedPathRule: Rule = {
  code: "cached-path",
  check(context) {
    return [...lifetimes(context), ...repeated(context), ...unkept(context)];
  },
};

function lifetimes({ file, tree }: RuleContext): readonly Diagnostic[] {
  return (file.edge?.cachedPaths ?? []).flatMap(({ path, ttl: { seconds } }, index) =>
    seconds >= 1 && seconds <= SECONDS_PER_DAY
      ? []
      : [cachedPathTtl(placeOf(tree, ["edge", "cachedPaths", index, "ttl"]), path)],
  );
}

function repeated({ file, tree }: RuleContext): readonly Diagnostic[] {
  const seen = new Map<string, SourceRange>();
  const paths = [
    ...(file.edge?.staticPaths ?? []).map((path, index) => ({ path, at: ["edge", "staticPaths", index] })),
    ...(file.edge?.cachedPaths ?? []).map(({ path }, index) => ({ path, at: ["edge", "cachedPaths", index, "path"] })),
  ];
  return paths.flatMap(({ path, at }) => {
    const range = placeOf(tree, at);
    const first = seen.get(path);
    seen.set(path, first ?? range);
    return first === undefined ? [] : [cachedPathTwice(path, range, first)];
  });
}

function unkept({ file, tree }: RuleContext): readonly Diagnostic[] {
  const { edge } = file;
  if (edge === undefined || edge.cdn) return [];
  const at = (key: string) => placeOf(tree, ["edge", key]);
  return [
    ...(edge.cachedPaths.length > 0
      ? [cachedWithoutCdn(at("cachedPaths"), "no place to keep answers", at("cdn"))]
      : []),
    ...(edge.originShield ? [cachedWithoutCdn(at("originShield"), "no origin shield", at("cdn"))] : []),
  ];
}
