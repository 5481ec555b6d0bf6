import { z } from "zod";

/** An amount in a currency, by its ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

const MONEY = /^(\d+(?:\.\d{1,2})?)\s*([A-Z]{3})$/;

export const MONEY_EXPECTED = "an amount with its ISO 4217 currency such as 18000 USD";

export function parseMoney(text: string): Money | undefined {
  const match = MONEY.exec(text.trim());
  if (!match?.[1] || !match[2]) return undefined;
  return { amount: Number(match[1]), currency: match[2] };
}

/** `18,000 USD`. Grouping is fixed, not the machine's locale, so that documents are the same everywhere. */
export function formatMoney({ amount, currency }: Money): string {
  const [whole = "0", cents] = amount.toFixed(2).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${grouped}${cents === "00" ? "" : `.${cents}`} ${currency}`;
}

export const moneySchema = z
  .string()
  .regex(MONEY)
  .transform((text, context): Money => {
    const parsed = parseMoney(text);
    if (parsed) return parsed;
    context.addIssue({ code: "custom", message: MONEY_EXPECTED });
    return z.NEVER;
  })
  .meta({ title: "money", examples: ["18000 USD"] });
