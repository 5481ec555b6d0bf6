import { STANDARD_TITLES } from "../../model/catalogue/controls/controls";
import { loadSeconds, sizeOf, sourcesOf, waveOf, waveSources } from "../../model/migration";
import type { Migration, MigrationSource, Plan } from "../../model/plan";
import { formatDuration, formatLatency, roughDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { selectedAgents } from "../../planning/agents";
import type { EmitContext } from "../emit-context";
import { addressTable } from "../markdown/addresses";
import { type Block, bullets, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link } from "../markdown/inline";
import { ownerAmong } from "../owners";
import { type WaveTarget, waveTargets } from "../runbooks/migration-targets";
import { writtenRunbook } from "../written-runbook";
import { goNoGo } from "./go-no-go";
import { STRATEGIES, type Strategy, strategyOf } from "./strategies";
import { waveChart } from "./wave-chart";
import { REPLICATION_DAYS, waveDates } from "./wave-dates";

/** From this many servers AWS speaks of a large migration (Prescriptive Guidance, "Guide for AWS large migrations"). */
const LARGE_SERVERS = 300;

/** The specification's team for large-scale migrations, and what each does in it. */
const LARGE_TEAM = [
  ["migration-specialist", "plans the waves, leads the cut-overs"],
  ["infrastructure-architect", "the network, the link, what the waves arrive in"],
  ["devops-engineer", "releases, pipelines, the switch"],
  ["monitoring-specialist", "alarms and dashboards before, during and after"],
  ["performance-optimizer", "load times, capacity, whether the new system is as fast"],
] as const;

/** Parts that somebody plays in every wave, with the agents that suit them. */
const ROLES = [
  ["Lead: decides go or no-go, and back", ["migration-specialist", "infrastructure-architect"]],
  ["Databases: conversion, replication, comparison", ["database-specialist", "database-performance-optimizer"]],
  ["Network and link", ["infrastructure-architect", "cloud-solutions-architect"]],
  ["Services: release, switch, smoke test", ["devops-engineer", "integration-coordinator"]],
  ["Watching: alarms and dashboards", ["monitoring-specialist", "performance-optimizer"]],
  ["Security: access, secrets, what is closed afterwards", ["security-analyst", "security-architect"]],
  ["Compliance: evidence, erasure of the old data", ["compliance-auditor", "data-governance-compliance-specialist"]],
  ["Telling people", ["incident-coordinator", "process-optimizer"]],
] as const;

/** Why and in which order what moves, who does it, and what decides. */
export function migrationStrategy(context: EmitContext, migration: Migration): readonly Block[] {
  const { plan } = context;
  return [
    heading(2, "Why"),
    paragraph(plan.description ?? `${plan.title} moves into AWS.`),
    bullets(reasons(plan)),
    heading(2, "Sources"),
    sourceTable(plan),
    heading(2, "Strategies"),
    table(["Strategy", "What it means here", "Sources"], strategyRows(plan)),
    ...rehosting(plan),
    heading(2, "Waves"),
    paragraph(
      `What moves together, in this order. Before each cut-over everything has been loaded, and changes have been replicated and compared for ${REPLICATION_DAYS} days; how long a load takes is computed in `,
      link("DATA_MIGRATION_PLAN.md", "DATA_MIGRATION_PLAN.md"),
      ".",
    ),
    waveTable(plan, migration),
    waveChart(plan),
    heading(2, "Go or no-go"),
    paragraph(
      "Before the window opens each criterion is answered by name; a single no is a no. The hours themselves are in ",
      writtenRunbook(context.evidence, "cut-over"),
      ", the way back in ",
      writtenRunbook(context.evidence, "migration-rollback"),
      ".",
    ),
    ...waveTargets(context).flatMap((target) => criteria(context, target)),
    heading(2, "Risks"),
    table(["Risk", "What is done about it"], risks(context, migration)),
    heading(2, "Roles"),
    table(
      ["Role", "Agent"],
      ROLES.map(([role, agents]) => [role, inlineCode(ownerAmong(plan, agents))]),
    ),
    ...team(plan),
    heading(2, "Generated"),
    addressTable(
      context.evidence.resources.filter(({ capabilities }) =>
        capabilities.some((one) => one === "migration-link" || one === "data-replication" || one === "file-transfer"),
      ),
      "Nothing was generated for the migration: its link exists, and nothing is replicated.",
    ),
  ];
}

function reasons({ requirements, title }: Plan): readonly Content[] {
  const { availability, latency, recovery, compliance, capacity } = requirements;
  return [
    ...(availability === undefined
      ? []
      : [`${title} is to be available ${formatPercentage(availability)} of the time.`]),
    ...(latency === undefined ? [] : [`99 of 100 requests are to be answered within ${formatLatency(latency.p99)}.`]),
    ...(recovery === undefined
      ? []
      : [
          `After the loss of a region it is to be back within ${formatDuration(recovery.rto)}, with at most ${formatDuration(recovery.rpo)} of data lost.`,
        ]),
    ...(capacity === undefined
      ? []
      : [
          `It is to carry ${capacity.growth} times today's peak of ${capacity.currentPeakUsers.toLocaleString("en-US")} users.`,
        ]),
    ...(compliance.length === 0
      ? []
      : [
          `Under ${compliance.map((standard) => STANDARD_TITLES[standard]).join(", ")}: the way is part of what is audited.`,
        ]),
    "Old and new are never both written to: one of them is the truth at any time, and everybody knows which.",
  ];
}

function sourceTable(plan: Plan): Block {
  return tableOr(
    ["Source", "What", "Where", "Size", "Moves to", "Strategy", "Wave"],
    sourcesOf(plan).map((source) => [
      inlineCode(source.name),
      whatIs(source),
      source.location,
      source.kind === "servers" ? `${source.count} servers` : gigabytes(source.size),
      inlineCode(source.target),
      strategyOf(source),
      inlineCode(waveOf(plan, source).name),
    ]),
    "The plan names no source.",
  );
}

function whatIs(source: MigrationSource): Content {
  switch (source.kind) {
    case "database":
      return [`${source.engine} database `, inlineCode(source.database)];
    case "files":
      return [`${source.protocol.toUpperCase()} share `, inlineCode(source.path)];
    case "servers":
      return "servers";
  }
}

/** In the unit that keeps the number short. */
export function gigabytes(size: number): string {
  return size >= 1000 && size % 100 === 0 ? `${size / 1000} TB` : `${size} GB`;
}

function strategyRows(plan: Plan): readonly (readonly Content[])[] {
  return (Object.keys(STRATEGIES) as Strategy[]).flatMap((strategy) => {
    const names = sourcesOf(plan)
      .filter((source) => strategyOf(source) === strategy)
      .map(({ name }) => name);
    return names.length === 0 ? [] : [[strategy, STRATEGIES[strategy], codeList(names, "none")]];
  });
}

/** Honest about what no Terraform makes. */
function rehosting(plan: Plan): readonly Block[] {
  const names = sourcesOf(plan).flatMap((source) =>
    source.kind === "servers" && source.strategy === "rehost" ? [source.name] : [],
  );
  return names.length === 0
    ? []
    : [
        paragraph(
          ...codeList(names, "none"),
          " are rehosted by hand: Terraform's AWS provider has no resource of Application Migration Service. Initialise the service in the region, install its agent on each server, launch test instances into the private subnets, and finalise the cut-over in its console; what is launched then stands beside the plan, which knows only the service that takes over.",
        ),
      ];
}

function waveTable(plan: Plan, { waves }: Migration): Block {
  const dates = waveDates(plan);
  return tableOr(
    ["Wave", "Sources", "Data", "Load over the link", "Window", "Day", "At most behind", "Way back open"],
    waves.map((wave) => {
      const sources = waveSources(plan, wave);
      const load = loadSeconds(plan, sources);
      const dated = dates.find((one) => one.wave.name === wave.name);
      return [
        inlineCode(wave.name),
        codeList(wave.sources, "none"),
        gigabytes(sources.reduce((sum, source) => sum + sizeOf(source), 0)),
        load === null ? "no link: measured in the rehearsal" : roughDuration(load),
        formatDuration(wave.cutover.window),
        dated === undefined ? "not set" : `${dated.cutOver}${dated.proposed ? " (proposed)" : ""}`,
        formatDuration(wave.maxLag),
        dated === undefined
          ? formatDuration(wave.rollbackWindow)
          : `${formatDuration(wave.rollbackWindow)}, until ${dated.rollbackUntil}`,
      ];
    }),
    "The plan names no wave.",
  );
}

function criteria(context: EmitContext, target: WaveTarget): readonly Block[] {
  return [
    heading(3, `Wave ${target.wave.name}`),
    table(
      ["Criterion", "Seen by", "Answered by"],
      goNoGo(context, target).map(({ criterion, seen, answers }) => [criterion, seen, inlineCode(answers)]),
    ),
  ];
}

function risks({ plan }: EmitContext, { network, replication }: Migration): readonly (readonly Content[])[] {
  const sources = sourcesOf(plan);
  const converted = sources.filter((source) => source.kind === "database" && strategyOf(source) === "refactor");
  return [
    ...(network?.kind === "site-to-site-vpn"
      ? [
          [
            "The link breaks",
            "Two tunnels, alarms on each; replication goes on where it stopped, as long as the source keeps its log",
          ],
        ]
      : network === undefined
        ? []
        : [
            [
              "The link breaks",
              "Its owner is told; replication goes on where it stopped, as long as the source keeps its log",
            ],
          ]),
    ["The load takes longer than the link's speed promises", "A rehearsal with data of full size; more capacity units"],
    ...(converted.length === 0
      ? []
      : [
          [
            [
              "Code of ",
              ...codeList(
                converted.map(({ name }) => name),
                "",
              ),
              " does not translate by itself",
            ],
            "The conversion's report lists what is left to people; it is a criterion of the wave",
          ],
        ]),
    ["Data arrives changed", "Rows are compared by DMS, files by DataSync, and counts, sums and checksums by hand"],
    [
      "The new system fails after the switch",
      replication.reverse
        ? "The old databases get every change until the way back is closed"
        : "The plan keeps no way back: restore, and what was written since is lost",
    ],
    [
      "Personal data is left behind",
      "The old system's data is erased when the way back is closed, and it is written down",
    ],
    ["Nobody knows who decides", "One lead per wave, named below; times in the window at which the decision falls"],
  ];
}

/** The specification wants these together where many servers, or more data than a day carries, move. */
function team(plan: Plan): readonly Block[] {
  const servers = sourcesOf(plan).reduce((sum, source) => sum + (source.kind === "servers" ? source.count : 0), 0);
  const days = (loadSeconds(plan, sourcesOf(plan)) ?? 0) / 86_400;
  if (servers < LARGE_SERVERS && days < 1) return [];
  const selected = selectedAgents(plan);
  return [
    heading(3, "Team of a large migration"),
    paragraph(
      servers >= LARGE_SERVERS
        ? `${servers.toLocaleString("en-US")} servers: AWS calls ${LARGE_SERVERS} and more a large migration.`
        : `The data takes ${roughDuration(days * 86_400)} over the link: longer than any window, so that waves overlap.`,
      " These agents then work as one team.",
    ),
    table(
      ["Agent", "Does", "In the plan"],
      LARGE_TEAM.map(([agent, does]) => [
        inlineCode(agent),
        does,
        selected.includes(agent) ? "yes" : [inlineCode(ownerAmong(plan, [agent])), " stands in for it"],
      ]),
    ),
  ];
}
