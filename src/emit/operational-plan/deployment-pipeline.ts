import { githubEnvironment, githubSource } from "../../model/github-pipeline";
import { metricNamespace } from "../../model/metric-namespace";
import type { Plan, Service } from "../../model/plan";
import { isCold } from "../../model/standby-plan";
import { deploymentSteps } from "../deployment-steps";
import { deploymentWords } from "../deployment-words";
import type { EmitContext } from "../emit-context";
import { addressCell } from "../markdown/addresses";
import { type Block, bullets, heading, numbered, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode, link } from "../markdown/inline";
import { installedWorkflow, WORKFLOW_PATH } from "../workflow/workflow-paths";

/** How a change reaches each service, what tests it, and how it comes back. */
export function deploymentPipeline(context: EmitContext): readonly Block[] {
  const { plan } = context;
  return [
    ...source(context),
    heading(3, "Pipelines"),
    table(
      ["Service", "Pipeline", "Tests", "Image scan", "Deployment alarms"],
      plan.services.map(({ name }) => [
        inlineCode(name),
        nameOrNone(context.index.oneByRole("pipeline", name)?.handles.name),
        addressCell(addresses(context, name, "automated-test")),
        addressCell(addresses(context, name, "image-scan")),
        addressCell(addresses(context, name, "deployment-alarm")),
      ]),
    ),
    heading(3, "Stages"),
    bullets(stages(context)),
    heading(3, "Strategies"),
    table(
      ["Service", "Strategy", "How a new version takes over"],
      plan.services.map((service) => [
        inlineCode(service.name),
        inlineCode(service.deployment.strategy),
        deploymentWords(service, context),
      ]),
    ),
    ...stepsOf(context),
    ...workflow(context),
    heading(3, "Rollback"),
    table(
      ["Service", "How a deployment comes back", "Provided by"],
      plan.services.map((service) => [
        inlineCode(service.name),
        rollbackWords(service, context),
        addressCell(addresses(context, service.name, "deployment-rollback")),
      ]),
    ),
    paragraph(
      "By hand: ",
      link("roll-back.md", "runbooks/roll-back.md"),
      ". To deploy: ",
      link("deploy.md", "runbooks/deploy.md"),
      ".",
    ),
    ...deliveryKeys(context),
  ];
}

/** Step by step, by the names of what does it. */
function stepsOf(context: EmitContext): readonly Block[] {
  return context.plan.services.flatMap((service) => [
    heading(4, service.name),
    numbered(deploymentSteps(service, context).map((text) => ({ text }))),
  ]);
}

function source({ plan: { delivery } }: EmitContext): readonly Block[] {
  if (delivery.source === null) {
    return [
      paragraph("The plan names no source, so no pipeline is generated: images are changed in the plan and applied."),
    ];
  }
  const { repository, branch, provider, connectionArn } = delivery.source;
  const authorise: Content =
    connectionArn === null
      ? " The connection is generated; someone must authorise it once, in the console."
      : " It uses an existing connection.";
  return [
    paragraph(
      "Every push to ",
      inlineCode(branch),
      " of ",
      inlineCode(repository),
      ` on ${provider} starts the pipelines.`,
      authorise,
    ),
  ];
}

function stages({ plan }: EmitContext): readonly Content[] {
  const { source: from, testCommand, approval } = plan.delivery;
  if (from === null) return ["None: see above."];
  return [
    ["Source: ", inlineCode(`${from.repository}@${from.branch}`)],
    ["Test: ", inlineCode(testCommand)],
    "Build: the image is built, scanned, and refused with critical or high findings",
    ...(approval ? ["Approve: a person reads the commit and approves"] : []),
    "Deploy: the new version takes over as the table of strategies says",
    ...standbyStage(plan),
  ];
}

/** How a change of the plan itself reaches the account. */
function workflow({ plan, index }: EmitContext): readonly Block[] {
  if (githubSource(plan) === null) return [];
  const roles = index.byRole("pipeline-role");
  return [
    heading(3, "Workflow for changes of the plan"),
    paragraph(
      link(WORKFLOW_PATH, WORKFLOW_PATH),
      " is copied to ",
      inlineCode(installedWorkflow(plan)),
      ", see ",
      link("deploy.md", "runbooks/deploy.md"),
      ". Every run compiles the plan, validates each stack, and scans stacks, packages and images.",
    ),
    ...(plan.state.kind === "s3"
      ? [
          bullets([
            "Pull request: each stack is planned, without a lock",
            ["Push to the branch: stacks apply in waves, in the environment ", inlineCode(githubEnvironment(plan))],
            "Every day: each stack is compared with the account; a difference fails the run",
          ]),
        ]
      : [paragraph("Nothing is planned or applied there: the state is local.")]),
    ...(roles.length === 0
      ? []
      : [
          table(
            ["Role", "For"],
            roles.map(({ handles: { name, purpose } }) => [inlineCode(name), `terraform ${purpose}`]),
          ),
        ]),
  ];
}

function standbyStage(plan: Plan): readonly Content[] {
  const { recovery } = plan;
  if (recovery === null || recovery.region === null) return [];
  return [
    isCold(plan)
      ? `Standby: the image that was deployed is copied to ${recovery.region}, where it waits for a failover`
      : `Standby: the image that was deployed is copied to ${recovery.region}, and what runs there is replaced by it`,
  ];
}

function rollbackWords({ runtime }: Service, { plan }: EmitContext): string {
  if (runtime === "ec2-asg") {
    return plan.delivery.source === null
      ? "by applying the image before: no pipeline is generated"
      : "CodeDeploy puts the last good version back when a deployment fails or an alarm fires";
  }
  return "ECS puts the version before back when copies do not become healthy or an alarm fires";
}

/** How well changes are delivered: what is measured, where it is shown, and what it opens tickets for. */
function deliveryKeys({ plan, index }: EmitContext): readonly Block[] {
  const page = index.byRole("dashboard", "delivery").find(({ resource }) => resource.subject?.kind === "plan")
    ?.handles.name;
  if (plan.delivery.source === null || page === undefined) return [];
  return [
    heading(3, "Delivery metrics"),
    table(
      ["Key", "Measured as", "Metric"],
      DELIVERY_KEYS.map(([key, words, metric]) => [key, words, inlineCode(metric)]),
    ),
    paragraph(
      "Each by service and for all of them, in the namespace ",
      inlineCode(metricNamespace(plan)),
      ", drawn on the dashboard ",
      inlineCode(page),
      ". The rates of failed pipeline runs and of rollbacks over seven days, which open tickets, are made from the same counts.",
    ),
  ];
}

const DELIVERY_KEYS: readonly (readonly [string, string, string])[] = [
  ["Deployment frequency", "changes that pipelines deployed and that were not rolled back", "changes-deployed"],
  [
    "Lead time",
    "from the push that started the pipeline, waiting for approval included, to the end of the deployment",
    "change-lead-time",
  ],
  ["Change failure rate", "changes that were given up and rolled back, of all that ended", "changes-failed"],
  [
    "Time to restore",
    "from the first failed deployment to the end of the next good one, and as long as the fastest burn-rate alarm of an objective was on",
    "time-to-restore",
  ],
];

type Capability = Parameters<EmitContext["index"]["providing"]>[0];

function addresses({ index }: EmitContext, service: string, capability: Capability): readonly string[] {
  // Deployments to the recovery region follow those to the plan's own: see the last stage.
  return index
    .providing(capability, service)
    .filter(({ stackKind }) => stackKind !== "standby")
    .map(({ address }) => address);
}

function nameOrNone(name: string | undefined): Content {
  return name === undefined ? "none" : inlineCode(name);
}
