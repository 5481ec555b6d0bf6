import { quoted } from "../../diagnostics/visible-text";
import type { Demand } from "../../model/capacity/demand";
import { figure } from "../../model/capacity/figures";
import type { RuleContext } from "../rule";
import { type FiledCapacity, isShort } from "./filed-capacity";
import { division, servicePath, type Verdict } from "./verdict";

/** The schema's, which is that of ECS: tasks of a service. */
const MOST_COPIES = 5000;

export function ofService(
  context: RuleContext,
  filed: FiledCapacity,
  { subject, unit, needed, limit, limitKey }: Demand,
): Verdict {
  return {
    path: [...servicePath(context, subject.name), "scaling", "max"],
    allows: `service ${quoted(subject.name)} runs at most ${figure(limit ?? 0)} ${unit}`,
    needs: figure(needed),
    expected: `${limitKey} of at least ${figure(needed)}`,
    fix: needed > MOST_COPIES ? division(filed) : `write \`max: ${needed}\``,
  };
}

/** Consumers that are too few by their own numbers have been found already. */
export function ofQueue(context: RuleContext, { model, subject }: FiledCapacity, demand: Demand): Verdict | null {
  const name = demand.limitKey?.split(".")[1] ?? "";
  const consumer = subject.services.find((service) => service.name === name);
  if (consumer === undefined) return null;
  const found = model.target.demands.some((other) => other.subject.name === name && isShort(other));
  if (found) return null;
  const each = consumer.capacity.requestsPerSecond ?? 0;
  const missing = each === 0 ? 0 : Math.ceil((demand.needed - (demand.limit ?? 0)) / each);
  const max = consumer.scaling.max + missing;
  return {
    path: [...servicePath(context, name), "scaling", "max"],
    allows: `the readers of queue ${quoted(demand.subject.name)} take at most ${figure(demand.limit ?? 0)} messages/s`,
    needs: figure(demand.needed),
    expected: `services.${name}.scaling.max of at least ${figure(max)}`,
    fix: `write \`max: ${max}\`, or correct services.${name}.capacity.requestShare`,
  };
}
