import { cutOverSchedule, reverseSlot } from "../../model/migration";
import { formatDuration } from "../../model/units/duration";
import { alarmStates } from "../commands/alarm-commands";
import { startReplicationAt, stopReplication, tableProgress } from "../commands/database-migration-commands";
import { createSlot, queries } from "../commands/replication-user-commands";
import { ask } from "../commands/shell";
import { bucketSummary, startTransfer } from "../commands/transfer-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { clock } from "../migration/clock";
import { goNoGo } from "../migration/go-no-go";
import { reconciliation } from "../migration/reconciliation";
import { equalitySteps, errorSteps, lagSteps, linkSteps, runSteps, statusSteps, waveTitle } from "./migration-steps";
import { type ReplicationTarget, type WaveTarget, waveTargets } from "./migration-targets";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { stateSteps } from "./service-steps";
import { group, see, step } from "./steps";
import { type ServiceTarget, serviceTargets, usersOf } from "./targets";

export const cutOver: RunbookWriter = (context) => {
  const waves = waveTargets(context);
  return {
    title: "Cut-over",
    trigger: [
      "A wave's window begins. What leads there stands in ",
      link("DATA_MIGRATION_PLAN.md", "../DATA_MIGRATION_PLAN.md"),
      "; when each wave moves, in ",
      link("MIGRATION_STRATEGY.md", "../MIGRATION_STRATEGY.md"),
      ".",
    ],
    impact: waves.map(
      ({ wave }) =>
        `Wave ${wave.name}: the old system takes no writes for up to ${formatDuration(wave.cutover.window)}${wave.cutover.date === undefined ? "" : `, on ${wave.cutover.date}`}. The way back is open for ${formatDuration(wave.rollbackWindow)} after it.`,
    ),
    firstMinutes: [
      step(
        "One person leads and decides, one works, one watches, one tells the others. Write down the time of each step, in UTC.",
      ),
      ...linkSteps(context),
    ],
    diagnosis: waves.map((target) => preChecks(target, context)),
    decisions: waves.flatMap((target) => decisions(target, context)),
    mitigation: waves.flatMap((target) => windowOf(target, context)),
    verification: waves.map((target) => afterwards(target, context)),
    rollback: waves.map((target) => wayBack(target)),
  };
};

function preChecks(target: WaveTarget, context: RunbookContext): StepGroup {
  const { region } = context;
  return group(
    waveTitle(target, "before the window"),
    step(["Go through the table of decisions below: each criterion is answered by name. One no is a no."]),
    ...target.replications.flatMap((one) => [
      ...statusSteps(one, region),
      ...lagSteps(one, context),
      ...equalitySteps(one, region),
      ...errorSteps(one, region),
    ]),
    ...target.transfers.flatMap((one) => runSteps(one, region)),
    ...servicesOf(target, context).flatMap((service) => stateSteps(service)),
  );
}

/** Go or no-go before the start; then the points in the window at which somebody decides. */
function decisions(target: WaveTarget, context: EmitContext): readonly Decision[] {
  const { wave } = target;
  const times = cutOverSchedule(wave.cutover.window);
  const goes = goNoGo(context, target).map(({ criterion, seen, answers }) => ({
    when: [`Wave ${wave.name}, go or no-go: ${criterion}`],
    act: ["Seen by ", seen, ", answered by ", inlineCode(answers), ". Not so: no-go, nothing is frozen"],
  }));
  return [
    ...goes,
    {
      when: `Wave ${wave.name}, ${clock(times.validate)}: the last changes are not through`,
      act: "Wait until the comparison would begin too late, then open the old system again: nothing was switched",
    },
    {
      when: `Wave ${wave.name}, ${clock(times.switchOver)}: the two sides are not equal`,
      act: ["Do not switch. Open the old system again, and ", see("migration-replication")],
    },
    {
      when: `Wave ${wave.name}, ${clock(times.decision)}, the decision: the smoke test passed`,
      act: "Go: open to users. From here on the new system holds data that the old one must be sent",
    },
    {
      when: `Wave ${wave.name}, ${clock(times.decision)}, the decision: it did not, or nobody is sure`,
      act: [`Back; there is time for it, ${formatDuration(times.reserve)}: `, see("migration-rollback")],
    },
  ];
}

function windowOf(target: WaveTarget, context: RunbookContext): readonly StepGroup[] {
  const { wave, replications, transfers, servers } = target;
  const { region } = context;
  const times = cutOverSchedule(wave.cutover.window);
  const services = servicesOf(target, context);
  const at = (time: { readonly seconds: number }, words: string) => waveTitle(target, `${clock(time)} ${words}`);
  return [
    group(
      at(times.freeze, "freeze"),
      step("Say that it begins: in the channel, to users, to whoever runs the old system."),
      step("Stop what writes to the old system: jobs first, then users; take the rights to write from what is left."),
      ...services.map(({ service, operations }) =>
        step(`Nothing writes to the new stores yet: ${service.name} stands still.`, operations.setRange(0, 0)),
      ),
    ),
    group(
      at(times.drain, "last changes"),
      ...replications.flatMap((one) => [
        step(`${one.source.name}: write one row that you know into the old database, and see it arrive.`),
        ...lagSteps(one, context),
      ]),
      ...transfers.map(({ source, task }) =>
        step(
          `${source.name}: the last run. Repeat the last command until it says SUCCESS.`,
          startTransfer(task, region),
        ),
      ),
      ...servers.map(({ name }) => step(`${name}: let the servers finish what they have taken, and stop them.`)),
    ),
    group(at(times.validate, "compare"), ...comparisons(target, region)),
    group(
      at(times.switchOver, "switch"),
      ...replications.flatMap((one) => switchSteps(one, region)),
      ...services.map(({ service, operations }) =>
        step(
          `${service.name} runs, with the bounds of the plan.`,
          operations.setRange(service.scaling.min, service.scaling.max),
        ),
      ),
      step("Point whatever still calls the old system at the new one: names, connection strings, jobs of others."),
    ),
    group(
      at(times.smokeTest, "smoke test"),
      step("With test accounts, before users come: read something old, write something new, find both again."),
      ...services.flatMap((service) => stateSteps(service)),
      ...(context.evidence.alarms.length === 0
        ? []
        : [step("No alarm of these services and stores fires.", alarmStates(alarmsOf(target, services, context)))]),
    ),
    group(
      at(times.decision, "decide and say so"),
      step("Go or back: the table of decisions. The lead says it once, in the channel, with the time."),
      step("Go: open to users, and tell them. Tell support what is new, and where to report."),
    ),
  ].filter(({ steps }) => steps.length > 0);
}

function comparisons({ replications, transfers }: WaveTarget, region: string): readonly Item[] {
  return [
    ...replications.flatMap((one) => [
      ...equalitySteps(one, region),
      step(`${one.source.name}: rows that came, by table.`, tableProgress(one.forward, region)),
      ...reconciled(one, region),
    ]),
    ...transfers.map(({ source, store }) =>
      step(
        `${source.name}: number of files and bytes in the bucket; as many as below ${source.path} at the source.`,
        bucketSummary(store.bucket, region),
      ),
    ),
  ];
}

/** The same questions to both sides: counts, sums, ends and checksums of the tables that matter most. */
function reconciled({ source, store }: ReplicationTarget, region: string): readonly Item[] {
  const pairs = reconciliation(source);
  if (pairs.length === 0) return [];
  return [
    step(
      [
        `${source.name}: for each table that matters, ask the new database, and the old one in its own tool with the queries of `,
        link("DATA_MIGRATION_PLAN.md", "../DATA_MIGRATION_PLAN.md"),
        ". The answers are the same, one by one.",
      ],
      ask("TABLE", "Table"),
      ask("COLUMN", "Column with an amount"),
      ask("KEY", "Key of the table"),
      queries(
        store,
        pairs.map(({ target }) => target),
        region,
      ),
    ),
  ];
}

/** The way back begins before the first write to the new database, so that none is missed. */
function switchSteps({ source, forward, back, store }: ReplicationTarget, region: string): readonly Item[] {
  return [
    step(`${source.name}: nothing comes from the old database any more.`, stopReplication(forward, region)),
    ...(back === null
      ? []
      : [
          step(
            `${source.name}: the new database keeps its changes from here on, and the old one gets them. Before any service writes.`,
            createSlot(store, reverseSlot(source), region),
            startReplicationAt(back, region),
          ),
        ]),
  ];
}

function afterwards(target: WaveTarget, { region }: RunbookContext): StepGroup {
  const { wave, replications, servers } = target;
  return group(
    waveTitle(target, "the days after"),
    ...replications.flatMap((one) => statusSteps(one, region)),
    step(
      `For ${formatDuration(wave.rollbackWindow)} the old system is kept as it is, closed to users, and gets what changes here.`,
    ),
    ...servers.map(({ name, strategy }) =>
      step(
        `${name}: ${strategy === "rehost" ? "finalise the cut-over in Application Migration Service; " : ""}the servers stay switched off, not deleted.`,
      ),
    ),
    step([
      "When that time is over, end the wave: the last part of ",
      link("DATA_MIGRATION_PLAN.md", "../DATA_MIGRATION_PLAN.md"),
      ".",
    ]),
  );
}

function wayBack(target: WaveTarget): StepGroup {
  const times = cutOverSchedule(target.wave.cutover.window);
  return group(
    target.wave.name,
    step(
      `Before ${clock(times.switchOver)}: open the old system again, and say so. Nothing was switched, and the replication goes on.`,
    ),
    step(["After it: ", see("migration-rollback"), "."]),
  );
}

/** Services that take over from servers of the wave, or that work with what arrives in it. */
export function servicesOf(target: WaveTarget, context: EmitContext): readonly ServiceTarget[] {
  const stores = [
    ...target.replications.map(({ source }) => source.target),
    ...target.transfers.map(({ source }) => source.target),
  ];
  const names = new Set([
    ...target.servers.filter(({ strategy }) => strategy !== "retire").map((source) => source.target),
    ...stores.flatMap((store) => usersOf(store, context).map(({ name }) => name)),
  ]);
  return serviceTargets(context).filter(({ service }) => names.has(service.name));
}

function alarmsOf(target: WaveTarget, services: readonly ServiceTarget[], { evidence }: RunbookContext) {
  const names = new Set([
    ...services.map(({ service }) => service.name),
    ...target.replications.map(({ source }) => source.target),
    ...target.transfers.map(({ source }) => source.target),
  ]);
  return evidence.alarms.filter(({ subject, purpose }) => names.has(subject.name) && purpose === "notifies");
}
