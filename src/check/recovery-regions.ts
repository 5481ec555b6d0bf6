import type { SourceRange } from "../diagnostics/diagnostic";
import { placeOf } from "./places";
import type { RuleContext } from "./rule";

export interface RecoveryRegion {
  readonly environment: string;
  /** The plan's own region, and where it recovers. */
  readonly home: string;
  readonly region: string;
  /** Where the recovery region is named. */
  readonly range: SourceRange;
}

/** Recovery regions in which something of the plan stands: with recovery objectives, and apart from the region. */
export function recoveryRegions({ file, tree }: RuleContext): readonly RecoveryRegion[] {
  if (file.requirements?.recovery === undefined) return [];
  return Object.entries(file.environments ?? {}).flatMap(([environment, { region: home, recoveryRegion: region }]) =>
    region === undefined || region === home
      ? []
      : [{ environment, home, region, range: placeOf(tree, ["environments", environment, "recoveryRegion"]) }],
  );
}
