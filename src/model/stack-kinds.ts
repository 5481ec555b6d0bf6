/** The stacks of one environment, in the order in which they apply. One Terraform state each. */
export const STACK_KINDS = [
  "bootstrap",
  "foundation",
  "security",
  "incident",
  "data",
  "standby",
  "services",
  "edge",
  "observability",
  "recovery",
  "delivery",
  "resilience",
  "migration",
  "cost",
] as const;

export type StackKind = (typeof STACK_KINDS)[number];
