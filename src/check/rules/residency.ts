import { regionOutside } from "../../diagnostics/catalogue/governance";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { residencyOf } from "../../model/residency";
import type { NodePath } from "../../parse/locate";
import { nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Data stays where law or contract allow it: stores, what is copied to another region, what another account keeps. */
export const residencyRule: Rule = {
  code: "residency",
  check({ file, tree }) {
    const residency = file.requirements ? residencyOf(file.requirements) : null;
    if (residency === null) return [];
    const judge = (path: NodePath, region: string | undefined, what: string): readonly Diagnostic[] =>
      region === undefined || residency.regions.includes(region) || !nodeAtPath(tree, path)
        ? []
        : [regionOutside(placeOf(tree, path), region, what, residency)];
    const vault = file.recovery?.backup.crossAccountVault;
    return [
      ...Object.entries(file.environments ?? {}).flatMap(([name, { region, recoveryRegion }]) => [
        ...judge(["environments", name, "region"], region, "the region"),
        ...judge(["environments", name, "recoveryRegion"], recoveryRegion, "the recovery region"),
      ]),
      ...judge(["recovery", "backup", "crossAccountVault"], vault?.split(":")[3], "the region of the vault,"),
    ];
  },
};
