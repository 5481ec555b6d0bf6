import { capacityModel } from "../../model/capacity/capacity-model";
import { figure } from "../../model/capacity/figures";
import { quotaDemands } from "../../model/capacity/quota-needs";
import { quotaValue } from "../commands/quota-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { link } from "../markdown/inline";
import { step } from "../runbooks/steps";
import { capacityHeadroom } from "./capacity";

/** The page itself, the quotas that it rests on, and what really runs against it. */
export function capacityModelSteps(context: EmitContext): readonly Item[] {
  const { plan, region } = context;
  const page = link("CAPACITY.md", "CAPACITY.md");
  if (capacityModel(plan) === null) {
    return [
      step(["The plan names no users to carry: ", page, " says what that leaves open."]),
      ...capacityHeadroom(context),
    ];
  }
  return [
    step(["The assumptions in ", page, " are agreed with whoever knows the load, and nothing is left as not known."]),
    ...quotaDemands(plan).map(({ quota, needed }) =>
      step(`The account has at least ${figure(needed)} of ${quota.name}.`, quotaValue(quota, region)),
    ),
    ...capacityHeadroom(context),
  ];
}
