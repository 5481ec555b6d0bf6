import { stateInLostRegion } from "../../diagnostics/catalogue/recovery-objectives";
import { isLive } from "../../model/recovery";
import { nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import { recoveryOf } from "../recovery-of";
import type { Rule } from "../rule";

/**
 * A standby that is applied once the region is lost needs Terraform's state on that day. Only a region that somebody wrote
 * is judged: the derived one is the environment's, as for most plans, and `RECOVERY.md` names it among the limits.
 */
export const recoveryStateRule: Rule = {
  code: "recovery-state",
  check(context) {
    const { file, tree } = context;
    const recovery = recoveryOf(context);
    if (recovery === null || recovery.region === null || isLive(recovery.pattern)) return [];
    const own = file.environments?.[recovery.environment];
    const written = nodeAtPath(tree, ["state", "region"]) === undefined ? undefined : file.state?.region;
    if (own === undefined || written !== own.region || file.state?.bucket === undefined) return [];
    const environment = placeOf(tree, ["environments", recovery.environment, "region"]);
    return [stateInLostRegion(placeOf(tree, ["state", "region"]), written, environment)];
  },
};
