/** What CloudWatch makes of the samples of a period (user guide, "CloudWatch statistics definitions"). */
export type Statistic =
  | { readonly kind: "Sum" | "SampleCount" | "Average" | "Minimum" | "Maximum" }
  /** `share` of the samples, between 0 and 1, are at or below the value. */
  | { readonly kind: "percentile"; readonly share: number }
  /** Per cent of the samples above `above` and at or below `upTo`: the lower bound is exclusive, the upper inclusive. */
  | { readonly kind: "percentile-rank"; readonly above: number; readonly upTo: number };

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;
const PERCENTILE_RANK = /^PR\((\d*\.?\d*):(\d*\.?\d*)\)$/;

/** @throws Error for a statistic that this simulation does not know */
export function parseStatistic(text: string): Statistic {
  switch (text) {
    case "Sum":
    case "SampleCount":
    case "Average":
    case "Minimum":
    case "Maximum":
      return { kind: text };
  }
  const percentile = PERCENTILE.exec(text);
  if (percentile !== null) return { kind: "percentile", share: Number(percentile[1]) / 100 };
  const rank = PERCENTILE_RANK.exec(text);
  if (rank === null || (rank[1] === "" && rank[2] === "")) throw new Error(`no such statistic here: ${text}`);
  return {
    kind: "percentile-rank",
    above: bound(rank[1], Number.NEGATIVE_INFINITY),
    upTo: bound(rank[2], Number.POSITIVE_INFINITY),
  };
}

function bound(text: string | undefined, open: number): number {
  return text === undefined || text === "" ? open : Number(text);
}
