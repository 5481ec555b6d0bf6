import { SEVERITIES } from "../../model/severities";
import { actingAlarms } from "../../planning/slo-alarms";
import { alarmStates, alarmsWithoutData, drillAlarm, regionsOf } from "../commands/alarm-commands";
import { aws } from "../commands/aws";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { alarmOrder } from "../runbooks/alarm-order";
import { planPrefix } from "../runbooks/plan-prefix";
import { step } from "../runbooks/steps";

export function dashboards({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("dashboard")
    .map(({ handles: { name } }) =>
      step(
        ["The dashboard ", inlineCode(name), " is there, and its graphs have data."],
        aws("cloudwatch get-dashboard", { "dashboard-name": name, query: "DashboardArn" }, region),
      ),
    );
}

export function alarmStatesOf({ plan, evidence }: EmitContext): readonly Item[] {
  const regions = regionsOf(evidence.alarms);
  if (regions.length === 0) return [];
  const acting = actingAlarms(evidence.alarms);
  return [
    step(`All ${acting.length} alarms that notify or guard deployments are OK.`, alarmStates(acting)),
    step("None lacks data a day after traffic began.", alarmsWithoutData(planPrefix(plan), regions)),
  ];
}

/** One alarm per severity, so that every topic and channel is used once. */
export function alarmDrill({ evidence }: EmitContext): readonly Item[] {
  const notifying = alarmOrder(evidence.alarms.filter(({ purpose }) => purpose === "notifies"));
  return SEVERITIES.flatMap((severity) => {
    const alarm = notifying.find((one) => one.severity === severity);
    return alarm === undefined
      ? []
      : [
          step(
            [
              "Severity ",
              severity,
              ": the channels of ",
              inlineCode(alarm.name),
              " are told, with its runbook; ",
              alarm.kind === "metric" ? "it is OK again after its next evaluation." : "the last command ends it.",
            ],
            drillAlarm(alarm),
          ),
        ];
  });
}

export function anomalyDetectors({ index, evidence, region }: EmitContext): readonly Item[] {
  const baselines = evidence.alarms.filter((alarm) => index.resourceOf(alarm)?.capabilities.includes("baseline"));
  if (baselines.length === 0) return [];
  return [
    step(
      "Every model is TRAINED: two weeks after traffic began.",
      aws(
        "cloudwatch describe-anomaly-detectors",
        {
          "anomaly-detector-types": ["SINGLE_METRIC", "METRIC_MATH"],
          query: "AnomalyDetectors[].[StateValue,SingleMetricAnomalyDetector.MetricName]",
          output: "table",
        },
        region,
      ),
    ),
    step(`The ${baselines.length} alarms on baselines are OK.`, alarmStates(baselines)),
  ];
}

export function notificationDrill(context: EmitContext): readonly Item[] {
  return context.index.byRole("incident-topic").flatMap(({ handles: { name, region, severity } }) => {
    const topic = `arn:aws:sns:${region}:${context.account}:${name}`;
    return [
      step(
        ["No subscription of ", inlineCode(name), " is PendingConfirmation."],
        aws(
          "sns list-subscriptions-by-topic",
          { "topic-arn": topic, query: "Subscriptions[].[Protocol,Endpoint,SubscriptionArn]", output: "table" },
          region,
        ),
      ),
      step(
        ["The channels for ", severity, " get this message."],
        aws(
          "sns publish",
          { "topic-arn": topic, subject: "Drill", message: "Drill: nothing is wrong. Answer in the channel." },
          region,
        ),
      ),
    ];
  });
}
