import { isHeterogeneous } from "../../model/migration";
import type { MigrationSource } from "../../model/plan";

/** The strategies of AWS (Prescriptive Guidance, "About the migration strategies") that a plan can take, and what each means here. */
export const STRATEGIES = {
  rehost: "moved as it is: AWS Application Migration Service copies the disks of servers",
  replatform: "moved to a managed service of the same kind, otherwise unchanged",
  refactor: "changed on the way, to use what the new platform offers",
  retire: "not moved: switched off, and its data archived",
} as const;

export type Strategy = keyof typeof STRATEGIES;

/** A database that changes its engine is refactored in AWS's words, since its code must be translated. */
export function strategyOf(source: MigrationSource): Strategy {
  if (source.kind === "servers") return source.strategy;
  return source.kind === "database" && isHeterogeneous(source) ? "refactor" : "replatform";
}
