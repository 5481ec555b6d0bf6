import { githubEnvironment, githubSource, type PipelinePurpose, pipelineRoleArn } from "../../model/github-pipeline";
import type { DeliverySource, Plan } from "../../model/plan";
import { ownedState } from "../../model/state-storage";
import { waves } from "../../planning/waves";
import type { EmitContext } from "../emit-context";
import { ACTIONS } from "./actions";
import { githubExpression, githubText } from "./github-text";
import {
  APPLY,
  CHECK_POLICY,
  EXPECT_BOOTSTRAP,
  FIND_DRIFT,
  INSTALL_PACKAGES,
  INSTALL_TERRAFORM,
  PLAN,
  SYNTHESIZE,
  VALIDATE,
} from "./scripts";

/** opsplan needs Node 20.19 or newer; this line is the newest with long-term support that all its dependencies know. */
const NODE_VERSION = "22";

/** Half an hour after the scheduled checks of AWS CodeBuild, which read the same account. */
const DRIFT_CRON = "30 5 * * *";

/** Stacks that apply side by side: calls of one account share its rate limits. */
const MAX_PARALLEL = 4;

const RUNNER = "ubuntu-24.04";

/** Minutes after which a job has hung. Aurora and CloudFront are what takes longest to make, half an hour. */
const CHECK_MINUTES = 20;
const APPLY_MINUTES = 90;

const ARTIFACT = "opsplan";

type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };
type Job = Readonly<Record<string, Yaml>>;

/** The workflow of one environment as data, in the order in which it is printed; null where the source is not on GitHub. */
export function workflowData(context: EmitContext): Readonly<Record<string, Yaml>> | null {
  const { plan } = context;
  const source = githubSource(plan);
  if (source === null) return null;
  return {
    name: `${plan.name} ${plan.environment.name}`,
    on: triggers(source, plan),
    // Nothing, unless a job says more.
    permissions: {},
    concurrency: {
      // Runs that apply follow each other; of a pull request the newest commit counts, and drift waits for nobody.
      group: `${githubEnvironment(plan)}-${githubExpression("github.event_name == 'pull_request' && github.ref || github.event_name == 'schedule' && 'drift' || 'apply'")}`,
      "cancel-in-progress": githubExpression("github.event_name == 'pull_request'"),
    },
    env: {
      PLAN_FILE: githubText(plan.delivery.planFile),
      PLAN_ENVIRONMENT: plan.environment.name,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
    },
    defaults: { run: { shell: "bash" } },
    jobs: { ...checks(plan), ...(plan.state.kind === "s3" ? accountJobs(context, source) : {}) },
  };
}

function triggers({ branch }: DeliverySource, { state }: Plan): Yaml {
  return {
    pull_request: { branches: [branch] },
    push: { branches: [branch] },
    // Drift is seen against remote state only.
    ...(state.kind === "s3" ? { schedule: [{ cron: DRIFT_CRON }] } : {}),
    workflow_dispatch: {},
  };
}

/** What needs no account. The plan's own packages run here, and get no token. */
function checks({ services }: Plan): Readonly<Record<string, Job>> {
  const images = [...new Set(services.map(({ image }) => githubText(image)))].sort();
  const job = (name: string, rest: Job): Job => ({
    name,
    "runs-on": RUNNER,
    "timeout-minutes": CHECK_MINUTES,
    permissions: { contents: "read" },
    ...rest,
  });
  return {
    synthesis: job("Terraform and documents", {
      steps: [
        checkout(),
        { uses: ACTIONS.setupNode.uses, with: { "node-version": NODE_VERSION } },
        { name: "Install packages", run: INSTALL_PACKAGES },
        { name: "Compile the plan", run: SYNTHESIZE },
        {
          uses: ACTIONS.uploadArtifact.uses,
          with: { name: ARTIFACT, path: "cdktf.out", "if-no-files-found": "error", "retention-days": 7 },
        },
      ],
    }),
    policy: job("Policy", {
      needs: "synthesis",
      if: githubExpression("github.event_name != 'schedule'"),
      steps: [
        checkout(),
        download(),
        { name: "Install Terraform", run: INSTALL_TERRAFORM },
        { name: "Validate every stack", run: VALIDATE },
        { name: "Checkov", run: CHECK_POLICY },
      ],
    }),
    dependencies: job("Packages", {
      if: githubExpression("github.event_name != 'schedule'"),
      steps: [checkout(), scan({ path: "." }, "high")],
    }),
    images: job("Image", {
      if: githubExpression("github.event_name != 'schedule'"),
      strategy: { "fail-fast": false, matrix: { image: images } },
      steps: [scan({ image: githubExpression("matrix.image") }, "critical")],
    }),
  };
}

/** Grype fails on a known weakness of this severity or above that an update mends; of others nobody here can. */
function scan(what: Job, severity: "high" | "critical"): Yaml {
  return {
    uses: ACTIONS.imageScan.uses,
    with: { ...what, "only-fixed": true, "severity-cutoff": severity, "output-format": "table" },
  };
}

function accountJobs({ plan, evidence }: EmitContext, source: DeliverySource): Readonly<Record<string, Job>> {
  const bootstrap = evidence.stacks.filter(({ kind }) => kind === "bootstrap").map(({ name }) => name);
  const applied = waves(evidence.stacks)
    .map((wave) => wave.filter((name) => !bootstrap.includes(name)))
    .filter((wave) => wave.length > 0);
  const all = [...bootstrap, ...applied.flat()];
  const withSecrets = new Set(
    evidence.resources.filter(({ type }) => type === "aws_secretsmanager_secret_version").map(({ stack }) => stack),
  );
  const onBranch = `github.ref == 'refs/heads/${source.branch}'`;
  const applies = `github.event_name != 'pull_request' && github.event_name != 'schedule' && ${onBranch}`;
  const guard = bootstrap.length > 0 ? ["bootstrap"] : [];
  return {
    plan: accountJob(plan, "plan", "Plan", {
      // Forks and Dependabot get no token for AWS.
      if: githubExpression(
        "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'",
      ),
      strategy: { "fail-fast": false, "max-parallel": MAX_PARALLEL, matrix: { include: planned(all, withSecrets) } },
      run: PLAN,
      needs: ["synthesis"],
      after: [
        {
          if: githubExpression("always()"),
          uses: ACTIONS.uploadArtifact.uses,
          with: {
            name: githubExpression("format('plan-{0}', matrix.stack)"),
            path: githubExpression("format('{0}/{1}.txt', runner.temp, matrix.stack)"),
            "if-no-files-found": "ignore",
            "retention-days": 7,
          },
        },
      ],
    }),
    ...Object.fromEntries(
      bootstrap.map((stack) => [
        "bootstrap",
        accountJob(plan, "plan", "Bootstrap is applied", {
          if: githubExpression(applies),
          strategy: { matrix: { stack: [stack] } },
          run: EXPECT_BOOTSTRAP,
          needs: ["synthesis"],
        }),
      ]),
    ),
    ...Object.fromEntries(
      applied.map((wave, index) => [
        waveId(index),
        accountJob(plan, "apply", `Wave ${index + 1}`, {
          if: githubExpression(applies),
          strategy: { "fail-fast": false, "max-parallel": MAX_PARALLEL, matrix: { stack: wave } },
          run: APPLY,
          needs:
            index === 0
              ? ["synthesis", "policy", "dependencies", "images", ...guard]
              : ["synthesis", waveId(index - 1)],
        }),
      ]),
    ),
    drift: accountJob(plan, "plan", "Drift", {
      if: githubExpression("github.event_name == 'schedule'"),
      strategy: { "fail-fast": false, "max-parallel": MAX_PARALLEL, matrix: { include: planned(all, withSecrets) } },
      run: FIND_DRIFT,
      needs: ["synthesis"],
    }),
  };
}

function waveId(index: number): string {
  return `wave-${index + 1}`;
}

/**
 * A refresh reads the secrets that Terraform wrote, which the role for plans must not: their stacks are compared with their
 * state alone. Applying refreshes them, and so does the scheduled check of AWS CodeBuild.
 */
function planned(stacks: readonly string[], withSecrets: ReadonlySet<string>): Yaml {
  return stacks.map((stack) => ({ stack, refresh: withSecrets.has(stack) ? "false" : "true" }));
}

interface AccountJob {
  readonly if: string;
  readonly strategy: Job;
  readonly run: string;
  readonly needs: readonly string[];
  /** Steps after the script. */
  readonly after?: readonly Yaml[];
}

/** One stack with one of the two roles. It runs Terraform alone: no package of the repository sees the role's token. */
function accountJob(plan: Plan, purpose: PipelinePurpose, name: string, job: AccountJob): Job {
  return {
    name: `${name} (${githubExpression("matrix.stack")})`,
    needs: job.needs,
    if: job.if,
    "runs-on": RUNNER,
    "timeout-minutes": purpose === "apply" ? APPLY_MINUTES : CHECK_MINUTES,
    ...(purpose === "apply" ? { environment: githubEnvironment(plan) } : {}),
    permissions: { contents: "read", "id-token": "write" },
    strategy: job.strategy,
    steps: [
      download(),
      { name: "Install Terraform", run: INSTALL_TERRAFORM },
      {
        uses: ACTIONS.awsCredentials.uses,
        with: {
          "role-to-assume": roleOf(plan, purpose),
          "role-session-name": githubExpression("format('github-{0}-{1}', github.run_id, github.run_attempt)"),
          "aws-region": plan.environment.region,
          "allowed-account-ids": plan.environment.account,
        },
      },
      {
        name: name,
        env: {
          STACK: githubExpression("matrix.stack"),
          ...(job.run.includes("$REFRESH") ? { REFRESH: githubExpression("matrix.refresh") } : {}),
        },
        run: job.run,
      },
      ...(job.after ?? []),
    ],
  };
}

/** Roles that the plan does not make are a variable of the repository, or of the environment. */
function roleOf(plan: Plan, purpose: PipelinePurpose): string {
  if (ownedState(plan) !== null) return pipelineRoleArn(plan, purpose);
  return githubExpression(`vars.${roleVariable(plan, purpose)}`);
}

export function roleVariable({ name, environment }: Pick<Plan, "name" | "environment">, purpose: PipelinePurpose) {
  return `opsplan_${name}_${environment.name}_${purpose}_role`.replaceAll("-", "_").toUpperCase();
}

function checkout(): Yaml {
  return { uses: ACTIONS.checkout.uses, with: { "persist-credentials": false } };
}

function download(): Yaml {
  return { uses: ACTIONS.downloadArtifact.uses, with: { name: ARTIFACT, path: "cdktf.out" } };
}
