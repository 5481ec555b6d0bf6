import type { Construct } from "constructs";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import { SEVERITIES, type Severity } from "../../model/severities";
import type { FoundationOutputs, IncidentOutputs } from "../core/stack-outputs";
import { connectChannel } from "./channels/connect-channel";
import type { SubscribedTopic } from "./channels/subscribed-topic";
import { EncryptedTopic } from "./encrypted-topic";
import { Escalation } from "./escalation/escalation";
import { channelOf, escalationChannels, immediateChannels, laterSteps } from "./escalation-steps";
import { EventNotification } from "./events/event-notification";
import { eventSources } from "./events/event-sources";
import { type IncidentRegion, incidentRegions } from "./incident-regions";
import { type SeverityTopics, severityTopics } from "./severity-topics";
import { openTickets } from "./tickets/open-tickets";

/** Topics of one region: by severity, and by channel for the escalation's later steps. */
interface RegionTopics {
  readonly region: IncidentRegion;
  readonly severities: SeverityTopics;
  readonly channels: ReadonlyMap<string, EncryptedTopic>;
}

/** Everything between an alarm or event and the people who answer it. */
export function incidentResponse(scope: Construct, plan: Plan, foundation: FoundationOutputs): IncidentOutputs {
  const sources = eventSources(plan);
  const [home, ...others] = incidentRegions(plan, foundation);
  if (home === undefined) throw new Error("a plan has a region");
  const homeTopics = topicsOf(
    scope,
    plan,
    home,
    sources.map(({ severity }) => severity),
  );
  const all = [homeTopics, ...others.map((region) => topicsOf(scope, plan, region, []))];

  for (const channel of heardChannels(plan)) connectChannel(scope, plan, channel, topicsFor(plan, channel, all));
  for (const topics of all) escalate(scope, plan, topics);
  const tickets = openTickets(scope, plan, [home, ...others], homeTopics.severities);
  for (const source of sources) {
    new EventNotification(scope, source.name.replaceAll("-", "_"), {
      plan,
      source,
      topicArn: homeTopics.severities[source.severity].arn,
      forChat: hasChat(plan, source.severity),
      tickets,
    });
  }
  const topicsIn = (region: string) => {
    const topics = all.find((one) => one.region.region === region);
    return topics === undefined ? null : arns(topics.severities);
  };
  const topicArns = arns(homeTopics.severities);
  const recovery = plan.recovery === null ? null : plan.recovery.region;
  return {
    topicArns,
    globalTopicArns: topicsIn(GLOBAL_REGION) ?? topicArns,
    recoveryTopicArns: recovery === null ? null : topicsIn(recovery),
  };
}

function topicsOf(
  scope: Construct,
  plan: Plan,
  region: IncidentRegion,
  eventSeverities: readonly Severity[],
): RegionTopics {
  const channels = escalationChannels(plan).map((channel) => {
    const id = `${region.prefix}escalation_to_${channel}`;
    return [
      channel,
      new EncryptedTopic(scope, id, { plan, region, name: `escalation-${channel}`, publishers: [] }),
    ] as const;
  });
  return { region, severities: severityTopics(scope, plan, region, eventSeverities), channels: new Map(channels) };
}

/** Channels that any step names; others of the plan are nobody's business yet. */
function heardChannels(plan: Plan): readonly string[] {
  const immediate = SEVERITIES.flatMap((severity) => immediateChannels(plan, severity));
  return [...new Set([...immediate, ...escalationChannels(plan)])].sort();
}

function topicsFor(plan: Plan, channel: string, all: readonly RegionTopics[]): readonly SubscribedTopic[] {
  return all.flatMap(({ region: { prefix, region }, severities, channels }) => {
    const immediate = SEVERITIES.filter((severity) => immediateChannels(plan, severity).includes(channel)).map(
      (severity) =>
        ({
          id: `${prefix}${severity}`,
          arn: severities[severity].arn,
          region,
          capability: "incident-notification",
        }) as const,
    );
    const own = channels.get(channel);
    if (own === undefined) return immediate;
    return [
      ...immediate,
      { id: `${prefix}escalation`, arn: own.arn, region, capability: "incident-escalation" } as const,
    ];
  });
}

function escalate(scope: Construct, plan: Plan, { region, channels }: RegionTopics): void {
  const steps = laterSteps(plan).map(({ after, severities, channels: names }) => ({
    after,
    severities,
    targets: names.map((channel) => target(plan, channel, channels)),
  }));
  if (steps.length > 0) new Escalation(scope, `${region.prefix}escalation`, { plan, region, steps });
}

function target(plan: Plan, channel: string, topics: ReadonlyMap<string, EncryptedTopic>) {
  const topic = topics.get(channel);
  if (topic === undefined) throw new Error(`channel ${channel} has no topic`);
  return { channel, type: channelOf(plan, channel).type, topicArn: topic.arn };
}

function hasChat(plan: Plan, severity: Severity): boolean {
  return immediateChannels(plan, severity).some((channel) => channelOf(plan, channel).type === "slack");
}

function arns(topics: SeverityTopics): Readonly<Record<Severity, string>> {
  return {
    critical: topics.critical.arn,
    high: topics.high.arn,
    medium: topics.medium.arn,
    low: topics.low.arn,
  };
}
