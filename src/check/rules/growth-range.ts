import { growthRange } from "../../diagnostics/catalogue/capacity";
import { nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule } from "../rule";

const GROWTH = ["requirements", "capacity", "growth"];

/**
 * Below today's peak there is nothing to carry: a plan sized for it would fail tomorrow. Beyond a thousand times the
 * model's premise breaks: that what a request costs at the peak it costs at the target.
 */
export const LEAST_GROWTH = 1;
export const MOST_GROWTH = 1000;

export const growthRangeRule: Rule = {
  code: "growth-range",
  check({ file, tree }) {
    const growth = file.requirements?.capacity?.growth;
    if (growth === undefined || (growth >= LEAST_GROWTH && growth <= MOST_GROWTH)) return [];
    const node = nodeAtPath(tree, GROWTH);
    const found = node?.kind === "scalar" ? String(node.value) : `${growth}x`;
    return [growthRange(placeOf(tree, GROWTH), found, reasonAgainst(growth), MOST_GROWTH)];
  },
};

function reasonAgainst(growth: number): string {
  if (growth === 0) return "with no users there is nothing to carry";
  return growth < LEAST_GROWTH
    ? "a target below today's peak leaves out users who are there already"
    : "so far beyond what was measured, no request costs what it costs today";
}
