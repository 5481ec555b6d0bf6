import { containsCidr } from "./cidr";
import { addressesOf, databaseSources, linkRanges } from "./migration";
import type { Plan } from "./plan";

/** A range in which a database of the migration answers, and its port. */
export interface OutsideSource {
  readonly cidr: string;
  readonly port: number;
}

/**
 * Databases that a migration reaches over the internet, each range and port once: those that stand neither behind the
 * link nor in a network that the plan's own is connected to.
 */
export function outsideSources(plan: Pick<Plan, "migration" | "network">): readonly OutsideSource[] {
  const peers = plan.network.kind === "managed" ? plan.network.peerCidrs : [];
  const connected = [...linkRanges(plan), ...peers];
  const all = databaseSources(plan).flatMap((source) =>
    addressesOf(plan, source)
      .filter((cidr) => !connected.some((range) => containsCidr(range, cidr)))
      .map((cidr) => ({ cidr, port: source.port })),
  );
  return [...new Map(all.map((one) => [`${one.cidr}:${one.port}`, one])).values()];
}
