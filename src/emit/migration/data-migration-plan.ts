import {
  cutOverSchedule,
  isHeterogeneous,
  LINK_EFFICIENCY,
  loadSeconds,
  reverseSlot,
  sizeOf,
  sourcesOf,
  transferSeconds,
  waveOf,
  waveSources,
} from "../../model/migration";
import type { Migration, MigrationSource, Plan } from "../../model/plan";
import { formatBandwidth } from "../../model/units/bandwidth";
import { formatDuration, roughDuration } from "../../model/units/duration";
import { startReplication } from "../commands/database-migration-commands";
import { tunnelSettings } from "../commands/link-commands";
import {
  createReplicationUser,
  dropReplicationUser,
  dropSlot,
  logicalReplication,
} from "../commands/replication-user-commands";
import { startTransfer } from "../commands/transfer-commands";
import type { EmitContext } from "../emit-context";
import { type Block, bullets, heading, numbered, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, inlineCode, link } from "../markdown/inline";
import { linkSteps } from "../runbooks/migration-steps";
import {
  type ReplicationTarget,
  replicationTargets,
  type TransferTarget,
  transferTargets,
  waveTargets,
} from "../runbooks/migration-targets";
import { step } from "../runbooks/steps";
import { writtenRunbook } from "../written-runbook";
import { clock } from "./clock";
import { gigabytes } from "./migration-strategy";
import { PREPARATION } from "./preparation";
import { reconciliation } from "./reconciliation";

/** How data moves, how it is proved equal, how it is switched, and how the old data ends. */
export function dataMigrationPlan(context: EmitContext, migration: Migration): readonly Block[] {
  const { plan } = context;
  return [
    heading(2, "How long the data takes"),
    ...arithmetic(plan, migration),
    heading(2, "Before anything starts"),
    numbered(linkPreparation(context)),
    ...replicationTargets(context).flatMap((target) => database(target, context)),
    ...transferTargets(context).flatMap((target) => files(target, context)),
    ...servers(plan),
    heading(2, "Cut-over"),
    paragraph(
      "Times count from the start of a wave's window. The steps and their commands are in ",
      writtenRunbook(context.evidence, "cut-over"),
      ".",
    ),
    windows(migration),
    heading(2, "Way back"),
    wayBack(context, migration),
    heading(2, "End of a wave"),
    ...ending(context),
  ];
}

function arithmetic(plan: Plan, { network, waves }: Migration): readonly Block[] {
  if (network === undefined) {
    return [paragraph("There is no link whose speed could be counted with: a rehearsal measures it.")];
  }
  const { bandwidth } = network;
  const carried = bandwidth.megabits * LINK_EFFICIENCY;
  const seconds = (source: MigrationSource) => transferSeconds(sizeOf(source), bandwidth);
  return [
    paragraph(
      `The migration may use ${formatBandwidth(bandwidth)} of the link, of which ${LINK_EFFICIENCY * 100} % carry data: ${carried} megabits a second. A gigabyte is 8,000 megabits; so the time in seconds is gigabytes × 8,000 ÷ ${carried}. It is the least that it can take: a source that reads more slowly takes longer, and the rehearsal says so.`,
    ),
    tableOr(
      ["Source", "Size", "Arithmetic", "Full load"],
      sourcesOf(plan)
        .filter((source) => source.kind !== "servers")
        .map((source) => [
          inlineCode(source.name),
          gigabytes(sizeOf(source)),
          `${sizeOf(source).toLocaleString("en-US")} × 8,000 ÷ ${carried} = ${seconds(source).toLocaleString("en-US")} s`,
          roughDuration(seconds(source)),
        ]),
      "No data moves over the link.",
    ),
    bullets(
      waves.map((wave) => {
        const load = loadSeconds(plan, waveSources(plan, wave)) ?? 0;
        return `Wave ${wave.name}: its sources share the link, and take ${roughDuration(load)} together. The load runs while the old system works on; only what changes later has to fit into the window of ${formatDuration(wave.cutover.window)}.`;
      }),
    ),
  ];
}

function linkPreparation(context: EmitContext) {
  const { index, region, plan } = context;
  const vpn = index.byRole("migration-link").find(({ handles }) => handles.kind === "site-to-site-vpn");
  return [
    ...(vpn === undefined
      ? []
      : [
          step(
            "Set the gateway on the other side up: addresses of the tunnels, and the secret with their keys, which its administrator reads once.",
            tunnelSettings(vpn.handles.name, region),
          ),
        ]),
    ...linkSteps(context),
    step(
      plan.migration?.network?.dnsServers === undefined
        ? "Names of the sources must be known to public name servers, or be addresses: the plan names no name servers of the other side."
        : "Name servers of the other side answer for the sources, over TCP and UDP, port 53.",
    ),
  ];
}

function database(target: ReplicationTarget, context: EmitContext): readonly Block[] {
  const { plan, region } = context;
  const { source, forward, back, user, store } = target;
  const prepared = PREPARATION[source.engine];
  const wave = waveOf(plan, source);
  return [
    heading(2, `Database ${source.name}`),
    table(
      ["Fact", "Value"],
      [
        ["From", [`${source.engine}, `, inlineCode(`${source.host}:${source.port}/${source.database}`)]],
        ["To", ["Aurora PostgreSQL, ", inlineCode(`${store.cluster.cluster}/${store.cluster.database}`)]],
        ["Size", gigabytes(source.size)],
        ["Replication", inlineCode(forward.config)],
        ["Way back", back === null ? "none: the plan keeps none" : inlineCode(back.config)],
        ["Connection", source.certificate === undefined ? "TLS" : "TLS, the server verified by its certificate"],
        ["Log at the source", prepared.log],
        ["User at the source", prepared.user],
        ...(back === null ? [] : [["The same user, for the way back", prepared.back]]),
        ["At most behind", `${formatDuration(wave.maxLag)} when the decision is taken`],
      ],
    ),
    heading(3, "Preparation"),
    numbered([
      step(schemaWords(source.engine)),
      step(
        "The user that DMS works as, in the new database. It is a superuser of RDS, since triggers and foreign keys must rest while rows arrive in no order; it is dropped at the end.",
        createReplicationUser(store, user, region),
      ),
      ...(back === null
        ? []
        : [
            step(
              "The new database can be read from: the answer is on. A cluster that is older than the migration needs a restart of its writer first.",
              logicalReplication(store, region),
            ),
          ]),
      step(
        "Start the load; changes follow by themselves. This start type is taken once: later it is resume-processing, or reload-target for a load from the beginning.",
        startReplication(forward, "start-replication", region),
      ),
      step([
        "See it through: status, lag, errors and comparison as in ",
        writtenRunbook(context.evidence, "migration-replication"),
        ". No table of the source is changed in its form from now on.",
      ]),
    ]),
    heading(3, "Proof"),
    paragraph(
      "DMS compares every row of both sides, after the load and after each change. Beside that these answers are equal at a moment when nothing writes; ",
      inlineCode("$TABLE"),
      ", ",
      inlineCode("$COLUMN"),
      " and ",
      inlineCode("$KEY"),
      " stand for what only the database knows.",
    ),
    tableOr(
      ["What", "Source", "New database"],
      reconciliation(source).map(({ what, source: old, target: fresh }) => [what, inlineCode(old), inlineCode(fresh)]),
      "The plan carries schemas over by pattern: write the queries for those that it finds.",
    ),
  ];
}

/** What DMS makes by itself is a table with a key: indexes, foreign keys, defaults and code are not its business. */
function schemaWords(engine: ReplicationTarget["source"]["engine"]): string {
  return isHeterogeneous({ engine })
    ? `By people: the schema. DMS Schema Conversion translates tables, views and much of the code of ${engine} to PostgreSQL, and reports what is left; Terraform's AWS provider has no resource for it, so its project is made in the DMS console. What it leaves, mostly stored code, is written anew and tested. Apply the result to the new database before the load, indexes and foreign keys included.`
    : "By people: the schema. pg_dump --schema-only at the source, psql at the new database, before the load: DMS makes tables and keys, but no indexes, defaults, sequences or code. Sequences are set to their values in the cut-over.";
}

function files({ source, task, store }: TransferTarget, context: EmitContext): readonly Block[] {
  const { region, plan } = context;
  return [
    heading(2, `Files ${source.name}`),
    table(
      ["Fact", "Value"],
      [
        ["From", [`${source.protocol.toUpperCase()}, `, inlineCode(`${source.host}:${source.path}`)]],
        ["To", ["bucket ", inlineCode(store.bucket)]],
        ["Size", gigabytes(source.size)],
        ["Task", inlineCode(task.name)],
        ["Agents", source.agents.map((arn) => inlineCode(arn))],
        [
          "Proof",
          "DataSync reads both sides whole at the end of each run, and compares; a report of every file lies in the log bucket",
        ],
        [
          "Deleted at the source",
          "stays in the bucket; the comparison of counts shows it, and whoever owns the data decides",
        ],
      ],
    ),
    numbered([
      step(
        plan.migration?.network === undefined
          ? "Activate the agents in the plan's account and region, with the public endpoint."
          : "Activate the agents in the plan's account and region. With the VPC endpoint that was generated, files travel over the link: name it, its security group and its subnet when the agent is activated.",
      ),
      step("The first run carries everything.", startTransfer(task, region)),
      step(
        "Run it again every day until the cut-over: each run carries what changed since, and must end with SUCCESS.",
      ),
    ]),
  ];
}

function servers(plan: Plan): readonly Block[] {
  const all = sourcesOf(plan).filter((source) => source.kind === "servers");
  if (all.length === 0) return [];
  return [
    heading(2, "Servers"),
    table(
      ["Source", "Servers", "Strategy", "What takes over"],
      all.map((source) => [
        inlineCode(source.name),
        String(source.count),
        source.strategy,
        source.strategy === "retire" ? "nothing" : ["service ", inlineCode(source.target)],
      ]),
    ),
    paragraph(
      "No data of theirs moves by itself: what they keep on their disks, and is needed, is a source of its own.",
    ),
  ];
}

function windows({ waves }: Migration): Block {
  return tableOr(
    [
      "Wave",
      "Window",
      "Freeze",
      "Last changes",
      "Compare",
      "Switch",
      "Smoke test",
      "Decision",
      "Left for the way back",
    ],
    waves.map((wave) => {
      const times = cutOverSchedule(wave.cutover.window);
      return [
        inlineCode(wave.name),
        formatDuration(wave.cutover.window),
        clock(times.freeze),
        clock(times.drain),
        clock(times.validate),
        clock(times.switchOver),
        clock(times.smokeTest),
        clock(times.decision),
        formatDuration(times.reserve),
      ];
    }),
    "The plan names no wave.",
  );
}

function wayBack(context: EmitContext, { replication }: Migration): Block {
  const words: readonly Content[] = [
    replication.reverse
      ? "Before the first write to a new database a slot is made that keeps all of its changes, and a second replication carries them into the old one. As long as that goes on, going back loses nothing."
      : "The plan keeps no way back: after the switch going back loses what was written since.",
    ...waveTargets(context).map(({ wave: { name, rollbackWindow }, replications }) =>
      replications.some(({ back }) => back !== null)
        ? `Wave ${name}: open for ${formatDuration(rollbackWindow)}. Changes pile up in the new database if nothing reads them, so it ends on time.`
        : `Wave ${name}: open for ${formatDuration(rollbackWindow)}, during which the old system is kept.`,
    ),
    "Files are not carried back: what was written into the buckets since is copied by hand.",
    ["The steps are in ", writtenRunbook(context.evidence, "migration-rollback"), "."],
  ];
  return bullets(words);
}

/** The old data is personal data, too: keeping it without a purpose is not allowed (GDPR, art. 5). */
function ending(context: EmitContext): readonly Block[] {
  const { region } = context;
  return [
    paragraph(
      "When a wave's way back is closed, its sources leave the plan, and the next synthesis takes the replication away. In this order:",
    ),
    ...waveTargets(context).flatMap(({ wave, replications, transfers, servers: hosts }) => [
      heading(3, `Wave ${wave.name}, ${formatDuration(wave.rollbackWindow)} after its cut-over`),
      numbered([
        ...replications.flatMap(({ source, back, store }) =>
          back === null
            ? []
            : [
                step(
                  `${source.name}: the new database keeps no changes any more. Stop the way back first, as in the runbook of the rollback.`,
                  dropSlot(store, reverseSlot(source), region),
                ),
              ],
        ),
        step("A last backup of the old system, if the law wants one, with its date of erasure."),
        ...replications.map(({ source }) =>
          step(
            `${source.name}: erase database ${source.database} with its backups, logs and exports; write down who did it, when and how.`,
          ),
        ),
        ...transfers.map(({ source }) =>
          step(`${source.name}: erase ${source.path} with its snapshots; write down who did it, when and how.`),
        ),
        ...hosts.map(({ name, count }) =>
          step(`${name}: erase the disks of the ${count} servers, and give them back.`),
        ),
        step("Take the sources and the wave out of the plan, synthesise, and apply the stack migration."),
      ]),
    ]),
    ...users(context),
    paragraph(
      "What the records of erasure must hold stands in ",
      link("DATA_GOVERNANCE.md", "DATA_GOVERNANCE.md"),
      ".",
    ),
  ];
}

function users(context: EmitContext): readonly Block[] {
  const targets = replicationTargets(context);
  const stores = [...new Map(targets.map((target) => [target.source.target, target])).values()];
  return stores.length === 0
    ? []
    : [
        heading(3, "After the last wave of a database"),
        numbered(
          stores.map(({ store, user }) =>
            step(`${store.store.name}: the replication user goes.`, dropReplicationUser(store, user, context.region)),
          ),
        ),
      ];
}
