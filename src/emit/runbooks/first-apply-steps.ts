import { databaseUser } from "../../model/names";
import {
  createDatabaseUsers,
  createStateBucket,
  pendingConnections,
  pendingSubscriptions,
  zoneNameServers,
} from "../commands/first-apply-commands";
import { setClientSecret } from "../commands/security-commands";
import { terraformApplyOnly } from "../commands/terraform-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { planPrefix } from "./plan-prefix";
import type { RunbookContext, StepGroup } from "./runbook-content";
import { groupIfAny, step } from "./steps";
import { databaseTargets } from "./targets";

const AUTHORISE = "authorise the connection in the console, Developer Tools, Settings, Connections.";
const DONE = "Until then every pipeline run fails. It is done when this lists nothing.";

/** What Terraform cannot do for a new environment: delegations, consents and users, once. */
export function firstApplySteps(context: RunbookContext): readonly StepGroup[] {
  return groupIfAny("The first apply, once per environment", [
    ...stateBucket(context),
    ...delegation(context),
    ...connection(context),
    ...subscriptions(context),
    ...databaseUsers(context),
    ...clientSecret(context),
  ]);
}

function stateBucket({ plan }: RunbookContext): readonly Item[] {
  if (plan.state.kind !== "s3") return [];
  return [
    step(
      [
        "Before anything else, unless it exists: the bucket for Terraform's state. Bucket names are unique in all of AWS: an account that keeps a bucket of its own is given its name under ",
        inlineCode(`environments.${plan.environment.name}.state`),
        " first.",
      ],
      createStateBucket(plan.state),
    ),
  ];
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

function connection({ plan, index, region }: RunbookContext): readonly Item[] {
  if (plan.delivery.source === null || plan.delivery.source.connectionArn !== null) return [];
  const [made] = index.ofType("aws_codeconnections_connection");
  if (made === undefined || plan.delivery.checks === null) {
    return [step(`After the delivery stack: ${AUTHORISE} ${DONE}`, pendingConnections(region))];
  }
  // CodeBuild fetches a token when it makes a project that clones by a connection of its own.
  return [
    step(
      "Before the delivery stack: its connection alone. CodeBuild makes no project for the scheduled checks until it is authorised.",
      terraformApplyOnly(made.stack, made.address),
    ),
    step(`Then ${AUTHORISE} ${DONE}`, pendingConnections(region)),
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

function clientSecret({ index, region }: RunbookContext): readonly Item[] {
  return index
    .byRole("oidc-trust-provider")
    .map(({ handles }) =>
      step(
        "After the services stack: the secret of the OIDC client, which Terraform never sees. Until then nobody signs in to Verified Access.",
        setClientSecret(handles, region),
      ),
    );
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
