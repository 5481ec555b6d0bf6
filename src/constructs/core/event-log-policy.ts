import type { Plan } from "../../model/plan";
import { planArn } from "./names";
import { policyDocument } from "./policy";

/**
 * Resource policy of a log group that EventBridge writes events to: it takes no role for one (EventBridge user guide), and
 * sends no source when it makes a stream, so that the guide's policy has no condition there either.
 */
export function eventLogPolicy(plan: Plan, group: string, ruleNames: readonly string[]): string {
  const principal = { Service: ["delivery.logs.amazonaws.com", "events.amazonaws.com"] };
  return policyDocument(
    {
      Sid: "CreateStreams",
      Principal: principal,
      Action: "logs:CreateLogStream",
      Resource: planArn(plan, "logs", `log-group:${group}:*`),
    },
    {
      Sid: "PutEvents",
      Principal: principal,
      Action: "logs:PutLogEvents",
      Resource: planArn(plan, "logs", `log-group:${group}:*:*`),
      Condition: {
        ArnEquals: { "aws:SourceArn": ruleNames.map((name) => planArn(plan, "events", `rule/${name}`)) },
      },
    },
  );
}
