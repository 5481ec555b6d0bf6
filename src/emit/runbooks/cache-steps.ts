import { cacheEvents, cacheStatus } from "../commands/cache-commands";
import type { Item } from "../markdown/blocks";
import { step } from "./steps";
import type { CacheTarget } from "./targets";

export function cacheTitle({ store, group }: CacheTarget): string {
  return `${store.name}: Redis replication group ${group}`;
}

export function cacheStateSteps({ group }: CacheTarget, region: string): readonly Item[] {
  return [
    step("Members, and which of them is the primary.", cacheStatus(group, region)),
    step("What happened to it last.", cacheEvents(group, region)),
  ];
}
