import { figure } from "../../model/capacity/figures";
import type { PriceBook } from "../../model/prices/price-book";
import { type CostLine, costLine, type Quantity } from "./cost-line";
import type { Generated } from "./generated";

/** Alarms, dashboards, keys and secrets: the same whatever the load. */
export function watchCosts(generated: Generated, book: PriceBook): readonly CostLine[] {
  return [
    ...counted(book, "monitoring", "alarms", [
      [generated.metricAlarms, "metric alarms", "cloudwatch-alarm-month"],
      [generated.compositeAlarms, "composite alarms", "cloudwatch-composite-alarm-month"],
    ]),
    ...counted(book, "monitoring", "dashboards", [[generated.dashboards, "dashboards", "cloudwatch-dashboard-month"]]),
    ...counted(book, "security", "keys and secrets", [
      [generated.keys, "keys", "kms-key-month"],
      [generated.secrets, "secrets", "secret-month"],
    ]),
  ];
}

function counted(
  book: PriceBook,
  part: CostLine["part"],
  what: string,
  items: readonly (readonly [number, string, string])[],
): readonly CostLine[] {
  const quantities = items
    .filter(([amount]) => amount > 0)
    .map(([amount, noun, price]): Quantity => ({ amount, words: `${figure(amount)} ${noun}`, price }));
  return quantities.length === 0 ? [] : [costLine(book, part, what, quantities)];
}
