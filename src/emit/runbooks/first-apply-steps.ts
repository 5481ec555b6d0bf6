import { databaseUser } from "../../model/names";
import {
  createDatabaseUsers,
  pendingConnections,
  pendingSubscriptions,
  zoneNameServers,
} from "../commands/first-apply-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { planPrefix } from "./plan-prefix";
import type { RunbookContext, StepGroup } from "./runbook-content";
import { groupIfAny, step } from "./steps";
import { databaseTargets } from "./targets";

/** What Terraform cannot do for a new environment: delegations, consents and users, once. */
export function firstApplySteps(context: RunbookContext): readonly StepGroup[] {
  return groupIfAny("The first apply, once per environment", [
    ...delegation(context),
    ...connection(context),
    ...subscriptions(context),
    ...databaseUsers(context),
  ]);
}

function delegation({ plan, index }: RunbookContext): readonly Item[] {
  const { domain } = plan.environment;
  if (domain === null || index.ofType("aws_route53_zone").length === 0) return [];
  return [
    step(
      [
        "While the foundation stack applies, its zone appears and its certificates wait. Have these name servers entered for ",
        inlineCode(domain),
        " in the domain above it; the certificates are issued minutes later.",
      ],
      zoneNameServers(domain),
    ),
  ];
}

function connection({ plan, region }: RunbookContext): readonly Item[] {
  if (plan.delivery.source === null || plan.delivery.source.connectionArn !== null) return [];
  return [
    step(
      "After the delivery stack: authorise the connection in the console, Developer Tools, Settings, Connections. Until then every pipeline run fails. It is done when this lists nothing.",
      pendingConnections(region),
    ),
  ];
}

function subscriptions({ plan, region }: RunbookContext): readonly Item[] {
  const mails = Object.values(plan.incidents.channels).some(({ type }) => type === "email");
  if (!mails) return [];
  return [
    step(
      "After the incident stack: whoever reads the addresses follows the link in each confirmation mail. These still wait.",
      pendingSubscriptions(planPrefix(plan), region),
    ),
  ];
}

function databaseUsers(context: RunbookContext): readonly Item[] {
  return databaseTargets(context).flatMap(({ store, cluster }) => {
    const users = context.plan.services.filter(({ uses }) => uses.includes(store.name));
    if (users.length === 0) return [];
    return [
      step(
        ["After the data stack: a user of ", inlineCode(store.name), " for each service, which logs in by IAM."],
        createDatabaseUsers(
          cluster,
          users.map(({ name }) => databaseUser(name)),
          context.region,
        ),
      ),
    ];
  });
}
