import type { Diagnostic } from "../diagnostics/diagnostic";
import type { PlanFile } from "../model/schema/plan-file";
import type { PlanDocument } from "../parse/located";
import { cellFindings } from "./cell-findings";

/** What stands against the cells that the capacity model chose; a number that is written was checked with the rest. */
export function checkChosenCells(file: PlanFile, document: PlanDocument, cells: number): readonly Diagnostic[] {
  if (file.requirements.capacity?.cells !== "auto") return [];
  const { tree, environment } = document;
  return cellFindings({ file, tree, written: tree, environment }, cells);
}
