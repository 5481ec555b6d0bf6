import { runbookPath } from "../../model/catalogue/runbooks";
import { compareText } from "../../model/compare-text";
import { SEVERITIES } from "../../model/severities";
import { formatDuration } from "../../model/units/duration";
import { emittedRunbooks } from "../../planning/emitted-documents";
import { allSlos } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import { addressTable } from "../markdown/addresses";
import { type Block, heading, numbered, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link } from "../markdown/inline";
import { ownerOfRunbook } from "../owners";

/** How an incident is noticed, who is told, what they do, and what is learnt. */
export function incidentArchitecture(context: EmitContext): readonly Block[] {
  const { plan, index } = context;
  const { incidents } = plan;
  return [
    heading(3, "Response times"),
    table(
      ["Severity", "Answer within"],
      SEVERITIES.map((severity) => [severity, formatDuration(incidents.responseTime[severity])]),
    ),
    heading(3, "Topics"),
    tableOr(
      ["Topic", "Severity", "Region", "Address"],
      topics(context).map(({ handles, resource }) => [
        inlineCode(handles.name),
        handles.severity,
        inlineCode(handles.region),
        inlineCode(resource.address),
      ]),
      "No topic is generated: alarms reach nobody.",
    ),
    heading(3, "Channels"),
    tableOr(["Channel", "Reaches"], channelRows(context), "The plan names no channels."),
    heading(3, "Escalation"),
    ...escalation(context),
    heading(3, "Detection beside alarms"),
    paragraph("Events of AWS itself that reach the topics."),
    addressTable(
      [
        ...index.providing("event-notification"),
        ...index.providing("deployment-event").filter((one) => !one.capabilities.includes("event-notification")),
      ],
      "None is generated.",
    ),
    heading(3, "Runbooks"),
    table(
      ["Runbook", "Owner"],
      emittedRunbooks(context.evidence).map((runbook) => [
        link(`${runbook}.md`, runbookPath(runbook)),
        inlineCode(ownerOfRunbook(plan, runbook)),
      ]),
    ),
    heading(3, "Communication and learning"),
    numbered([
      {
        text: "The channel that was called first is where the incident is talked about. What is decided elsewhere is repeated there.",
      },
      { text: "One person leads, one works, one tells the others." },
      ...(allSlos(plan).length === 0
        ? []
        : [
            { text: ["Budgets decide what comes next: the error budget policy is in ", link("SLO.md", "SLO.md"), "."] },
          ]),
      {
        text: [
          index.providing("post-incident-review").length === 0
            ? "The review follows within five working days: "
            : "A critical or high ticket that is resolved opens its review by itself, due within five working days: ",
          link("post-incident-review.md", runbookPath("post-incident-review")),
          ".",
        ],
      },
      { text: ["Actions become tickets in ", link("TICKET_REGISTRY.md", "TICKET_REGISTRY.md"), "."] },
    ]),
  ];
}

/** By severity, then by region. */
function topics({ index }: EmitContext) {
  const order: readonly string[] = SEVERITIES;
  const rank = (severity: string) => order.indexOf(severity);
  return [...index.byRole("incident-topic")].sort(
    (a, b) => rank(a.handles.severity) - rank(b.handles.severity) || compareText(a.handles.region, b.handles.region),
  );
}

function channelRows({ plan }: EmitContext): readonly (readonly Content[])[] {
  return Object.entries(plan.incidents.channels).map(([name, channel]) => [inlineCode(name), reaches(channel)]);
}

type Channel = EmitContext["plan"]["incidents"]["channels"][string];

function reaches(channel: Channel): Content {
  switch (channel.type) {
    case "email":
      return ["mail to ", inlineCode(channel.address)];
    case "paging":
      return ["the paging tool whose endpoint is kept in ", inlineCode(channel.endpointSecret)];
    case "slack":
      return ["Slack channel ", inlineCode(channel.channelId)];
  }
}

function escalation({ plan, index }: EmitContext): readonly Block[] {
  const machines = index.byRole("escalation-state-machine");
  return [
    tableOr(
      ["After", "Channels", "For severities"],
      plan.incidents.escalation.map(({ after, to, severities }) => [
        after.seconds === 0 ? "at once" : formatDuration(after),
        codeList(to, "nobody"),
        severities.join(", "),
      ]),
      "The plan names no escalation.",
    ),
    ...(machines.length === 0
      ? []
      : [
          paragraph(
            `Later steps are taken while the alarm still fires and nobody has answered it, by the state machine${machines.length === 1 ? "" : "s"} `,
            ...codeList(
              machines.map(({ resource }) => resource.address),
              "none",
            ),
            ".",
          ),
        ]),
  ];
}
