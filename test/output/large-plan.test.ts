import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { App, TerraformStack } from "cdktf";
import { type Excess, excesses } from "../../src/constructs/core/aws-limits";
import { resourceName } from "../../src/constructs/core/names";
import { OpsplanStack } from "../../src/constructs/core/opsplan-stack";
import type { ServiceOutputs, ServicesOutputs } from "../../src/constructs/core/stack-outputs";
import { terraformLiteral } from "../../src/constructs/core/terraform-literal";
import { auroraClusterName } from "../../src/constructs/data/store-names";
import { regionFailover } from "../../src/constructs/failover/region-failover";
import type { Plan } from "../../src/model/plan";
import { standbyPlan } from "../../src/model/standby-plan";
import { IncidentStack } from "../../stacks/incident-stack";
import { RecoveryStack } from "../../stacks/recovery-stack";
import { ResilienceStack } from "../../stacks/resilience-stack";
import { blueprintPlan } from "../support/blueprint-plan";
import type { Json } from "../support/data-incident-stacks";
import { type AutomationDocument, schemaFaults, semanticFaults } from "../support/ssm-document";
import { dataInputs, foundationInputs, incidentInputs, servicesInputs } from "../support/stack-inputs";
import { resourcesOf, type SynthesizedResource } from "../support/synthesis";

const SERVICES = 160;
const STORES = 60;
const EVENTS = { total: { namespace: "Shop", name: "All" }, bad: { namespace: "Shop", name: "Bad" } };
const ENGINES = ["aurora-postgresql", "redis", "dynamodb", "sqs"];

/** 160 services and 60 stores that fail over to another region, with game days. */
function largePlan() {
  return blueprintPlan("production", (tree) => {
    tree.metadata.name = "financial-services-infrastructure-migratio";
    const names = Array.from({ length: STORES }, (_, one) => `store${one}`);
    tree.dataStores = names.map((name, one) => ({ name, engine: ENGINES[one % ENGINES.length] }));
    tree.services = Array.from({ length: SERVICES }, (_, one) => ({
      name: `service-with-a-name-of-some-length-${one}`,
      image: "public.ecr.aws/nginx/nginx:1.27",
      uses: [names[one % STORES]],
      ...(one % 3 === 0 ? { port: 8080, exposure: one === 0 ? "public" : "internal" } : {}),
      slos: [{ name: "events", sli: "custom", target: "99%", metrics: EVENTS }],
    }));
    delete tree.delivery;
    tree.environments.production.recoveryRegion = "eu-central-1";
    tree.requirements.recovery = { rpo: "15m", rto: "1h", failover: "automated" };
    tree.recovery = { pattern: "pilot-light" };
    tree.resilience = { gameDays: {} };
  });
}

/** What the services' stack of the recovery region would hand over: names and roles as long as they are there. */
function standingServices(there: Plan): ServicesOutputs {
  const inputs = servicesInputs(there);
  const role = (service: string, words: string) =>
    `arn:aws:iam::111122223333:role/${resourceName(there, [service, words], 64)}`;
  const services = [...inputs.services].map(([name, outputs]) => {
    const compute = {
      ...outputs.compute,
      serviceName: resourceName(there, [name], 255),
      taskRoleArn: role(name, "task"),
      executionRoleArn: role(name, "execution"),
    };
    return [name, { ...outputs, compute } as ServiceOutputs] as const;
  });
  return { ...inputs, services: new Map(services) };
}

interface Built {
  readonly found: readonly Excess[];
  readonly resources: readonly SynthesizedResource[];
}

/** The stacks in which something grows with the number of services and stores. */
function synthesizeLarge(plan: Plan): Built {
  const there = standbyPlan(plan);
  if (there === null) throw new Error("the plan has no recovery region");
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-large-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const inputs = { foundation: foundationInputs(plan), incident: incidentInputs(plan), data: dataInputs(plan) };
    const standby = new OpsplanStack(app, there, "standby");
    regionFailover(standby, {
      plan,
      there,
      incident: inputs.incident,
      foundation: foundationInputs(there),
      data: dataInputs(there),
      services: standingServices(there),
    });
    const stacks = [
      standby,
      new IncidentStack(app, plan, inputs),
      new RecoveryStack(app, plan, inputs),
      new ResilienceStack(app, plan, { ...inputs, services: servicesInputs(plan), standby: null }),
    ];
    for (const stack of stacks) stack.prepareStack();
    const found = stacks.flatMap(excesses);
    app.synth();
    return { found, resources: resourcesOf(outdir) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe("a plan of 160 services and 60 data stores", () => {
  const plan = terraformLiteral(largePlan());
  const { found, resources } = synthesizeLarge(plan);
  const documents = resources
    .filter(({ type }) => type === "aws_ssm_document")
    .map(({ address, body }) => [address, JSON.parse(String(body.content)) as AutomationDocument] as const);
  const document = (address: string) => {
    const one = documents.find(([other]) => other === address);
    if (one === undefined) throw new Error(`no document ${address}`);
    return one[1];
  };
  const statements = (prefix: string): Json[] =>
    resources
      .filter(({ type, address }) => type === "aws_iam_policy" && address.startsWith(`aws_iam_policy.${prefix}`))
      .flatMap(({ body }) => JSON.parse(String(body.policy)).Statement);

  it("passes none of AWS's limits", () => {
    expect(found).toEqual([]);
  });

  it("has documents of at most 64 KB that lead somewhere", () => {
    const large = documents.filter(([, one]) => Buffer.byteLength(JSON.stringify(one)) > 65_536);
    expect(large.map(([address]) => address)).toEqual([]);
    const own = documents.filter(([address]) => /game_days|region$/.test(address));
    for (const [address, one] of own) {
      expect([address, schemaFaults(one), semanticFaults(one)]).toEqual([address, [], []]);
    }
  });

  it("starts every service when it fails over", () => {
    const { mainSteps } = document("aws_ssm_document.fail_over_region");
    const payloads = mainSteps.filter(({ name }) => name === "scale").map(({ inputs }) => inputs.InputPayload as Json);
    expect(payloads.flatMap(({ Tasks }) => Tasks)).toHaveLength(SERVICES);
  });

  it("rehearses every experiment in one part of the game day, one part after another", () => {
    const parts = documents.filter(([address]) => address.includes("game_days_part_"));
    const started = parts.flatMap(([, { mainSteps }]) => mainSteps.filter(({ name }) => name.startsWith("start_")));
    const templates = resources.filter(({ type }) => type === "aws_fis_experiment_template");
    expect(started.map(({ inputs }) => inputs.experimentTemplateId).sort()).toEqual(
      templates.map(({ address }) => `\${${address}.id}`).sort(),
    );
    const run = document("aws_ssm_document.game_days_document").mainSteps.filter(({ name }) => name.startsWith("run_"));
    expect(run.map(({ name }) => name)).toEqual(parts.map((_, index) => `run_${index + 1}`));
    expect(run.every(({ onFailure }) => onFailure === "step:tellFailed")).toBe(true);
  });

  it("lets its roles do the same as a small plan's, in managed policies", () => {
    const passed = statements("failover_policy").filter(({ Sid }) => Sid.startsWith("PassTaskRoles"));
    expect(passed.flatMap(({ Resource }) => Resource)).toHaveLength(2 * SERVICES);
    for (const { Action, Condition } of passed) {
      expect([Action, Condition]).toEqual([
        "iam:PassRole",
        { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      ]);
    }
    expect(resources.filter(({ address }) => address === "aws_iam_role_policy.failover_policy")).toEqual([]);
  });

  it("hears of every database, by as many rules as it takes", () => {
    const patterns = resources
      .filter(({ address }) => address.startsWith("aws_cloudwatch_event_rule.database_interrupted"))
      .map(({ body }) => String(body.event_pattern));
    expect(patterns.length).toBeGreaterThan(1);
    const heard = patterns.flatMap((pattern) => JSON.parse(pattern).detail.SourceIdentifier);
    const clusters = plan.stores.filter((store) => store.engine === "aurora-postgresql");
    expect(heard).toEqual(expect.arrayContaining(clusters.map((store) => auroraClusterName(plan, store))));
  });
});

describe("what AWS would refuse", () => {
  const stack = new TerraformStack(new App({ outdir: tmpdir(), stackTraces: false }), "stack");
  const role = "$" + "{aws_iam_role.worker.name}";
  new SsmDocument(stack, "fits", { name: "a", documentType: "Automation", content: "x".repeat(65_536) });
  new SsmDocument(stack, "too_long", { name: "b", documentType: "Automation", content: "é".repeat(32_769) });
  new IamRolePolicy(stack, "one", { role, policy: "x".repeat(6000) });
  new IamRolePolicy(stack, "two", { role, policy: "x".repeat(6000) });

  it("is found by what it weighs at AWS, policies of a role together", () => {
    expect(excesses(stack)).toEqual([
      {
        stack: "stack",
        address: "aws_ssm_document.too_long",
        unit: "bytes of an Automation document",
        count: 65_538,
        most: 65_536,
      },
      {
        stack: "stack",
        address: "aws_iam_role.worker",
        unit: "characters of a role's inline policies",
        count: 12_000,
        most: 10_240,
      },
    ]);
  });
});
