import { capacityTarget } from "../../diagnostics/catalogue/capacity";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { Demand } from "../../model/capacity/demand";
import { ofConnections, ofReaders, ofWriter } from "../capacity/database-verdicts";
import { arithmeticOf, type FiledCapacity, filedCapacity, isShort } from "../capacity/filed-capacity";
import { ofQueue, ofService } from "../capacity/service-verdicts";
import { ofCache, ofTable } from "../capacity/store-verdicts";
import type { Verdict } from "../capacity/verdict";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

/** A maximum of the plan that cannot carry the plan's own target. */
export const capacityTargetRule: Rule = {
  code: "capacity-target",
  check(context) {
    const filed = filedCapacity(context);
    if (filed === null) return [];
    const { target } = filed.model;
    return target.demands.filter(isShort).flatMap((demand) => judge(context, filed, demand));
  },
};

function judge(context: RuleContext, filed: FiledCapacity, demand: Demand): readonly Diagnostic[] {
  const verdict = verdictOf(context, filed, demand);
  if (verdict === null) return [];
  const { path, ...words } = verdict;
  return [
    capacityTarget(placeOf(context.tree, path), {
      ...words,
      arithmetic: arithmeticOf(filed, demand),
      target: placeOf(context.tree, ["requirements", "capacity", "growth"]),
    }),
  ];
}

function verdictOf(context: RuleContext, filed: FiledCapacity, demand: Demand): Verdict | null {
  switch (demand.resource) {
    case "tasks":
    case "instances":
      return ofService(context, filed, demand);
    case "database-capacity":
      return demand.unit === "ACU of the writer" ? ofWriter(context, filed, demand) : ofReaders(context, filed, demand);
    case "database-connections":
      return ofConnections(context, filed, demand);
    case "cache-operations":
    case "cache-memory":
      return ofCache(context, filed, demand);
    case "table-reads":
    case "table-writes":
      return ofTable(context, demand);
    case "queue-messages":
      return ofQueue(context, filed, demand);
    // AWS or the network sets the others; quotas are watched and asked for.
    case "load-balancer-units":
    case "load-balancer-targets":
    case "nat-bandwidth":
    case "nat-connections":
    case "quota":
      return null;
  }
}
