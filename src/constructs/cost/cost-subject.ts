export const COST_SUBJECT = { kind: "plan", name: "cost" } as const;
