import { isHeterogeneous } from "../../model/migration";
import { formatDuration } from "../../model/units/duration";
import { runbookOwner } from "../../planning/runbook-owners";
import type { EmitContext } from "../emit-context";
import { ownerAmong } from "../owners";
import type { WaveTarget } from "../runbooks/migration-targets";

/** One condition for the start of a cut-over. */
export interface Criterion {
  readonly criterion: string;
  /** How it is seen. */
  readonly seen: string;
  /** The agent that says yes or no. */
  readonly answers: string;
}

/** Times for which something must have held without a break; our own choice: a day and a night of normal work. */
const STABLE = "24 hours";

/** What must hold before a wave is cut over: generated from what moves in it, then the plan's own. */
export function goNoGo(context: EmitContext, target: WaveTarget): readonly Criterion[] {
  const { plan } = context;
  const { wave } = target;
  const lead = runbookOwner(plan, "cut-over") ?? plan.owner;
  const window = formatDuration(wave.cutover.window);
  return [
    {
      criterion: `A rehearsal of this wave, with data of full size, ended within ${window}`,
      seen: "its log, with the time of each step",
      answers: lead,
    },
    ...ofLink(context),
    ...target.replications.flatMap(({ source, back }): readonly Criterion[] => [
      {
        criterion: `${source.name}: reading and writing at most ${formatDuration(wave.maxLag)} behind, for ${STABLE}`,
        seen: "metrics CDCLatencySource and CDCLatencyTarget",
        answers: databaseAgent(context),
      },
      {
        criterion: `${source.name}: every table is Validated, no row failed or is suspended`,
        seen: "table statistics of the replication",
        answers: databaseAgent(context),
      },
      ...(isHeterogeneous(source)
        ? [
            {
              criterion: `${source.name}: no open item in the report of the schema conversion; its code was tested against the new database`,
              seen: "report of DMS Schema Conversion, test protocol",
              answers: databaseAgent(context),
            },
          ]
        : []),
      ...(back === null
        ? []
        : [
            {
              criterion: `${source.name}: the way back was rehearsed: changes of the new database arrived in the old one`,
              seen: "log of the rehearsal",
              answers: databaseAgent(context),
            },
          ]),
    ]),
    ...target.transfers.map(({ source }) => ({
      criterion: `${source.name}: the last run ended with SUCCESS, and what it carried fits into the window`,
      seen: "runs of the task",
      answers: lead,
    })),
    ...target.servers.map(({ name, target: service, strategy }) => ({
      criterion:
        strategy === "retire"
          ? `${name}: nothing has used the servers for a month`
          : `${name}: service ${service} runs the release that takes over, and its alarms are quiet for ${STABLE}`,
      seen: strategy === "retire" ? "their access logs" : "alarms of the service",
      answers: ownerAmong(plan, ["devops-engineer", "integration-coordinator"]),
    })),
    {
      criterion: "A backup of the old system, less than a day old, was restored for a test",
      seen: "log of the restore",
      answers: databaseAgent(context),
    },
    {
      criterion: "Everybody in the list of roles can be reached for the whole window",
      seen: "answers in the channel of the cut-over",
      answers: lead,
    },
    ...wave.criteria.map((criterion) => ({ criterion, seen: "whoever is named in it", answers: plan.owner })),
  ];
}

function ofLink({ plan }: EmitContext): readonly Criterion[] {
  const link = plan.migration?.network;
  if (link === undefined) return [];
  return [
    {
      criterion:
        link.kind === "site-to-site-vpn" ? `Both tunnels are up, for ${STABLE}` : `The link is up, for ${STABLE}`,
      seen: link.kind === "site-to-site-vpn" ? "alarms link-down and tunnel-down" : "state of the link",
      answers: ownerAmong(plan, ["infrastructure-architect", "cloud-solutions-architect"]),
    },
  ];
}

function databaseAgent({ plan }: EmitContext): string {
  return ownerAmong(plan, ["database-specialist", "database-performance-optimizer", "migration-specialist"]);
}
