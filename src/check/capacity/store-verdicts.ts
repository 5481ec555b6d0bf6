import { quoted } from "../../diagnostics/visible-text";
import { cacheNodeFor } from "../../model/capacity/cache-nodes";
import type { Demand } from "../../model/capacity/demand";
import { figure } from "../../model/capacity/figures";
import type { RuleContext } from "../rule";
import type { FiledCapacity } from "./filed-capacity";
import { division, storePath, type Verdict } from "./verdict";

export function ofCache(context: RuleContext, filed: FiledCapacity, demand: Demand): Verdict {
  const { name } = demand.subject;
  const { demands } = filed.model.target;
  const needed = (resource: Demand["resource"]) =>
    demands.find((other) => other.resource === resource && other.subject.name === name)?.needed ?? 0;
  const type = cacheNodeFor(needed("cache-operations"), needed("cache-memory"));
  return {
    path: [...storePath(context, name), "nodeType"],
    allows: `a node of ${quoted(name)} carries ${figure(demand.limit ?? 0)} ${demand.unit}`,
    needs: figure(demand.needed),
    expected: `a node type that carries ${figure(demand.needed)} ${demand.unit}`,
    fix: type === null ? `no node does: ${division(filed)}` : `write \`nodeType: ${type}\`, or larger`,
  };
}

export function ofTable(context: RuleContext, { subject, resource, unit, needed, limit, limitKey }: Demand): Verdict {
  const key = resource === "table-reads" ? "maxReads" : "maxWrites";
  return {
    path: [...storePath(context, subject.name), "throughput", key],
    allows: `table ${quoted(subject.name)} takes at most ${figure(limit ?? 0)} ${unit}`,
    needs: figure(needed),
    expected: `${limitKey} of at least ${figure(needed)}`,
    fix: `write \`${key}: ${needed}\`, or leave it out for what AWS allows`,
  };
}
