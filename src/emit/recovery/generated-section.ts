import type { Capability } from "../../model/capabilities";
import type { EmitContext } from "../emit-context";
import { addressCell, groupAddresses } from "../markdown/addresses";
import { type Block, paragraph, tableOr } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";

const PARTS: readonly (readonly [string, Capability])[] = [
  ["What the engines keep", "backup"],
  ["Backups", "backup-plan"],
  ["Copies of backups", "backup-copy"],
  ["Locks of vaults", "backup-lock"],
  ["Restore tests", "restore-test"],
  ["Replication", "replication"],
  ["What stands by", "standby"],
  ["Failover", "failover"],
  ["Health checks", "health-check"],
  ["Rehearsed failures", "game-day"],
];

/** What recovery rests on, with addresses; and which stack waits for a disaster. */
export function generatedSection({ evidence, index }: EmitContext): readonly Block[] {
  const rows = PARTS.flatMap(([words, capability]) =>
    groupAddresses(index.providing(capability)).map(({ stack, addresses }): readonly Content[] => [
      words,
      inlineCode(stack),
      addressCell(addresses),
    ]),
  );
  const cold = evidence.stacks.filter((stack) => stack.cold);
  return [
    ...cold.map(({ name, resources }) =>
      paragraph(
        "The stack ",
        inlineCode(name),
        ` is generated, with ${resources} resources, and reviewed with the rest, but applied only when the region is lost. Until then it costs nothing, and nothing of it exists.`,
      ),
    ),
    tableOr(["Part", "Stack", "Addresses"], rows, "Nothing is generated for recovery."),
  ];
}
