import type { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import {
  ANOMALY_SEVERITY,
  budgetNotices,
  costTopicRegion,
  dollarBudget,
  watchesAnomalies,
} from "../../model/cost-watch";
import type { Plan } from "../../model/plan";
import { SEVERITIES, type Severity } from "../../model/severities";
import { EncryptedTopic, type Publisher } from "./encrypted-topic";
import { immediateChannels } from "./escalation-steps";
import type { IncidentRegion } from "./incident-regions";
import { INCIDENT_SUBJECT } from "./incident-subject";

export type SeverityTopics = Readonly<Record<Severity, EncryptedTopic>>;

/** One topic per severity in one region: what alarms and event rules publish incidents to. */
export function severityTopics(
  scope: Construct,
  plan: Plan,
  region: IncidentRegion,
  eventSeverities: readonly Severity[],
): SeverityTopics {
  const entries = SEVERITIES.map((severity) => {
    const publishers: readonly Publisher[] = [
      "alarms",
      ...(eventSeverities.includes(severity) ? (["events"] as const) : []),
      ...costPublishers(plan, region.region, severity),
    ];
    return [severity, severityTopic(scope, plan, region, severity, publishers)] as const;
  });
  return Object.fromEntries(entries) as Record<Severity, EncryptedTopic>;
}

/** AWS's billing services, in the topics that they tell of budgets and anomalies. */
function costPublishers(plan: Plan, region: string, severity: Severity): readonly Publisher[] {
  const budget = dollarBudget(plan);
  if (budget === null || region !== costTopicRegion(plan)) return [];
  return [
    ...(budgetNotices(budget).some((notice) => notice.severity === severity) ? (["budgets"] as const) : []),
    ...(watchesAnomalies(plan) && severity === ANOMALY_SEVERITY ? (["cost-anomalies"] as const) : []),
  ];
}

function severityTopic(
  scope: Construct,
  plan: Plan,
  region: IncidentRegion,
  severity: Severity,
  publishers: readonly Publisher[],
): EncryptedTopic {
  const topic = new EncryptedTopic(scope, `${region.prefix}${severity}`, {
    plan,
    region,
    name: `incident-${severity}`,
    publishers,
  });
  const handles = { name: topic.name, severity, region: region.region };
  playsRole(topic.topic, INCIDENT_SUBJECT, "incident-topic", handles);
  // A topic that nobody listens to notifies nobody, so it claims nothing.
  if (immediateChannels(plan, severity).length > 0) provides(topic.topic, INCIDENT_SUBJECT, "incident-notification");
  return topic;
}
