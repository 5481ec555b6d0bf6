import type { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { channelOf } from "../escalation-steps";
import { EmailChannel } from "./email-channel";
import { PagingChannel } from "./paging-channel";
import { SlackChannel } from "./slack-channel";
import type { SubscribedTopic } from "./subscribed-topic";

/** Lets a channel of the plan hear what is published to topics. */
export function connectChannel(scope: Construct, plan: Plan, name: string, topics: readonly SubscribedTopic[]): void {
  const channel = channelOf(plan, name);
  const id = `channel_${name}`;
  switch (channel.type) {
    case "email":
      new EmailChannel(scope, id, { plan, address: channel.address, topics });
      return;
    case "paging":
      new PagingChannel(scope, id, { plan, channel: name, endpointSecret: channel.endpointSecret, topics });
      return;
    case "slack":
      new SlackChannel(scope, id, {
        plan,
        channel: name,
        workspaceId: channel.workspaceId,
        channelId: channel.channelId,
        topics,
      });
      return;
  }
}
