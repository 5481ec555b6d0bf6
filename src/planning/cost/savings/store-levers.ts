import { figure } from "../../../model/capacity/figures";
import { HOURS_PER_MONTH, SECONDS_PER_MONTH, usdExact } from "../cost-line";
import { auroraUnits } from "../store-costs";
import type { SavingsContext, SavingsLever } from "./savings-lever";

/** Percent of a database's bill above which AWS recommends I/O-Optimized (Aurora user guide, "Storage configurations"). */
const IO_SHARE_PERCENT = 25;

/** From how many I/O requests on I/O-Optimized is cheaper: they are free there, and capacity costs more. */
export function ioOptimized({ plan, book, load, when }: SavingsContext): readonly SavingsLever[] {
  const standard = book.price("aurora-acu-hour")?.usd;
  const optimized = book.price("aurora-io-optimized-acu-hour")?.usd;
  const perMillion = book.price("aurora-io-million")?.usd;
  if (standard === undefined || optimized === undefined || perMillion === undefined || perMillion === 0) return [];
  return plan.stores.flatMap((store) => {
    if (store.engine !== "aurora-postgresql") return [];
    const units = auroraUnits(plan, store, load);
    const more = units * HOURS_PER_MONTH * (optimized - standard);
    const millions = more / perMillion;
    const perSecond = (millions * 1e6) / SECONDS_PER_MONTH;
    return [
      {
        name: `Aurora I/O-Optimized for ${store.name}`,
        what: `Pays once I/O is more than about ${IO_SHARE_PERCENT} % of the database's bill: look at Aurora:StorageIOUsage in Cost Explorer. Storage costs more as well, which is not in the sum. opsplan makes Aurora Standard: it has no key for this yet.`,
        arithmetic: `${when}: ${figure(units)} ACU x ${HOURS_PER_MONTH} h x (${usdExact(optimized)} - ${usdExact(standard)}) = ${figure(more)} USD more; ÷ ${usdExact(perMillion)} a million = from ${figure(millions)} million I/O requests a month, ${figure(perSecond)}/s`,
        usd: null,
        bound: "about" as const,
        key: null,
      },
    ];
  });
}

/** Gigabytes that the sum on logs is made for: nobody has said how much is logged. */
const LOG_GIGABYTES = 100;

/** Days that CloudWatch counts as a month of storage. */
const DAYS_PER_MONTH = 30;

/** What logs cost to take in and to keep. */
export function logRetention({ plan, book }: SavingsContext): readonly SavingsLever[] {
  const taken = book.price("cloudwatch-logs-gb")?.usd;
  const kept = book.price("cloudwatch-logs-storage-gb-month")?.usd;
  if (taken === undefined || kept === undefined) return [];
  const days = plan.observability.logRetentionDays;
  const months = days / DAYS_PER_MONTH;
  return [
    {
      name: "Less logging, and a shorter log retention",
      what: "What is logged costs most when it comes in: log less before keeping it for less time. Standards of the plan may ask for the retention.",
      arithmetic: `for each ${LOG_GIGABYTES} GB a month: x ${usdExact(taken)} = ${figure(LOG_GIGABYTES * taken)} USD to take in, and kept ${days} days x ${figure(months)} months x ${usdExact(kept)} = ${figure(LOG_GIGABYTES * months * kept)} USD`,
      usd: null,
      bound: "about",
      key: "observability.logRetention",
    },
  ];
}
