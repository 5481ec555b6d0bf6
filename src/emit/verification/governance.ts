import { bucketProtection } from "../commands/bucket-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { ownerOfRunbook } from "../owners";
import { step } from "../runbooks/steps";
import { bucketTargets } from "../runbooks/targets";

/** Every store is classified by whoever knows its data, and buckets are closed as the document says. */
export function dataGovernanceCheck(context: EmitContext): readonly Item[] {
  const { plan, region } = context;
  return [
    step([
      inlineCode(ownerOfRunbook(plan, "data-erasure")),
      " goes through ",
      link("DATA_GOVERNANCE.md", "DATA_GOVERNANCE.md"),
      " with the teams of the services: classification, personal and cardholder data, retention of each store are right, and signed.",
    ]),
    ...bucketTargets(context).map(({ store, bucket }) =>
      step(`${store.name} is closed, encrypted and versioned.`, bucketProtection(bucket, region)),
    ),
    step([
      "An erasure is rehearsed with a made-up person in staging, as ",
      link("data-erasure.md", "runbooks/data-erasure.md"),
      " says, and nothing is left of them.",
    ]),
  ];
}
