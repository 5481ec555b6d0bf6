import type { PlanFile } from "./schema/plan-file";

/** Address ranges beside the VPC's own that a plan names: those of peers, and of where a migration comes from. */
export function takenRanges({ network, migration }: Pick<PlanFile, "network" | "migration">): readonly string[] {
  return [...network.peers.map(({ cidr }) => cidr), ...(migration?.network?.ranges ?? [])];
}
