import type { AlarmEvidence } from "../../evidence/evidence";
import { SEVERITIES, type Severity } from "../../model/severities";
import { formatDuration } from "../../model/units/duration";
import { answerAlarm, forgetAnswer, regionsOf } from "../commands/alarm-commands";
import { ask } from "../commands/shell";
import { type Block, heading, type Item, paragraph, table, tableOr } from "../markdown/blocks";
import { codeList, inlineCode } from "../markdown/inline";
import type { RunbookContext } from "./runbook-content";
import { step } from "./steps";

/** Answering stops the escalation; only where one is generated, and an alarm can start it. */
export function answerSteps({ alarms, index, account }: RunbookContext): readonly Item[] {
  if (index.byRole("escalation-state-machine").length === 0) return [];
  return regionsOf(alarms.filter(({ purpose }) => purpose === "notifies")).map((region) =>
    step(
      ["Answer an alarm of ", inlineCode(region), " that fires, and the escalation stops."],
      ask("ALARM", "Name of the alarm"),
      answerAlarm(account, region),
    ),
  );
}

/** Takes every answer away, so that the alarm escalates when it fires again. */
export function forgetSteps(context: RunbookContext): readonly Item[] {
  const { index, account, alarms } = context;
  if (index.byRole("escalation-state-machine").length === 0) return [];
  return regionsOf(alarms.filter(({ purpose }) => purpose === "notifies")).map((region) =>
    step(
      ["Take your answer off the alarm in ", inlineCode(region), ", so that it escalates the next time."],
      ask("ALARM", "Name of the alarm"),
      forgetAnswer(account, region),
    ),
  );
}

/** Who is told, and when, for the severities that lead here. */
export function escalationBlocks({ plan, alarms }: RunbookContext): readonly Block[] {
  const severities = severitiesOf(alarms);
  const steps = plan.incidents.escalation.filter((one) =>
    one.severities.some((severity) => severities.includes(severity)),
  );
  return [
    heading(2, "Escalation"),
    tableOr(
      ["After", "Channels", "For severities"],
      steps.map(({ after, to, severities: heard }) => [
        after.seconds === 0 ? "at once" : formatDuration(after),
        codeList(to, "nobody"),
        heard.join(", "),
      ]),
      "The plan names no escalation for these severities: call whoever is on duty.",
    ),
    table(
      ["Severity", "Answer within"],
      severities.map((severity) => [severity, formatDuration(plan.incidents.responseTime[severity])]),
    ),
    paragraph(
      "Escalate at once when you do not know what to do, are alone with a critical incident, or need access you lack.",
    ),
  ];
}

/** An operation that goes wrong can be of any severity. */
function severitiesOf(alarms: readonly AlarmEvidence[]): readonly Severity[] {
  return alarms.length === 0 ? SEVERITIES : SEVERITIES.filter((one) => alarms.some(({ severity }) => severity === one));
}
