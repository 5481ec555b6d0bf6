import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted } from "../visible-text";
import { error } from "./finding";

/** Findings about cells: what each has of its own, and what divides users between them. */

export interface CellCount {
  readonly cells: number;
  readonly range: SourceRange;
}

export function cellNameTaken(
  range: SourceRange,
  name: string,
  owner: { readonly name: string; readonly range: SourceRange; readonly cell: number },
): Diagnostic {
  return error("cell-name", range, {
    message: `${quoted(name)} is the name of ${quoted(owner.name)} in cell ${owner.cell}`,
    fix: "rename one of them",
    related: [{ range: owner.range, message: `has a copy in each cell` }],
  });
}

export function cellNameTooLong(range: SourceRange, name: string, longest: number, count: CellCount): Diagnostic {
  return error("cell-name", range, {
    message: `${quoted(name)} has no room for the number of a cell`,
    found: `${name.length} characters`,
    expected: `${longest} characters at most`,
    related: [{ range: count.range, message: `${count.cells} cells` }],
  });
}

export function cellsWithoutRouter(count: CellCount, lacking: string): Diagnostic {
  return error("cell-router", count.range, {
    message: `nothing can divide users between ${count.cells} cells: ${lacking}`,
    fix: "give the environment a domain and keep `edge.cdn`: a function of CloudFront divides them",
  });
}

export function cellRoute(range: SourceRange, longest: number, count: CellCount): Diagnostic {
  return error("cell-route", range, {
    message: "the route is too long to be told apart by cell",
    expected: `${longest} characters at most`,
    related: [{ range: count.range, message: `${count.cells} cells` }],
  });
}

export function cellRules(count: CellCount, found: number, limit: number, what: string): Diagnostic {
  return error("cell-limit", count.range, {
    message: `${count.cells} cells need more than one load balancer has`,
    found: `${found} ${what}`,
    expected: `${limit} at most`,
    fix: "use fewer cells, or divide the plan",
  });
}
