import type { ResourceEvidence } from "../../evidence/evidence";
import { evidencing, type SuccessCriterionEntry } from "../../model/catalogue/deliverables";
import type { Phase } from "../../model/plan";
import { handedOver } from "../../planning/handed-over";
import type { EmitContext } from "../emit-context";
import { addressCell, groupAddresses } from "../markdown/addresses";
import { type Block, heading, paragraph, tableOr } from "../markdown/blocks";
import { type Content, inlineCode, link, separated } from "../markdown/inline";

/** Resources that provide any of the capabilities an entry asks for or is helped by. */
export function providers({ evidence }: EmitContext, entry: SuccessCriterionEntry): readonly ResourceEvidence[] {
  const wanted = evidencing(entry);
  return evidence.resources.filter((resource) => wanted.some((one) => resource.capabilities.includes(one)));
}

/** One deliverable or success criterion: who gives what, and how it is verified. */
export function entryBlocks(context: EmitContext, phase: Phase, entry: SuccessCriterionEntry): readonly Block[] {
  return [
    heading(3, inlineCode(entry.name)),
    paragraph("Phase ", inlineCode(phase.name), ". ", documents(entry), " ", verification(entry)),
    ...(entry.capabilities.length === 0 ? [] : [capabilityTable(context, entry)]),
  ];
}

/** A row per capability and type: a capability that nothing generated provides says who does. */
function capabilityTable(context: EmitContext, entry: SuccessCriterionEntry): Block {
  const given = handedOver(context.plan);
  const added = entry.contributing?.filter((capability) => context.index.providing(capability).length > 0) ?? [];
  return tableOr(
    ["Capability", "Stack", "Resources", "Addresses"],
    [...entry.capabilities, ...added].flatMap((capability): readonly (readonly Content[])[] => {
      const groups = groupAddresses(context.index.providing(capability));
      if (groups.length === 0)
        return [[inlineCode(capability), "none", "0", given.get(capability) ?? "nothing provides it"]];
      return groups.map(({ stack, type, addresses }) => [
        inlineCode(capability),
        inlineCode(stack),
        [`${addresses.length} × `, inlineCode(type)],
        addressCell(addresses),
      ]);
    }),
    "Nothing is generated for it.",
  );
}

function documents({ documents: paths, verification: how }: SuccessCriterionEntry): Content {
  if (typeof how !== "string") return ["Document: ", inlineCode(how.document), "."];
  if (paths.length === 0) return "No documents belong to it.";
  return [
    "Documents: ",
    ...separated(
      paths.map((path) => link(path, path)),
      ", ",
    ),
    ".",
  ];
}

function verification({ verification: how }: SuccessCriterionEntry): Content {
  if (typeof how !== "string") return ["A person verifies it: ", how.manual];
  return ["Verified by ", link(how, `#${how}`), "."];
}
