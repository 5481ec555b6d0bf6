import { formatDuration } from "../../model/units/duration";
import { raiseReplicationCapacity, startReplication, stopReplication } from "../commands/database-migration-commands";
import { slots } from "../commands/replication-user-commands";
import { agentStates, startTransfer } from "../commands/transfer-commands";
import { link } from "../markdown/inline";
import { databaseStateSteps, topLoadSteps } from "./database-steps";
import { equalitySteps, errorSteps, lagSteps, linkSteps, runSteps, statusSteps } from "./migration-steps";
import { migrationOf, replicationTargets, transferTargets, waveTargets } from "./migration-targets";
import type { RunbookWriter } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";

/** The largest number of capacity units that DMS Serverless takes (API reference, ComputeConfig). */
const LARGEST_CAPACITY = 384;

export const migrationReplication: RunbookWriter = (context) => {
  const { region, plan } = context;
  const replications = replicationTargets(context);
  const transfers = transferTargets(context);
  const { max } = migrationOf(plan).replication.capacity;
  const larger = Math.min(max * 2, LARGEST_CAPACITY);
  return {
    title: "Replication of a migration",
    trigger:
      "The link is down, a replication failed, stopped or falls behind, its log has errors, or a file transfer failed.",
    impact: [
      "Users notice nothing: the old system serves them, or the new one does without its way back.",
      ...waveTargets(context).map(
        ({ wave, replications: moved }) =>
          `Wave ${wave.name} is not cut over while ${moved.length > 0 ? `it is more than ${formatDuration(wave.maxLag)} behind, or not equal` : "a run of its transfers fails"}.`,
      ),
      "The source keeps its log until it is read: its disk fills while a replication stands still.",
    ],
    firstMinutes: [...linkSteps(context), ...replications.flatMap((one) => statusSteps(one, region))],
    diagnosis: [
      ...replications.map((one) =>
        group(
          `${one.source.name}: ${one.source.engine} to ${one.source.target}`,
          ...errorSteps(one, region),
          ...lagSteps(one, context),
          ...equalitySteps(one, region),
          ...databaseStateSteps(one.store, region),
          ...topLoadSteps(one.store, "Statements that keep it busy", "db.sql_tokenized", region),
          ...(one.back === null ? [] : [step("What slots of the new database hold back.", slots(one.store, region))]),
        ),
      ),
      ...groupIfAny(
        "Files",
        transfers.length === 0
          ? []
          : [step("Agents: ONLINE.", agentStates(region)), ...transfers.flatMap((one) => runSteps(one, region))],
      ),
    ],
    decisions: [
      { when: "The alarm is replication-stopped, and somebody stopped it by hand", act: "Nothing to do" },
      {
        when: "A tunnel is down for less than an hour",
        act: "AWS renews tunnels one at a time: wait, as long as the other is up",
      },
      {
        when: "Both tunnels, or the link, are down",
        act: "Ask whoever runs the other side; replications go on by themselves when it is back",
      },
      {
        when: "Reading is behind (source-lag)",
        act: "The source: a long transaction, too little log kept, a slow link. Ask its administrators",
      },
      {
        when: "Writing is behind (target-lag)",
        act: "The new database is busy, or a table has no key: see what keeps it busy; more capacity, below",
      },
      { when: "It failed with a place in the log that is no longer there", act: "It cannot go on: load anew, below" },
      {
        when: "A table is suspended, or rows failed validation",
        act: "Correct the cause at the source or in the mapping; reload that table alone in the DMS console",
      },
      {
        when: "It has stood still for 48 hours",
        act: "DMS has taken its resources away: it resumes only if the source still has the log, else load anew",
      },
      {
        when: "Less than a wave's window is left before its cut-over",
        act: ["No-go: say so, and move the day. See ", see("cut-over")],
      },
    ],
    mitigation: [
      ...replications.map(({ source, forward, back }) =>
        group(
          source.name,
          step("Go on where it stopped.", startReplication(forward, "resume-processing", region)),
          ...(back === null
            ? []
            : [
                step(
                  "The way back, after the switch: go on where it stopped.",
                  startReplication(back, "resume-processing", region),
                ),
              ]),
          step(
            `More capacity: up to ${larger} units instead of ${max}. It must stand still for that.`,
            stopReplication(forward, region),
            raiseReplicationCapacity(forward, larger, region),
            startReplication(forward, "resume-processing", region),
          ),
          step(
            "Before the switch only: load everything anew. The tables of the new database are emptied first.",
            startReplication(forward, "reload-target", region),
          ),
        ),
      ),
      ...transfers.map(({ source, task }) =>
        group(source.name, step("Run it again: it carries what is missing.", startTransfer(task, region))),
      ),
    ],
    verification: replications.map((one) =>
      group(one.source.name, ...statusSteps(one, region), ...lagSteps(one, context), ...equalitySteps(one, region)),
    ),
    rollback: [
      group(
        "Capacity",
        step([
          `Make a larger capacity last: set migration.replication.capacity in the plan, synthesise and apply. Terraform stops a replication whose settings it changes: start it again. See `,
          link("DATA_MIGRATION_PLAN.md", "../DATA_MIGRATION_PLAN.md"),
          ".",
        ]),
      ),
    ],
  };
};
