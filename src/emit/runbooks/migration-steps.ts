import {
  replicationErrors,
  replicationLag,
  replicationStatus,
  unequalTables,
} from "../commands/database-migration-commands";
import { linkState } from "../commands/link-commands";
import { transferRuns } from "../commands/transfer-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import type { ReplicationTarget, TransferTarget, WaveTarget } from "./migration-targets";
import { step } from "./steps";

/** Whether the other side can be reached, where the link is the plan's own. */
export function linkSteps({ plan, index, region }: EmitContext): readonly Item[] {
  const link = plan.migration?.network;
  if (link === undefined) return [];
  const command = linkState(link, index.oneByRole("migration-link")?.handles.name, region);
  return command === null
    ? [step("The link is not the plan's own: ask its owner whether it is up.")]
    : [
        step(
          link.kind === "site-to-site-vpn"
            ? "The tunnels: UP, both of them."
            : "The virtual interfaces: available, with BGP up.",
          command,
        ),
      ];
}

export function statusSteps({ source, forward, back }: ReplicationTarget, region: string): readonly Item[] {
  return [
    step(`${source.name}: the replication here.`, replicationStatus(forward, region)),
    ...(back === null ? [] : [step(`${source.name}: the way back.`, replicationStatus(back, region))]),
  ];
}

export function lagSteps({ source, forward }: ReplicationTarget, { account, region }: EmitContext): readonly Item[] {
  return [
    step(
      `${source.name}: seconds behind, in reading and in writing.`,
      replicationLag(forward, "CDCLatencySource", account, region),
      replicationLag(forward, "CDCLatencyTarget", account, region),
    ),
  ];
}

export function equalitySteps({ source, forward }: ReplicationTarget, region: string): readonly Item[] {
  return [step(`${source.name}: tables that are not proved equal; the list is empty.`, unequalTables(forward, region))];
}

export function errorSteps({ source, forward }: ReplicationTarget, region: string): readonly Item[] {
  return [step(`${source.name}: errors of the last hour.`, replicationErrors(forward, region))];
}

export function runSteps({ source, task }: TransferTarget, region: string): readonly Item[] {
  return [step(["Runs of ", inlineCode(source.name), ", and how they ended."], transferRuns(task, region))];
}

export function waveTitle({ wave }: WaveTarget, words: string): string {
  return `Wave ${wave.name}: ${words}`;
}
