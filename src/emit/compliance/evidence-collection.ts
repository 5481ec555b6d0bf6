import { packCompliance, packScores, securityHubFailures } from "../commands/conformance-commands";
import { applyOrder, terraformDrift } from "../commands/terraform-commands";
import type { EmitContext } from "../emit-context";
import { type Block, numbered, paragraph } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";

/** What an assessor is given, as commands whose output is kept with its date. */
export function evidenceCollection(context: EmitContext): readonly Block[] {
  const { index, region } = context;
  const packs = index.byRole("conformance-pack");
  const names = packs.map(({ handles }) => handles.name);
  return [
    paragraph(
      "Keep the output of each with its date. A rule that stands in a pack does not stand beside it: one evaluation, one charge for each pack that holds it.",
    ),
    numbered([
      ...(names.length === 0 ? [] : [step("How far each pack is kept, in percent.", packScores(names, region))]),
      ...packs.map(({ handles, resource }) =>
        step(
          ["Rule by rule: ", inlineCode(handles.name), ", ", inlineCode(resource.address), "."],
          packCompliance(handles.name, region),
        ),
      ),
      ...(index.providing("security-standard").length === 0
        ? []
        : [step("What fails in the standards of Security Hub.", ...securityHubFailures(region))]),
      step(
        "That what stands in the account is what was generated: exit code 0 for each stack.",
        ...applyOrder(context).map(terraformDrift),
      ),
      step(["This document and ", inlineCode("evidence.json"), ", at the commit that was applied."]),
    ]),
  ];
}
