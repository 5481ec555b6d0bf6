import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted } from "../visible-text";
import { error, suggestion, warning } from "./finding";

/** Findings about prices and budgets. */

export function unknownPrice(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-price", range, {
    message: `there is no price ${quoted(name)}`,
    expected:
      "a name of the price table, such as fargate-vcpu-hour, or the name of a type that the plan uses: ec2-m7g-large-hour, cache-r7g-large-hour",
    ...suggestion(name, known),
  });
}

export function budgetCurrency(range: SourceRange, currency: string): Diagnostic {
  return warning("budget-currency", range, {
    message:
      "AWS Budgets counts in US dollars: nothing generated watches this budget, and no estimate is compared with it",
    found: currency,
    expected: "USD",
    fix: "write the amount in USD, at the rate that you budget with",
  });
}
