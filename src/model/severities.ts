/** Incident severities and ticket priorities share one scale, the specification's. Most urgent first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

export type Severity = (typeof SEVERITIES)[number];
