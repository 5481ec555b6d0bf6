import type { Demand } from "../../model/capacity/capacity-model";
import { figure, precise } from "../../model/capacity/figures";

/** From so many USD on, cents say nothing. */
const WHOLE_FROM = 100;

/** `12,346 USD`, `56.2 USD`. */
export function usdWords(usd: number): string {
  return `${figure(usd >= WHOLE_FROM ? Math.round(usd) : usd)} USD`;
}

/** A small amount to three digits: `0.0123 USD`. */
export function smallUsdWords(usd: number): string {
  return `${precise(usd)} USD`;
}

/** `10x` */
export function multipleWords(multiple: number): string {
  return `${figure(multiple)}x`;
}

/** `api: tasks` */
export function demandName({ subject, unit }: Pick<Demand, "subject" | "unit">): string {
  return `${subject.name}: ${unit}`;
}

/** An amount that may be a fraction, as bandwidth is. */
export function amountWords(amount: number): string {
  return precise(amount);
}
