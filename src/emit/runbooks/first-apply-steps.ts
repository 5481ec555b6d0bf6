import type { ResourceEvidence } from "../../evidence/evidence";
import { githubEnvironment, githubSource, ownedPipelineSource } from "../../model/github-pipeline";
import { databaseUser } from "../../model/names";
import type { Plan } from "../../model/plan";
import { isCold } from "../../model/standby-plan";
import { EvidenceIndex } from "../../planning/evidence-index";
import { activateCostTag, serviceMonitors } from "../commands/cost-commands";
import {
  createDatabaseUsers,
  createStateBucket,
  pendingConnections,
  pendingSubscriptions,
  replicateSecret,
  zoneNameServers,
} from "../commands/first-apply-commands";
import { setClientSecret } from "../commands/security-commands";
import { ask } from "../commands/shell";
import {
  removeLocalState,
  terraformApply,
  terraformApplyLocally,
  terraformApplyOnly,
  terraformImportAs,
  terraformMoveState,
} from "../commands/terraform-commands";
import { acceptPolicy, installWorkflow, protectEnvironment } from "../commands/workflow-commands";
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
    ...workflow(context),
    ...delegation(context),
    ...connection(context),
    ...subscriptions(context),
    ...databaseUsers(context),
    ...replicatedSecrets(context),
    ...clientSecret(context),
    ...costMonitoring(context),
  ]);
}

function stateBucket(context: RunbookContext): readonly Item[] {
  const { plan, evidence } = context;
  if (plan.state.kind !== "s3") return [];
  const [bootstrap] = evidence.stacks.filter(({ kind }) => kind === "bootstrap");
  if (bootstrap !== undefined) return bootstrapSteps(bootstrap.name);
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

/** The state of the stack that makes the bucket lies beside it first, and moves into the bucket then. */
function bootstrapSteps(stack: string): readonly Item[] {
  return [
    step(
      [
        "Before anything else, with the rights of an administrator: ",
        inlineCode(stack),
        ", which makes the bucket for Terraform's state. Its own state lies beside it at first. Read the plan before the last command.",
      ],
      terraformApplyLocally(stack),
    ),
    step(
      "When it has applied: its state moves into the bucket. The last command lists what the state holds there.",
      terraformMoveState(stack),
    ),
    step("When the list is whole: nothing of the state stays behind.", removeLocalState(stack)),
  ];
}

function workflow({ plan, index }: RunbookContext): readonly Item[] {
  const source = githubSource(plan);
  if (source === null) return [];
  return [
    ...(plan.state.kind === "s3"
      ? [
          step(
            [
              "GitHub's environment ",
              inlineCode(githubEnvironment(plan)),
              `, in which changes are applied, from ${source.branch} alone. Whom each wave of stacks waits for is set under Settings, Environments, Required reviewers.`,
            ],
            protectEnvironment(plan, source),
          ),
        ]
      : []),
    step(
      "The workflow, where GitHub looks for it. Commit it, and do so again whenever it changes.",
      installWorkflow(plan),
    ),
    step(
      [
        "What the workflow's Checkov accepts of the stacks that were just written. Some checks fail on purpose: opsplan's ",
        inlineCode("policy/checkov-exceptions.yaml"),
        " says why. Read the list before you commit it, and make it again when Checkov stops at something that you accept.",
      ],
      acceptPolicy(),
    ),
    ...(ownedPipelineSource(plan) === null || isCold(plan)
      ? []
      : byHand(index.ofType("aws_serverlessapplicationrepository_cloudformation_stack"))),
  ];
}

/** AWS's own application makes a role without the boundary, which the workflow must not. */
function byHand(applications: readonly ResourceEvidence[]): readonly Item[] {
  const stacks = [...new Set(applications.map(({ stack }) => stack))];
  return stacks.map((stack) =>
    step(
      [
        "When the stacks before it stand: ",
        inlineCode(stack),
        " by hand, this once. Its rotation function is an application of AWS that makes a role of its own, for which a workflow has no right.",
      ],
      terraformApply(stack),
    ),
  );
}

/**
 * Services of the recovery region read the replicas. Ours to replicate are none: the secrets exist before the plan. A
 * cold standby has no key there yet, and its secrets must be out of the region before the region is lost.
 */
function replicatedSecrets(context: RunbookContext): readonly Item[] {
  const { plan, region } = context;
  const there = plan.recovery?.region ?? null;
  const secrets = there === null ? [] : secretsOf(plan);
  if (there === null || secrets.length === 0) return [];
  const key = new EvidenceIndex(context.evidence, "recovery")
    .byRole("kms-key")
    .find(({ handles }) => handles.alias.endsWith("-data"));
  if (isCold(plan) || key === undefined) {
    return [
      step(
        `The secrets of the services, replicated to ${there}: without that they are lost with the region.`,
        ...secrets.map((secret) => replicateSecret(secret, there, null, region)),
      ),
    ];
  }
  const { resource, handles } = key;
  return [
    step(
      ["Before the rest of ", inlineCode(resource.stack), ": its key, with which secrets are encrypted there."],
      terraformApplyOnly(resource.stack, resource.address),
    ),
    step(
      `Then the secrets of the services, replicated to ${there}. Services there read the replicas.`,
      ...secrets.map((secret) => replicateSecret(secret, there, handles.alias, region)),
    ),
  ];
}

/** ARNs of the secrets in the plan's own region that its services read, each once. */
function secretsOf({ services, environment }: Plan): readonly string[] {
  const own = `:secretsmanager:${environment.region}:`;
  const arns = services
    .flatMap(({ secrets }) => Object.values(secrets))
    .filter((reference) => reference.includes(own))
    // ECS adds what to take of a secret to its seven parts.
    .map((reference) => reference.split(":").slice(0, 7).join(":"));
  return [...new Set(arns)].sort();
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

/** An account has one monitor of services, which AWS makes itself for some accounts: it is taken over, not made again. */
function costMonitoring({ plan, index }: RunbookContext): readonly Item[] {
  const monitor = index.byRole("anomaly-monitor")[0]?.resource;
  const budget = index.byRole("budget")[0];
  return [
    ...(monitor === undefined
      ? []
      : [
          step(
            "Before the cost stack: an account has one monitor of its AWS services, and some have one from the start.",
            serviceMonitors(),
          ),
          step(
            "If it lists one, let Terraform take it over, with the ARN that it shows.",
            ask("ID", "ARN of the monitor"),
            terraformImportAs(monitor.stack, monitor.address),
          ),
        ]),
    ...(budget === undefined
      ? []
      : [
          step(
            [
              "A day after the first apply, signed in to the organisation's management account: the tag by which costs of ",
              inlineCode(plan.name),
              " are told apart. Until then the budget counts nothing.",
            ],
            activateCostTag(),
          ),
        ]),
  ];
}

function databaseUsers(context: RunbookContext): readonly Item[] {
  return databaseTargets(context).flatMap(({ store, cluster, masterSecret }) => {
    const users = context.plan.services.filter(({ uses }) => uses.includes(store.name));
    if (users.length === 0) return [];
    return [
      step(
        ["After the data stack: a user of ", inlineCode(store.name), " for each service, which logs in by IAM."],
        createDatabaseUsers(
          cluster,
          masterSecret,
          users.map(({ name }) => databaseUser(name)),
          context.region,
        ),
      ),
    ];
  });
}
