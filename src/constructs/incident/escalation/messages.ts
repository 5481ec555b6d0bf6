import type { Plan } from "../../../model/plan";
import { type Duration, formatDuration } from "../../../model/units/duration";
import { ACKNOWLEDGED_TAG } from "../../core/acknowledged-tag";
import { jsonata, quoted } from "../../core/state-machine/jsonata";
import type { EscalationTarget } from "./targets";

/** SNS allows 100 characters for the subject of a mail (Publish). */
const SUBJECT_MAX_LENGTH = 100;

export interface MessageProps {
  readonly plan: Plan;
  readonly region: string;
  readonly after: Duration;
}

/** What is published to a channel's topic, in the form that the channel's kind understands. */
export function messageFor({ type }: EscalationTarget, props: MessageProps): Readonly<Record<string, string>> {
  switch (type) {
    case "email":
      return {
        Subject: jsonata(`$substring('[' & $severity & '] ' & $alarmName, 0, ${SUBJECT_MAX_LENGTH})`),
        Message: jsonata(text(props)),
      };
    case "slack":
      return { Message: jsonata(`$string(${chatNotification(props)})`) };
    case "paging":
      return { Message: jsonata(`$string(${alarmNotification(props)})`) };
  }
}

function headline({ after }: MessageProps): string {
  return `${quoted(`Nobody has answered for ${formatDuration(after)}: `)} & $alarmName & ' (' & $severity & ')'`;
}

function body({ region }: MessageProps): string {
  const acknowledge = `To answer and stop the escalation:\naws cloudwatch tag-resource --region ${region} --resource-arn `;
  const tag = ` --tags Key=${ACKNOWLEDGED_TAG},Value=$USER`;
  return `$description & '\\n\\n' & $reason & '\\n\\n' & ${quoted(acknowledge)} & $alarmArn & ${quoted(tag)}`;
}

function text(props: MessageProps): string {
  return `${headline(props)} & '\\n\\n' & ${body(props)}`;
}

/** Amazon Q Developer's schema for custom notifications; it shows nothing else that is not an AWS event. */
function chatNotification(props: MessageProps): string {
  const content = `{'textType': 'client-markdown', 'title': ${headline(props)}, 'description': ${body(props)}}`;
  return `{'version': '1.0', 'source': 'custom', 'content': ${content}}`;
}

/** What CloudWatch itself sends to SNS: paging tools open and group incidents by these fields. */
function alarmNotification({ plan, region }: MessageProps): string {
  const fields = [
    "'AlarmName': $alarmName",
    "'AlarmDescription': $description",
    "'AlarmArn': $alarmArn",
    `'AWSAccountId': ${quoted(plan.environment.account)}`,
    `'Region': ${quoted(region)}`,
    "'NewStateValue': 'ALARM'",
    "'NewStateReason': $reason",
    "'OldStateValue': 'OK'",
    "'StateChangeTime': $changed",
  ];
  return `{${fields.join(", ")}}`;
}
