import { quotaDemands } from "../../model/capacity/quota-needs";
import { FORECAST_DAYS, LEAST_DAYS } from "../../model/forecast";
import { stackName } from "../../model/plan";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { executeStatement, openDatabase } from "../commands/data-api-commands";
import { allDaysLeft, dailyFigures, daysLeft } from "../commands/forecast-commands";
import { quotaValue } from "../commands/quota-commands";
import { terraformApply } from "../commands/terraform-commands";
import type { Item } from "../markdown/blocks";
import { type Inline, inlineCode } from "../markdown/inline";
import { dashboardSteps } from "./capacity-dashboard";
import { type ForecastTarget, forecastTargets } from "./forecast-targets";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";
import { databaseTargets } from "./targets";

export const capacityForecast: RunbookWriter = (context) => {
  const { plan, region } = context;
  const targets = forecastTargets(context);
  return {
    title: "Capacity forecast",
    trigger: `Something reaches its limit in less than the plan's ${plan.observability.forecastHorizon.seconds / SECONDS_PER_DAY} days if it goes on as it did over the last ${FORECAST_DAYS}.`,
    impact: ["None yet.", "At the limit users notice: scaling stops, connections are refused, or writes fail."],
    firstMinutes: [
      ...dashboardSteps(context),
      step(
        "How many days are left, of everything that is followed? 365 stands for no end in sight.",
        allDaysLeft(plan, region),
      ),
    ],
    diagnosis: targets.map((target) => group(titleOf(target), ...diagnosis(target, context))),
    decisions: [
      { when: "It grows with the users", act: "Raise the limit, below, days before it is reached" },
      {
        when: "It grows faster than the users",
        act: ["Each user takes more than before: look for the change that began it, and ", see("roll-back")],
      },
      {
        when: "It rose in a step, and stays there",
        act: "A step looks like a trend for two weeks. Wait, and look again tomorrow",
      },
      { when: "Nobody needs what fills it", act: "Delete it, or let it expire: that is cheaper than room" },
      { when: "AWS sets the limit", act: ["Ask AWS for more: ", see("quota-limit")] },
      {
        when: "It is a peak that was expected",
        act: ["It ends by itself. Raise the minimum for its time: ", see("scale")],
      },
    ],
    mitigation: targets.map((target) => group(titleOf(target), ...mitigation(target, context))),
    verification: [
      ...targets.map((target) =>
        group(
          titleOf(target),
          step(
            "More days are left than before: after a larger limit within six hours, after a smaller use within days.",
            daysLeftOf(target, context),
          ),
        ),
      ),
      group(
        "What the forecast cannot see",
        step(
          `It needs ${LEAST_DAYS} days of data, and believes no trend that the noise could have made. What is full now has alarms of its own.`,
        ),
      ),
    ],
    rollback: [
      group(
        "A limit that was raised",
        step(
          "Put the old value back into the plan, synthesise and apply. A maximum costs nothing until it is used; a larger node or cluster does.",
        ),
      ),
    ],
  };
};

function titleOf({ alarm, handles }: ForecastTarget): string {
  return `${alarm.subject.name}: ${handles.resource}, at most ${handles.limitWords}`;
}

function daysLeftOf({ alarm, handles }: ForecastTarget, { plan, region }: RunbookContext): string {
  return daysLeft(plan, alarm.subject.name, handles.resource, region);
}

function diagnosis(target: ForecastTarget, context: RunbookContext): readonly Item[] {
  const { handles } = target;
  const { region } = context;
  return [
    step("Days that are left, every six hours.", daysLeftOf(target, context)),
    step(
      handles.figure === "peak"
        ? `Its trend: the peak of each of ${FORECAST_DAYS} days, the newest first, of at most ${handles.limit}.`
        : `Its trend: what each of ${FORECAST_DAYS} days came to, the newest first. The forecast itself goes by the third busiest hour of each.`,
      dailyFigures(handles, region),
    ),
    ...statements(target).flatMap(([words, sql]) => databaseStep(words, sql, target, context)),
  ];
}

/** What fills a database, and what keeps old transactions alive. */
function statements({ handles }: ForecastTarget): readonly (readonly [string, string])[] {
  switch (handles.resource) {
    case "storage":
      return [["The largest tables.", LARGEST_TABLES]];
    case "transactions":
      return [
        ["Tables with the oldest transactions.", OLDEST_TABLES],
        ["Sessions that keep them from being frozen: end those that nobody needs.", OLDEST_SESSIONS],
        ["Replication slots that do: drop those that nobody reads.", OLDEST_SLOTS],
      ];
    case "connections":
      return [["Who holds connections.", CONNECTION_HOLDERS]];
    default:
      return [];
  }
}

const LARGEST_TABLES =
  "SELECT oid::regclass::text AS name, pg_total_relation_size(oid) AS bytes FROM pg_class WHERE relkind IN ('r','m') ORDER BY 2 DESC LIMIT 10";
const OLDEST_TABLES =
  "SELECT oid::regclass::text AS name, age(relfrozenxid) AS transactions FROM pg_class WHERE relkind IN ('r','m','t') ORDER BY 2 DESC LIMIT 10";
const OLDEST_SESSIONS =
  "SELECT pid, usename, state, age(backend_xmin) AS transactions FROM pg_stat_activity WHERE backend_xmin IS NOT NULL ORDER BY 4 DESC LIMIT 10";
const OLDEST_SLOTS =
  "SELECT slot_name, active, age(xmin) AS transactions, age(catalog_xmin) AS of_catalogue FROM pg_replication_slots";
const CONNECTION_HOLDERS =
  "SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 10";

function databaseStep(words: string, sql: string, { alarm }: ForecastTarget, context: RunbookContext): readonly Item[] {
  const { region } = context;
  return databaseTargets(context)
    .filter(({ store }) => store.name === alarm.subject.name)
    .map(({ cluster, masterSecret }) =>
      step(words, openDatabase(cluster, masterSecret, region), executeStatement(cluster, sql, region)),
    );
}

function mitigation(target: ForecastTarget, context: RunbookContext): readonly Item[] {
  const { alarm, handles } = target;
  const { plan } = context;
  if (handles.limitKey !== "") {
    const stack = stackName(plan, alarm.subject.kind === "service" ? "services" : "data");
    return [step([...raiseWords(handles), " in the plan, synthesise and apply."], terraformApply(stack))];
  }
  switch (handles.resource) {
    case "storage":
      return [
        step(
          "No setting raises it. Delete or archive the oldest rows of the largest tables, then VACUUM them: the volume shrinks by itself. Newer engine versions take twice as much.",
        ),
      ];
    case "transactions":
      return [
        step([
          "End what keeps old transactions alive, above. Then freeze the oldest table at a quiet hour, in a session of psql: ",
          inlineCode("VACUUM (FREEZE, VERBOSE) <table>"),
          ", and the next. The Data API cannot: it runs each statement in a transaction.",
        ]),
      ];
    case "connections":
      return [
        step([
          "An instance takes no more. Let each task hold fewer, and say so in ",
          inlineCode("services.<name>.capacity.connections"),
          ", or divide the users by ",
          inlineCode("requirements.capacity.cells"),
          ".",
        ]),
      ];
    default:
      return quotaSteps(handles.resource, context);
  }
}

function raiseWords({ limitKey, limitWords }: ForecastTarget["handles"]): readonly Inline[] {
  const key = inlineCode(limitKey);
  if (limitKey.endsWith(".nodeType")) return ["Name a larger node type in ", key];
  if (limitKey.endsWith(".pooler")) return ["Set ", key, " to ", inlineCode("rds-proxy")];
  if (limitKey.endsWith(".capacity.min")) return ["Raise ", key, " above 0.5"];
  if (limitKey.endsWith(".capacity.max")) return ["Raise ", key, ", of which the connections follow,"];
  return ["Set ", key, ` above ${limitWords}`];
}

function quotaSteps(resource: string, context: RunbookContext): readonly Item[] {
  const quota = quotaDemands(context.plan).find(
    ({ quota: { key } }) => key === resource || key === `table-${resource}`,
  )?.quota;
  return [
    ...(quota === undefined ? [] : [step("What the account has.", quotaValue(quota, context.region))]),
    step(["AWS sets this limit: ", see("quota-limit"), " has the commands that ask for more."]),
  ];
}
