import {
  type CellCount,
  cellNameTaken,
  cellNameTooLong,
  cellRoute,
  cellRules,
  cellsWithoutRouter,
} from "../diagnostics/catalogue/cells";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { cellName, cellNumbers } from "../model/cells/cell-names";
import { NAME_MAX_LENGTH } from "../model/names";
import type { ServiceFile } from "../model/schema/plan-file";
import { isPublic } from "./exposure";
import { namesAt, placeOf, type Word } from "./places";
import type { RuleContext } from "./rule";

/** Longest route: rules of further cells stand before the first's, and there is no place before the longest. */
const ROUTE_MAX_LENGTH = 127;

/**
 * Listener rules of a load balancer. AWS allows 100 (Elastic Load Balancing, quotas for Application Load Balancers), and
 * rules for patterns of one length have 97 places in their order.
 */
const RULES_MAX = 97;

/** Target groups of a load balancer (the same quotas; it cannot be raised). */
const TARGET_GROUPS_MAX = 100;

/** What stands against a number of cells, before the plan is copied into them. */
export function cellFindings(context: RuleContext, cells: number): readonly Diagnostic[] {
  if (cells === 1) return [];
  const count = { cells, range: placeOf(context.tree, ["requirements", "capacity", "cells"]) };
  return [...names(context, count), ...router(context, count), ...routes(context, count), ...limits(context, count)];
}

function names({ written }: RuleContext, count: CellCount): readonly Diagnostic[] {
  const all = [...namesAt(written, ["services"]), ...namesAt(written, ["dataStores"])];
  const copies = new Map(all.flatMap((owner) => furtherNames(owner, count.cells)));
  const longest = NAME_MAX_LENGTH - `-${count.cells}`.length;
  return all.flatMap(({ text, range }) => {
    const owner = copies.get(text);
    return [
      ...(owner === undefined ? [] : [cellNameTaken(range, text, owner)]),
      ...(text.length > longest ? [cellNameTooLong(range, text, longest, count)] : []),
    ];
  });
}

function furtherNames({ text, range }: Word, cells: number) {
  return cellNumbers(cells)
    .slice(1)
    .map((cell) => [cellName(text, cell), { name: text, range, cell }] as const);
}

function router({ file, environment }: RuleContext, count: CellCount): readonly Diagnostic[] {
  const own = environment === null ? undefined : file.environments?.[environment];
  if (!(file.services ?? []).some(isPublic) || own === undefined || file.edge === undefined) return [];
  if (own.domain === undefined) return [cellsWithoutRouter(count, `the environment ${environment} has no domain`)];
  return file.edge.cdn ? [] : [cellsWithoutRouter(count, "`edge.cdn` is switched off")];
}

function routes({ file, tree }: RuleContext, count: CellCount): readonly Diagnostic[] {
  return (file.services ?? []).flatMap(({ routes: own }, index) =>
    (own ?? []).flatMap((route, member) =>
      route.length > ROUTE_MAX_LENGTH
        ? [cellRoute(placeOf(tree, ["services", index, "routes", member]), ROUTE_MAX_LENGTH, count)]
        : [],
    ),
  );
}

/** A rule takes five values (the same quotas), and the number of the cell is one: five routes become five rules. */
function rulesOf({ routes: own }: ServiceFile): number {
  return own !== undefined && own.length >= 5 ? own.length : 1;
}

function limits({ file }: RuleContext, count: CellCount): readonly Diagnostic[] {
  const routed = (file.services ?? []).filter(isPublic);
  const rules = routed.reduce((sum, service) => sum + 1 + (count.cells - 1) * rulesOf(service), 0);
  if (rules > RULES_MAX) return [cellRules(count, rules, RULES_MAX, "listener rules")];
  const shifts = file.delivery !== undefined && file.delivery.strategy !== "rolling";
  const doubled = shifts ? routed.filter(({ runtime }) => runtime === "ecs-fargate").length : 0;
  const groups = (routed.length + doubled) * count.cells;
  return groups > TARGET_GROUPS_MAX ? [cellRules(count, groups, TARGET_GROUPS_MAX, "target groups")] : [];
}
