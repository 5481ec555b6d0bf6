import { parse } from "yaml";
import { emitContext } from "../../src/emit/emit-context";
import { emitWorkflow } from "../../src/emit/workflow/emit-workflow";
import { githubText } from "../../src/emit/workflow/github-text";
import type { StackEvidence } from "../../src/evidence/evidence";
import { type Plan, stackName } from "../../src/model/plan";
import { blueprintPlan } from "../support/blueprint-plan";
import { resource, sampleEvidence } from "./support/sample-evidence";

// biome-ignore lint/suspicious/noExplicitAny: a workflow, whose shape is what the tests assert.
type Yaml = any;

const EXPRESSION = /\$\{\{.*?\}\}/g;

function owned(change: (tree: Yaml) => void = () => {}): Plan {
  return blueprintPlan("production", (tree) => {
    tree.state = { bucket: "shop-state", bootstrap: "owned" };
    change(tree);
  });
}

function text(plan: Plan, evidence = sampleEvidence(plan)): string {
  const [document] = emitWorkflow(emitContext(plan, evidence));
  if (document === undefined) throw new Error("no workflow");
  expect(document.path).toBe("ci/github-actions.yml");
  return document.text;
}

function workflow(plan: Plan, evidence = sampleEvidence(plan)): Yaml {
  return parse(text(plan, evidence));
}

const plan = owned();
const jobs: Record<string, Yaml> = workflow(plan).jobs;
const waves = Object.entries(jobs).filter(([name]) => name.startsWith("wave-"));

describe("the workflow", () => {
  it("is written for a source on GitHub alone", () => {
    const gitlab = owned((tree) => {
      tree.delivery.source.provider = "GitLab";
    });
    expect(emitWorkflow(emitContext(gitlab, sampleEvidence(gitlab)))).toEqual([]);
  });

  it("gives each job the least: a token for AWS only where no package of the repository runs", () => {
    expect(workflow(plan).permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      const forAws = job.permissions["id-token"] === "write";
      expect([name, job.permissions]).toEqual([name, { contents: "read", ...(forAws ? { "id-token": "write" } : {}) }]);
      const runs = JSON.stringify(job.steps);
      if (forAws) expect(runs).not.toMatch(/npm|npx|actions\/checkout/);
      expect(forAws).toBe(runs.includes("configure-aws-credentials"));
    }
  });

  it("uses actions by commit, with the release beside it", () => {
    const uses = text(plan)
      .split("\n")
      .filter((line) => line.includes("uses: "));
    expect(uses.length).toBeGreaterThan(10);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("plans with the one role and applies with the other, in the plan's environment", () => {
    const role = (job: Yaml) =>
      job.steps.find(({ uses = "" }: Yaml) => uses.includes("credentials"))?.with["role-to-assume"];
    const name = "ecommerce-operational-excellence-production";
    for (const job of [jobs.plan, jobs.drift, jobs.bootstrap]) {
      expect(role(job)).toBe(`arn:aws:iam::111122223333:role/${name}-terraform-plan`);
      expect(job.environment).toBeUndefined();
    }
    expect(waves.length).toBeGreaterThan(1);
    for (const [, job] of waves) {
      expect(role(job)).toBe(`arn:aws:iam::111122223333:role/${name}-terraform-apply`);
      expect(job.environment).toBe(name);
      expect(job.if).toContain("github.event_name != 'pull_request'");
      expect(job.if).toContain("github.ref == 'refs/heads/main'");
    }
  });

  it("takes roles that the plan does not make from variables", () => {
    const existing = blueprintPlan("production");
    expect(text(existing)).toContain("vars.OPSPLAN_ECOMMERCE_OPERATIONAL_EXCELLENCE_PRODUCTION_APPLY_ROLE");
  });

  it("applies in waves, each after the one before, the bootstrap in none", () => {
    const stacks = waves.flatMap(([, job]) => job.strategy.matrix.stack);
    expect(stacks[0]).toBe(stackName(plan, "foundation"));
    expect(stacks).not.toContain(stackName(plan, "bootstrap"));
    expect(jobs["wave-1"].needs).toEqual(["synthesis", "policy", "dependencies", "images", "bootstrap"]);
    expect(jobs["wave-2"].needs).toEqual(["synthesis", "wave-1"]);
  });

  it("leaves a cold standby out of plans, waves and drift", () => {
    const evidence = sampleEvidence(plan);
    const cold = (stack: StackEvidence) => ({ ...stack, cold: stack.kind === "standby" });
    const found = text(plan, { ...evidence, stacks: evidence.stacks.map(cold) });
    expect(text(plan)).toContain(stackName(plan, "standby"));
    expect(found).not.toContain(stackName(plan, "standby"));
  });

  it("does not let a plan read the secrets that Terraform wrote", () => {
    const evidence = sampleEvidence(plan);
    const version = resource(plan, "data", "aws_secretsmanager_secret_version.orders", null, []);
    const found = workflow(plan, { ...evidence, resources: [...evidence.resources, version] }).jobs;
    for (const job of [found.plan, found.drift]) {
      const unrefreshed = job.strategy.matrix.include.filter(({ refresh }: Yaml) => refresh === "false");
      expect(unrefreshed).toEqual([{ stack: stackName(plan, "data"), refresh: "false" }]);
    }
  });

  it("has no job for the account where the state is local", () => {
    const local = blueprintPlan("production", (tree) => {
      tree.state = {};
    });
    expect(Object.keys(workflow(local).jobs)).toEqual(["synthesis", "policy", "dependencies", "images"]);
    expect(workflow(local).on.schedule).toBeUndefined();
  });
});

describe("text of a plan", () => {
  const hostile = "evil/$" + "{{ secrets.TOKEN }}:1$" + "{{{ github.token }}";

  it("begins no expression of GitHub's", () => {
    const plain: readonly string[] = text(plan).match(EXPRESSION) ?? [];
    const attacked = {
      ...plan,
      title: hostile,
      description: hostile,
      services: plan.services.map((service) => ({ ...service, image: hostile })),
    };
    const found = text(attacked, sampleEvidence(plan)).match(EXPRESSION) ?? [];
    const added = found.filter((expression) => !plain.includes(expression));
    expect(added.length).toBeGreaterThan(0);
    for (const expression of added) expect(expression).toBe("$" + "{{ '$" + "{{' }}");
  });

  it("reaches GitHub as it was", () => {
    // An expression that holds a text alone gives that text.
    const read = githubText(hostile).replaceAll(EXPRESSION, (expression) => expression.slice(5, -4));
    expect(read).toBe(hostile);
  });

  it("is no part of a script", () => {
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = "" }: Yaml) => run));
    for (const script of scripts) expect(script).not.toMatch(/\$\{\{/);
  });
});
