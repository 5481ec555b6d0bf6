import type { ResourceEvidence } from "../../evidence/evidence";
import { type Block, tableOr } from "./blocks";
import { type Content, codeList, inlineCode } from "./inline";

/** How many addresses of one type stand in a cell before the rest are counted. */
const SHOWN_PER_TYPE = 6;

export interface AddressGroup {
  readonly stack: string;
  readonly type: string;
  readonly addresses: readonly string[];
}

/** By stack, then by type, in the order of the evidence, which is sorted. */
export function groupAddresses(resources: readonly ResourceEvidence[]): readonly AddressGroup[] {
  const groups = new Map<string, { stack: string; type: string; addresses: string[] }>();
  for (const { stack, type, address } of resources) {
    const key = `${stack} ${type}`;
    const group = groups.get(key) ?? { stack, type, addresses: [] };
    group.addresses.push(address);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Addresses for one cell: the first few, and how many more there are. */
export function addressCell(addresses: readonly string[]): Content {
  const more = addresses.length - SHOWN_PER_TYPE;
  const shown = codeList(addresses.slice(0, SHOWN_PER_TYPE), "none");
  return more > 0 ? [...shown, ` and ${more} more`] : shown;
}

/** Stack, type, count and addresses of what was generated. */
export function addressTable(resources: readonly ResourceEvidence[], none: Content): Block {
  return tableOr(
    ["Stack", "Resources", "Addresses"],
    groupAddresses(resources).map(({ stack, type, addresses }) => [
      inlineCode(stack),
      [`${addresses.length} × `, inlineCode(type)],
      addressCell(addresses),
    ]),
    none,
  );
}
