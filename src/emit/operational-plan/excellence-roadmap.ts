import { figure } from "../../model/capacity/figures";
import type { TicketName } from "../../model/catalogue/ticket-triggers";
import { rounded } from "../../model/rounded";
import { errorThreshold } from "../../model/slo";
import { roughDuration } from "../../model/units/duration";
import { budgetVerdict } from "../../planning/cost/budget-verdict";
import { costEstimate } from "../../planning/cost/cost-estimate";
import { allSlos, exhaustionSeconds } from "../../planning/slo-budget";
import { opensByItself } from "../../planning/ticket-detection/opens-by-itself";
import { triggerRule } from "../../planning/ticket-detection/trigger-rules";
import type { EmitContext } from "../emit-context";
import { type Block, bullets, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, inlineCode, link } from "../markdown/inline";
import { ownerAmong } from "../owners";
import { measuresAny, notMeasured } from "../slo/not-measured";
import { significant } from "../slo/tier-table";
import { rehearsals } from "./rehearsals";
import { phaseDates } from "./timeline";

/** What comes when, how budgets steer it, how capacity is kept ahead, and what is reviewed how often. */
export function excellenceRoadmap(context: EmitContext): readonly Block[] {
  const { plan } = context;
  return [
    heading(3, "Phases"),
    table(
      ["Phase", "When", "Judged by"],
      plan.initiative.phases.map((phase) => [
        inlineCode(phase.name),
        phaseDates(phase),
        phase.successCriteria.flatMap(({ name }, position) =>
          position === 0 ? [inlineCode(name)] : [", ", inlineCode(name)],
        ),
      ]),
    ),
    heading(3, "Error budgets"),
    tableOr(
      ["Service", "SLO", "Tier", "Burn rate", "Share of failures", "Budget gone after", "Tells"],
      burnRows(context),
      "No service has an SLO.",
    ),
    ...(measuresAny(context) ? [policyWords(context)] : []),
    heading(3, "Capacity"),
    tableOr(
      ["Service", "Least", "Most", "Growth within the bounds"],
      capacityRows(context),
      "The plan has no services.",
    ),
    ...growth(context),
    heading(3, "Performance"),
    bullets(performance(context)),
    ...rehearsals(context),
    heading(3, "Reviews"),
    tableOr(
      ["What", "How often", "Who"],
      plan.tickets
        .filter(({ enabled }) => enabled)
        .map(({ name }) => {
          const { review, owners } = triggerRule(name);
          return [inlineCode(name), review, inlineCode(ownerAmong(plan, owners))];
        }),
      "The plan switches every trigger off.",
    ),
  ];
}

function policyWords(context: EmitContext): Block {
  return paragraph(
    "While a budget is left, features may be shipped; when it is used up, the next change makes the service more reliable. What happens at which share, and who decides, is the error budget policy in ",
    link("SLO.md", "SLO.md"),
    ".",
    ...budgetTickets(context),
  );
}

/** Which tickets the alarms on budgets open: an alarm whose trigger is off has one of its own. */
function budgetTickets({ plan, index }: EmitContext): readonly Content[] {
  const opens = (name: TicketName): Content =>
    opensByItself(plan, index, name) ? inlineCode(name) : "a ticket of the alarm's own";
  if (index.evidence.alarms.every(({ slo }) => slo === null)) return [];
  return [
    " A tier that fires opens ",
    opens("error_budget_burn_rate_exceeded"),
    ", a budget that is used up ",
    opens("sla_violation_detected"),
    ": see ",
    link("TICKET_REGISTRY.md", "TICKET_REGISTRY.md"),
    ".",
  ];
}

/** How fast each tier lets a budget go before it tells somebody. */
function burnRows(context: EmitContext): readonly (readonly Content[])[] {
  return allSlos(context.plan).flatMap((each): readonly (readonly Content[])[] => {
    const { service, slo } = each;
    const absent = notMeasured(context, each);
    if (absent !== null) return [[inlineCode(service.name), slo.name, absent, "", "", "", "nobody"]];
    return slo.tiers.map((tier) => [
      inlineCode(service.name),
      slo.name,
      tier.name,
      rounded(tier.factor),
      `${significant(100 * errorThreshold(tier, slo))} %`,
      roughDuration(exhaustionSeconds(tier, slo)),
      tier.severity,
    ]);
  });
}

function capacityRows({ plan }: EmitContext): readonly (readonly Content[])[] {
  return plan.services.map(({ name, scaling }) => [
    inlineCode(name),
    String(scaling.min),
    String(scaling.max),
    scaling.min === 0 ? "from none" : `${rounded(scaling.max / scaling.min)} times`,
  ]);
}

/** What the growth needs and costs is worked out in a document of its own. */
function growth({ plan, evidence }: EmitContext): readonly Block[] {
  const { capacity } = plan;
  const page = link("CAPACITY.md", "CAPACITY.md");
  const verdict = budgetVerdict(plan, costEstimate(plan, evidence));
  const cost = verdict === null ? "" : ` By its estimate ${verdict.words}.`;
  if (capacity === null) {
    return [paragraph("The plan names no users to carry: ", page, ` has what can be said without them.${cost}`)];
  }
  return [
    paragraph(
      `${figure(capacity.currentPeakUsers)} users today, to grow ${figure(capacity.growth)} times: what that needs, what runs out first and what to change stands in `,
      page,
      `.${cost} Load tests must show what one copy carries.`,
    ),
  ];
}

function performance({ plan, index }: EmitContext): readonly Content[] {
  const insights = index.providing("performance-insights").map(({ address }) => address);
  const baselines = index.providing("baseline").length;
  const pattern = plan.initiative.coordination.performanceOptimization;
  return [
    ...(pattern === undefined ? [] : [["The initiative follows ", inlineCode(pattern)]]),
    baselines === 0
      ? "No baselines are learnt"
      : `${baselines} baselines of requests and latency, learnt from two weeks`,
    insights.length === 0
      ? "No database insights are generated"
      : `Load of statements and waits is kept for ${insights.length} database resources`,
    ["How to scale: ", link("scale.md", "runbooks/scale.md")],
  ];
}
