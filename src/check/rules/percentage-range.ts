import { percentageRange } from "../../diagnostics/catalogue/infrastructure";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { formatPercentage, type Percentage } from "../../model/units/percentage";
import { type NodePath, pathText } from "../../parse/locate";
import { placeOf } from "../places";
import { recoveryOf } from "../recovery-of";
import type { Rule, RuleContext } from "../rule";

/** Alarms are on above their threshold, and nothing is above 100 %. Capacity alone counts from its threshold on. */
const BELOW_ALL = 99.99;

interface Share {
  readonly path: NodePath;
  readonly value: Percentage | undefined;
  readonly low: number;
  readonly high: number;
}

/** Shares of a whole. Budget alerts may go beyond 100 %, so they are not among them; SLO targets have their own rule. */
export const percentageRangeRule: Rule = {
  code: "percentage-range",
  check(context) {
    return shares(context).flatMap((share) => outside(context, share));
  },
};

function shares(context: RuleContext): readonly Share[] {
  const { file } = context;
  const recovery = recoveryOf(context);
  const threshold = (key: "errorRate" | "cpu" | "memory" | "databaseConnections"): Share => ({
    path: ["observability", "thresholds", key],
    value: file.observability?.thresholds[key],
    low: 0.01,
    high: BELOW_ALL,
  });
  const targets = (file.services ?? []).map(
    ({ scaling }, index): Share => ({
      path: ["services", index, "scaling", "targetCpu"],
      value: scaling.targetCpu,
      low: 1,
      high: 100,
    }),
  );
  const availability: Share = {
    path: ["requirements", "availability"],
    value: file.requirements?.availability,
    low: 0.01,
    high: 99.9999,
  };
  const meanLoad: Share = {
    path: ["requirements", "capacity", "meanLoad"],
    value: file.requirements?.capacity?.meanLoad,
    low: 1,
    high: 100,
  };
  const triggers = Object.entries(file.tickets?.triggers ?? {}).map(
    ([name, trigger]): Share => ({
      path: ["tickets", "triggers", name, "threshold"],
      value: trigger?.threshold,
      low: 0.01,
      high: name === "capacity_threshold_approaching" ? 100 : BELOW_ALL,
    }),
  );
  const thresholds = [threshold("errorRate"), threshold("cpu"), threshold("memory"), threshold("databaseConnections")];
  // Compute at zero is what tells pilot light from the patterns beyond it.
  const standby: Share = {
    path: ["recovery", "standbyCapacity"],
    value: file.recovery?.standbyCapacity,
    low: recovery === null || recovery.pattern === "pilot-light" ? 0 : 1,
    high: 100,
  };
  return [availability, meanLoad, ...targets, ...thresholds, ...triggers, standby];
}

function outside({ tree }: RuleContext, { path, value, low, high }: Share): readonly Diagnostic[] {
  if (value === undefined || (value.percent >= low && value.percent <= high)) return [];
  return [percentageRange(placeOf(tree, path), pathText(tree, path), formatPercentage(value), `${low} % to ${high} %`)];
}
