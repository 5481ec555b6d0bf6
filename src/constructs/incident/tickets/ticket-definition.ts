import { dedupeKey, dedupePrefix } from "../../../model/dedupe-key";
import type { Plan } from "../../../model/plan";
import { runbookLink } from "../../core/runbook-link";
import { jsonata, literal, orElse, quoted } from "../../core/state-machine/jsonata";
import { choice, type State, type States, task } from "../../core/state-machine/state";
import { TICKET_REQUEST_DETAIL_TYPE } from "../../core/ticket-request";
import { describeAlarm, FOUND_ALARM } from "../alarm-states/describe-alarm";
import { TICKET_OPENED_DETAIL_TYPE, TICKET_OPENED_SOURCE } from "./ticket-events";
import { ALARM_TICKET, RANKS, ticketTable } from "./ticket-table";

/** OpsCenter's limits on an OpsItem's title and description (API reference, CreateOpsItem). */
const TITLE_MAX_LENGTH = 1024;
const DESCRIPTION_MAX_LENGTH = 2048;

/** The shortest heading among ticket systems: ServiceNow's short description. Jira takes 255 characters, GitHub 256. */
const SUMMARY_MAX_LENGTH = 160;

/** Step Functions' name of the error: the service, then the exception of CreateOpsItem. */
const ALREADY_OPEN = "Ssm.OpsItemAlreadyExistsException";

/**
 * Opens a ticket: an OpsItem in OpsCenter, once per dedupe key while it is open, and then an event that tells of it.
 *
 * It is started by three kinds of input: the event of an alarm, a request (core/ticket-request.ts), and the parts that
 * a rule on an AWS service's events takes from them (see ticket-template.ts). Each becomes `request`; one that names
 * another plan, or a ticket that the plan switches off, opens nothing.
 */
export function ticketDefinition(plan: Plan): State {
  return {
    Comment: `Tickets of ${plan.name} ${plan.environment.name}`,
    QueryLanguage: "JSONata",
    StartAt: "What is it?",
    States: { ...reading(plan), ...opening(plan) },
  };
}

const DESCRIPTION = "$states.input.detail.configuration.description";

function reading(plan: Plan): States {
  const kind = "$states.input.`detail-type`";
  return {
    "What is it?": {
      Type: "Choice",
      Choices: [
        { Condition: jsonata(`${kind} = 'CloudWatch Alarm State Change'`), Next: "Is it described?" },
        { Condition: jsonata(`${kind} = ${quoted(TICKET_REQUEST_DETAIL_TYPE)}`), Next: "Read request" },
      ],
      Default: "Read event",
    },
    "Is it described?": choice(`$exists(${DESCRIPTION})`, "Take description", "Look alarm up"),
    "Take description": { Type: "Pass", Assign: { description: jsonata(DESCRIPTION) }, Next: "Read alarm" },
    // AWS's own samples of composite alarms' events have no description.
    "Look alarm up": {
      ...describeAlarm("$states.input.detail.alarmName"),
      Assign: { description: jsonata(orElse(`${FOUND_ALARM}.AlarmDescription`, "")) },
      Output: jsonata("$states.input"),
      Next: "Read alarm",
    },
    "Read alarm": reader(fromAlarm(plan)),
    "Read request": reader(fromRequest(plan)),
    "Read event": reader(fromEvent(plan)),
    "Is there a ticket?": choice("$request.known", "Write ticket", "Nothing to open"),
    "Nothing to open": { Type: "Succeed" },
  };
}

function reader(expression: string): State {
  return { Type: "Pass", Assign: { request: jsonata(expression) }, Next: "Is there a ticket?" };
}

/**
 * The event of an alarm carries no tags, so what is needed stands in the description (core/alarm.ts). While another
 * alarm speaks for this one its actions are suppressed, and so is its ticket: the other opens one. CloudWatch waiting
 * whether another will speak is no reason: no second event comes when it stops waiting.
 */
function fromAlarm(plan: Plan): string {
  const prefix = `${plan.name}-${plan.environment.name}-`;
  const line = (name: string) => `$substringBefore($substringAfter($text, ${quoted(`\n${name}: `)}), '\\n')`;
  return block(
    "$alarm := $states.input.detail",
    "$text := $description",
    `$marked := $contains($text, '\\nTicket: ')`,
    // An alarm of another region that nothing describes: a ticket of its own says at least that it went off.
    `$bare := $text = '' and $substring($alarm.alarmName, 0, ${prefix.length}) = ${quoted(prefix)}`,
    `$key := $marked ? $substringAfter($text, '\\nTicket: ') : $bare ? ${quoted(dedupeKey(plan, "alarm", ""))} & $alarm.alarmName : ''`,
    "$parts := $split($key, '/')",
    "$ticket := $parts[2]",
    `$row := $ticket = 'alarm' ? ${literal(ALARM_TICKET)} : $lookup(${literal(ticketTable(plan))}, $ticket)`,
    `$ours := ($marked or $bare) and $parts[0] = ${quoted(plan.name)} and $parts[1] = ${quoted(plan.environment.name)}`,
    `$own := $bare ? 'high' : $substringBefore($substringAfter($text, '. Severity '), '.')`,
    `$rank := function($severity) { $lookup(${literal(RANKS)}, $severity).rank }`,
    "$spoken := $alarm.state.actionsSuppressedBy in ['Alarm', 'ExtensionPeriod']",
    object({
      known: "$ours and $exists($row) and $not($spoken)",
      ticket: "$ticket",
      subject: "$join($filter($parts, function($part, $at) { $at > 2 }), '/')",
      dedupeKey: "$key",
      title: "$bare ? $alarm.alarmName : $substringBefore($text, '. Severity ')",
      text: "$alarm.alarmName & ' in ' & $states.input.region & ' went off at ' & $states.input.time & '.\\n\\n' & $alarm.state.reason",
      severity:
        "$not($exists($row.severity)) or ($row.followsAlarm and $rank($own) > $rank($row.severity)) ? $own : $row.severity",
      category: "$row.category",
      theme: "$row.theme",
      runbook: `$bare ? ${quoted(runbookLink(plan, "incident"))} : ${line("Runbook")}`,
      dashboard: `$marked ? ${line("Dashboard")}`,
      alarmName: "$alarm.alarmName",
      alarmArn: "$states.input.resources[0]",
      // OpsCenter takes the resource for a part of the dedupe key: alarms that share a ticket name none.
      resource: "$ticket = 'alarm' ? $states.input.resources[0]",
    }),
  );
}

function fromRequest(plan: Plan): string {
  return block(
    "$wanted := $states.input.detail",
    `$row := $lookup(${literal(ticketTable(plan))}, $wanted.ticket)`,
    `$ours := $wanted.plan = ${quoted(plan.name)} and $wanted.environment = ${quoted(plan.environment.name)}`,
    object({
      ...fromCatalogue(plan, "$wanted.ticket", "$wanted.subject"),
      known: "$ours and $exists($row) and $exists($wanted.subject) and $wanted.subject != ''",
      title: "$exists($wanted.title) ? $wanted.title : $wanted.ticket & ' of ' & $wanted.subject",
      text: "$exists($wanted.text) ? $wanted.text : 'No details were given.'",
      severity: `$exists($lookup(${literal(RANKS)}, $wanted.severity)) ? $wanted.severity : $row.severity`,
      runbook: "$exists($wanted.runbook) ? $wanted.runbook : $row.runbook",
      dashboard: "$wanted.dashboard",
    }),
  );
}

/** Texts come in pieces, with values of the event between them. */
function fromEvent(plan: Plan): string {
  return block(
    "$joined := function($pieces) { $join($map($pieces, function($piece) { $string($piece) })) }",
    "$event := $states.input",
    `$row := $lookup(${literal(ticketTable(plan))}, $event.ticket)`,
    "$subject := $joined($event.subject)",
    object({
      ...fromCatalogue(plan, "$event.ticket", "$subject"),
      known: "$exists($row)",
      title: "$joined($event.title)",
      text: "$joined($event.text)",
      severity: "$row.severity",
      runbook: "$event.runbook",
    }),
  );
}

function fromCatalogue(plan: Plan, ticket: string, subject: string) {
  return {
    ticket,
    subject,
    dedupeKey: `${quoted(dedupePrefix(plan))} & ${ticket} & '/' & ${subject}`,
    category: "$row.category",
    theme: "$row.theme",
  };
}

function opening(plan: Plan): States {
  return {
    "Write ticket": { Type: "Pass", Assign: { item: jsonata(item(plan)) }, Next: "Open OpsItem" },
    "Open OpsItem": {
      ...task("aws-sdk:ssm:createOpsItem", jsonata(opsItem(plan)), [ALREADY_OPEN]),
      Assign: { opsItemId: jsonata("$states.result.OpsItemId") },
      Catch: [{ ErrorEquals: [ALREADY_OPEN], Next: "Already open" }],
      Next: "Tell of ticket",
    },
    "Tell of ticket": {
      ...task("events:putEvents", {
        Entries: [
          {
            Source: TICKET_OPENED_SOURCE,
            DetailType: TICKET_OPENED_DETAIL_TYPE,
            EventBusName: "default",
            Detail: jsonata(opened(plan)),
          },
        ],
      }),
      Next: "Opened",
    },
    Opened: { Type: "Succeed" },
    "Already open": { Type: "Succeed" },
  };
}

/** Heading, body and rank of the ticket, for OpsCenter and for the ticket systems alike. */
function item(plan: Plan): string {
  const heading = quoted(`${plan.name} ${plan.environment.name}: `);
  return block(
    "$title := $join($split($request.title, '\\n'), ' ')",
    "$tail := '- Runbook: ' & $request.runbook",
    "$tail := $tail & ($exists($request.dashboard) ? '\\n- Dashboard: ' & $request.dashboard : '')",
    `$tail := $tail & ${quoted(`\n- Owner: ${plan.owner}`)} & '\\n- Dedupe key: ' & $request.dedupeKey`,
    `$room := ${DESCRIPTION_MAX_LENGTH} - $length($tail) - 2`,
    object({
      title: `$substring(${heading} & $title, 0, ${TITLE_MAX_LENGTH})`,
      summary: `$substring(${heading} & $title, 0, ${SUMMARY_MAX_LENGTH})`,
      description: "$substring($request.text, 0, $room) & '\\n\\n' & $tail",
      ranks: `$lookup(${literal(RANKS)}, $request.severity)`,
    }),
  );
}

/** The whole call, as one expression: a part that a ticket lacks would stop it elsewhere. */
function opsItem(plan: Plan): string {
  const searchable = (value: string) => `{'Type': 'SearchableString', 'Value': ${value}}`;
  const data = object({
    "/aws/dedup": searchable("$string({'dedupString': $request.dedupeKey})"),
    "/aws/resources": `$exists($request.resource) ? ${searchable("$string([{'arn': $request.resource}])")}`,
    "opsplan-plan": searchable(quoted(plan.name)),
    "opsplan-environment": searchable(quoted(plan.environment.name)),
    "opsplan-trigger": searchable("$request.ticket"),
    "opsplan-subject": searchable("$request.subject"),
    "opsplan-dedupe-key": searchable("$request.dedupeKey"),
    "opsplan-runbook": searchable("$request.runbook"),
    "opsplan-alarm": `$exists($request.alarmName) ? ${searchable("$request.alarmName")}`,
    "opsplan-alarm-arn": `$exists($request.alarmArn) ? ${searchable("$request.alarmArn")}`,
  });
  return object({
    Title: "$item.title",
    Description: "$item.description",
    Source: quoted(TICKET_OPENED_SOURCE),
    Severity: "$string($item.ranks.rank)",
    Priority: "$item.ranks.rank",
    Category: "$request.category",
    OperationalData: data,
    Tags: literal([
      { Key: "plan", Value: plan.name },
      { Key: "environment", Value: plan.environment.name },
    ]),
  });
}

function opened(plan: Plan): string {
  const links = "'\\n- OpsItem: ' & $opsItemId";
  return object({
    plan: quoted(plan.name),
    environment: quoted(plan.environment.name),
    ticket: "$request.ticket",
    subject: "$request.subject",
    title: "$item.title",
    summary: "$item.summary",
    text: `$item.description & ${links}`,
    priority: "$request.severity",
    severity: "$item.ranks.rank",
    impact: "$item.ranks.impact",
    urgency: "$item.ranks.urgency",
    category: "$request.category",
    theme: "$request.theme",
    dedupeKey: "$request.dedupeKey",
    opsItemId: "$opsItemId",
    runbook: "$request.runbook",
  });
}

function block(...expressions: readonly string[]): string {
  return `(${expressions.join("; ")})`;
}

/** An object of expressions; a member without a value is left out. */
function object(members: Readonly<Record<string, string>>): string {
  const entries = Object.entries(members).map(([name, expression]) => `${quoted(name)}: ${expression}`);
  return `{${entries.join(", ")}}`;
}
