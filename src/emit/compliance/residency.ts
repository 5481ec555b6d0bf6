import type { EmitContext } from "../emit-context";
import { type Block, paragraph, table } from "../markdown/blocks";
import { codeList, inlineCode, link } from "../markdown/inline";

/** Regions that hold the plan's data, and those that may. */
export function residency({ plan }: EmitContext): readonly Block[] {
  const { environment, recovery, requirements } = plan;
  const allowed = requirements.residency?.regions ?? [];
  const used: readonly (readonly [string, string])[] = [
    [environment.region, "everything that serves, its stores, backups and audit logs"],
    ...(recovery === null || recovery.region === null
      ? []
      : [
          [recovery.region, "what stands by: copies of backups, replicas, and the recovery region's own logs"] as const,
        ]),
  ];
  return [
    table(
      ["Region", "Holds", "Allowed"],
      used.map(([region, holds]) => [
        inlineCode(region),
        holds,
        allowed.length === 0 ? "the plan names no regions" : allowed.includes(region) ? "yes" : "no",
      ]),
    ),
    paragraph(
      "Allowed by ",
      inlineCode("requirements.residency.regions"),
      ": ",
      ...codeList(allowed, "not named"),
      ". The trail also records calls that were made in other regions, into this one. Store by store: ",
      link("DATA_GOVERNANCE.md", "DATA_GOVERNANCE.md"),
      ".",
    ),
  ];
}
