import { reverseSlot } from "../../model/migration";
import { formatDuration } from "../../model/units/duration";
import { replicationLag, stopReplication, unequalTables } from "../commands/database-migration-commands";
import { dropSlot, slots } from "../commands/replication-user-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { link } from "../markdown/inline";
import { servicesOf } from "./cut-over";
import { linkSteps, statusSteps, waveTitle } from "./migration-steps";
import { type ReplicationTarget, type WaveTarget, waveTargets } from "./migration-targets";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { group, see, step } from "./steps";

export const migrationRollback: RunbookWriter = (context) => {
  const { region } = context;
  const waves = waveTargets(context);
  return {
    title: "Roll back a migration",
    trigger: [
      "A wave that was switched must go back to the old system. Before the switch there is nothing to do here: ",
      see("cut-over"),
      ".",
    ],
    impact: waves.map((target) => `Wave ${target.wave.name}: ${lossWords(target)}`),
    firstMinutes: [
      step(["Is it the migration? A fault of a release is rolled back faster: ", see("roll-back"), "."]),
      ...linkSteps(context),
      ...waves.flatMap(({ replications }) => replications.flatMap((one) => statusSteps(one, region))),
    ],
    diagnosis: waves.map((target) => group(waveTitle(target, "can it go back?"), ...canGoBack(target, context))),
    decisions: waves.flatMap(decisions),
    mitigation: waves.map((target) => goBack(target, context)),
    verification: [
      group(
        "The old system",
        step("With test accounts: read something that was written after the switch; write something new."),
        step("Its own monitoring is quiet, and users say that they are well."),
      ),
    ],
    rollback: [
      group(
        "Forward again",
        step([
          "The old system is now the newer one: load the new one anew, databases with the start type reload-target, and plan the wave again. See ",
          link("DATA_MIGRATION_PLAN.md", "../DATA_MIGRATION_PLAN.md"),
          ".",
        ]),
      ),
    ],
  };
};

/** Whether everything that is written after the switch is carried back: databases are, as long as the plan wants it. */
function isCarriedBack({ replications, transfers }: WaveTarget): boolean {
  return transfers.length === 0 && replications.every(({ back }) => back !== null);
}

function lossWords(target: WaveTarget): string {
  const { wave, replications, transfers } = target;
  const closed = `Later the way back is closed.`;
  const period = `for ${formatDuration(wave.rollbackWindow)} after the switch`;
  const databases = replications.every(({ back }) => back !== null)
    ? `${period} the old databases have every change of the new ones, and nothing is lost. ${closed}`
    : "the plan keeps no way back for its databases. What was written since the switch is lost, unless somebody writes it again.";
  const files = "Files that were written since the switch are copied back by hand.";
  if (replications.length > 0) return transfers.length > 0 ? `${databases} ${files}` : databases;
  return `${period} the old system is kept. ${transfers.length > 0 ? `${files} ` : ""}${closed}`;
}

function decisions(target: WaveTarget): readonly Decision[] {
  const { wave, replications } = target;
  const period = formatDuration(wave.rollbackWindow);
  const runs = replications.some(({ back }) => back !== null);
  return [
    {
      when: `Wave ${wave.name}: within ${period} of the switch${runs ? ", and the way back is running and equal" : ""}`,
      act: isCarriedBack(target)
        ? "Go back, below: nothing is lost"
        : "Go back, below; the owner of the data first says what becomes of that which was written since and is not carried back",
    },
    {
      when: `Wave ${wave.name}: after ${period}${runs ? ", or the way back is broken" : ""}`,
      act: ["Do not go back. Repair forward, or restore the new store to a moment before the damage: ", see("restore")],
    },
  ];
}

function canGoBack({ replications, transfers }: WaveTarget, { account, region }: EmitContext): readonly Item[] {
  return [
    ...replications.flatMap(({ source, back, store }) =>
      back === null
        ? []
        : [
            step(
              `${source.name}: how far the old database is behind.`,
              replicationLag(back, "CDCLatencyTarget", account, region),
            ),
            step(`${source.name}: tables that are not proved equal; the list is empty.`, unequalTables(back, region)),
            step(`${source.name}: the slot is in use and holds little back.`, slots(store, region)),
          ],
    ),
    ...transfers.map(({ source }) =>
      step(
        `${source.name}: files written since the switch are in the bucket alone. Whoever goes back copies them by hand: nothing generated carries files out.`,
      ),
    ),
  ];
}

function goBack(target: WaveTarget, context: RunbookContext): StepGroup {
  const { region } = context;
  return group(
    waveTitle(target, "go back"),
    step("Say that it begins, and close the new system to users."),
    ...servicesOf(target, context).map(({ service, operations }) =>
      step(`${service.name} writes no more.`, operations.setRange(0, 0)),
    ),
    ...target.replications.flatMap((one) => drainBack(one, context)),
    step(
      "Give the old system its rights to write again, start its jobs, point names and connection strings back at it.",
    ),
    ...target.servers.map(({ name, count }) => step(`${name}: switch the ${count} servers on again.`)),
    step("Open it to users, and say so."),
    ...target.replications.flatMap(({ source, back, store }) =>
      back === null
        ? []
        : [
            step(
              `${source.name}: the new database need keep no changes any more; a slot that nobody reads fills its volume.`,
              dropSlot(store, reverseSlot(source), region),
            ),
          ],
    ),
  );
}

function drainBack({ source, back }: ReplicationTarget, { account, region }: EmitContext): readonly Item[] {
  if (back === null) return [];
  return [
    step(
      `${source.name}: the last changes arrive in the old database: 0 seconds behind, and the list of unequal tables is empty.`,
      replicationLag(back, "CDCLatencyTarget", account, region),
      unequalTables(back, region),
    ),
    step(`${source.name}: the way back has done its work.`, stopReplication(back, region)),
  ];
}
