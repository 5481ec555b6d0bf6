import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Evidence } from "../../src/evidence/evidence";
import { FURTHER_TICKETS, TICKET_TRIGGERS } from "../../src/model/catalogue/ticket-triggers";
import { SHIPPED_BLUEPRINTS, type ShippedBlueprint } from "../support/shipped-blueprints";
import { filesBelow, readStack, resourcesOf, shippedOutput, stackNames } from "../support/synthesis";

/** Types that hold data or identity: losing one loses something that cannot be made again. */
const STATEFUL = [
  "aws_kms_key",
  "aws_s3_bucket",
  "aws_rds_cluster",
  "aws_elasticache_replication_group",
  "aws_dynamodb_table",
  "aws_sqs_queue",
  "aws_ecr_repository",
  "aws_route53_zone",
];

const PLAN = "ecommerce-operational-excellence";

/** What both environments have; production, which names a recovery region, has a standby beside it. */
const STACKS = [
  "cost",
  "data",
  "delivery",
  "edge",
  "foundation",
  "incident",
  "observability",
  "recovery",
  "security",
  "services",
];
const STANDBY = `${PLAN}-production-standby`;

const out = shippedOutput();
const resources = resourcesOf(out);
const documents = filesBelow(join(out, "docs"));

interface Registered {
  readonly name: string;
  readonly detectedBy: readonly (
    | { readonly kind: "resource"; readonly stack: string; readonly address: string }
    | { readonly kind: "check"; readonly name: string }
  )[];
}

function documentOf(environment: string, name: string): string {
  return readFileSync(join(out, "docs", PLAN, environment, name), "utf8");
}

function evidenceOf(environment: string): Pick<Evidence, "alarms" | "stacks"> {
  return JSON.parse(documentOf(environment, "evidence.json"));
}

describe("the shipped blueprint", () => {
  it("writes ten stacks for each of its two environments, and one for the recovery region of production", () => {
    const expected = ["production", "staging"].flatMap((environment) =>
      STACKS.map((stack) => `${PLAN}-${environment}-${stack}`),
    );
    expect(stackNames(out)).toEqual([...expected, STANDBY].sort());
  });

  it("applies nothing in the recovery region before it is needed: backup and restore builds it from copies", () => {
    const stacks = ["production", "staging"].flatMap((environment) => evidenceOf(environment).stacks);
    expect(stacks.filter(({ cold }) => cold).map(({ name }) => name)).toEqual([STANDBY]);
    const readers = stacks.filter(({ dependsOn }) => dependsOn.includes(STANDBY));
    expect(readers.map(({ name }) => name)).toEqual([]);
  });

  it("keeps the required Terraform version out of cdk.tf.json, where it would switch policy scanners off", () => {
    for (const stack of stackNames(out)) {
      expect(JSON.stringify(readStack(out, stack))).not.toContain("required_version");
      expect(readFileSync(join(out, "stacks", stack, "versions.tf"), "utf8")).toContain("required_version");
    }
  });

  it("holds no absolute path", () => {
    for (const file of filesBelow(out)) {
      expect(readFileSync(join(out, file), "utf8")).not.toContain(process.cwd());
    }
  });

  it("protects everything that holds data", () => {
    const stateful = resources.filter(({ type }) => STATEFUL.includes(type));
    const unprotected = stateful.filter(({ body }) => {
      const { lifecycle } = body as { lifecycle?: { prevent_destroy?: boolean } };
      return lifecycle?.prevent_destroy !== true;
    });
    expect(stateful.length).toBeGreaterThan(20);
    expect(unprotected.map(({ stack, address }) => `${stack} ${address}`)).toEqual([]);
  });

  it("names an account, a region and the plan's tags in every stack's provider", () => {
    for (const stack of stackNames(out)) {
      const { provider } = readStack(out, stack) as { provider: { aws: Record<string, unknown>[] } };
      expect(provider.aws).toHaveLength(1);
      expect(provider.aws[0]).toMatchObject({
        allowed_account_ids: [expect.stringMatching(/^\d{12}$/)],
        region: stack === STANDBY ? "eu-central-1" : "eu-west-1",
        // Put on alarms by those who answer them: an apply leaves it.
        ignore_tags: [{ keys: ["acknowledged"] }],
      });
      expect(
        Object.keys((provider.aws[0] as { default_tags: { tags: object }[] }).default_tags[0]?.tags ?? {}).sort(),
      ).toEqual(["environment", "managed-by", "owner", "phase", "plan", "stack", "workload"]);
    }
  });

  it("gives every alarm a runbook that was written, a dashboard, an owner, and a topic where it notifies", () => {
    const dashboards = resources
      .filter(({ type }) => type === "aws_cloudwatch_dashboard")
      .map(({ body }) => body.dashboard_name);
    const evidence = ["production", "staging"].flatMap((environment) => evidenceOf(environment).alarms);
    const purposes = new Map(evidence.map(({ stack, address, purpose }) => [`${stack} ${address}`, purpose]));
    const alarms = resources.filter(({ type }) => /^aws_cloudwatch_(metric|composite)_alarm$/.test(type));
    // Those of the standby watch its deployments once it is applied; until then there is nothing to see of them.
    const waiting = alarms.filter(({ stack }) => stack === STANDBY);
    expect(waiting.map(({ address }) => address.split(".")[1])).toEqual([
      "checkout_deployment_objective_availability",
      "checkout_deployment_objective_latency",
      "checkout_deployment_unhealthy",
      "fulfilment_deployment_cpu",
      "fulfilment_deployment_objective_freshness",
      "fulfilment_deployment_shortfall",
      "storefront_deployment_objective_availability",
      "storefront_deployment_objective_latency",
      "storefront_deployment_unhealthy",
    ]);
    expect(evidence.filter(({ stack }) => stack === STANDBY)).toEqual([]);
    expect(alarms.length - waiting.length).toBe(evidence.length);
    for (const { stack, address, body } of alarms) {
      const environment = stack.includes("-production-") ? "production" : "staging";
      const text = String(body.alarm_description);
      const runbook = /^Runbook: (\S+\.md)$/m.exec(text)?.[1];
      expect([address, documents]).toEqual([address, expect.arrayContaining([`${PLAN}/${environment}/${runbook}`])]);
      expect(dashboards).toContain(/^Dashboard: \S+#dashboards\/dashboard\/(\S+)$/m.exec(text)?.[1]);
      expect(text).toContain("Owner platform-team.");
      const notifies = purposes.get(`${stack} ${address}`) === "notifies";
      expect([address, body.alarm_actions]).toEqual([address, notifies ? [expect.any(String)] : []]);
      expect([address, /^Ticket: (\S+)$/m.test(text)]).toEqual([address, notifies]);
    }
  });

  it.each(["production", "staging"])(
    "detects every trigger in %s by a resource or a check that exists",
    (environment) => {
      const known = new Set(resources.map(({ stack, address }) => `${stack} ${address}`));
      const checks = resources.filter(
        ({ type, stack }) => type === "aws_codebuild_project" && stack.endsWith(`-${environment}-delivery`),
      );
      const buildspecs = checks.map(({ body }) => JSON.stringify(body));
      const registry = documentOf(environment, "TICKET_REGISTRY.md");
      const { triggers } = JSON.parse(documentOf(environment, "tickets.json")) as { triggers: Registered[] };
      expect(triggers.map(({ name }) => name)).toEqual(
        [...TICKET_TRIGGERS, ...FURTHER_TICKETS].map(({ name }) => name),
      );
      for (const { name, detectedBy } of triggers) {
        expect(registry).toContain(`### \`${name}\``);
        expect([name, detectedBy.length]).not.toEqual([name, 0]);
        for (const detector of detectedBy) {
          if (detector.kind === "resource") {
            expect([name, known.has(`${detector.stack} ${detector.address}`)]).toEqual([name, true]);
            expect([name, detector.stack]).not.toEqual([name, STANDBY]);
          } else {
            const [project = "", check = ""] = detector.name.split(" / ");
            expect(checks.map(({ body }) => body.name)).toContain(project);
            expect(buildspecs.some((text) => text.includes(check))).toBe(true);
          }
        }
      }
    },
  );

  it("gives every SLO of production four tiers whose thresholds are factor × (1 − target)", () => {
    const metric = new Map(
      resources
        .filter(({ stack, type }) => stack.includes("-production-obs") && type === "aws_cloudwatch_metric_alarm")
        .map(({ address, body }) => [address.split(".")[1], body]),
    );
    const expected = { availability: 0.0005, latency: 0.01 } as const;
    for (const service of ["checkout", "storefront"]) {
      for (const [slo, budget] of Object.entries(expected)) {
        for (const [tier, factor] of Object.entries({ "1h": 14.4, "6h": 6, "1d": 3, "3d": 1 })) {
          for (const window of ["long", "short"]) {
            const threshold = Number(metric.get(`${service}_${slo}_burn_${tier}_${window}`)?.threshold);
            expect(Math.abs(threshold - factor * budget)).toBeLessThan(1e-9);
          }
        }
      }
    }
  });

  it.each(
    SHIPPED_BLUEPRINTS.flatMap((blueprint) => ["production", "staging"].map((environment) => [blueprint, environment])),
  )("%s fails no quality gate in %s", (blueprint, environment) => {
    const folder = join(shippedOutput(blueprint as ShippedBlueprint), "docs", blueprint, environment);
    const [, gates = ""] = readFileSync(join(folder, "OPERATIONAL_PLAN.md"), "utf8").split("### Quality gates\n");
    const results = [...(gates.split("\n#")[0] ?? "").matchAll(/\| \*\*(\w+)\*\* \|/g)].map(([, result]) => result);
    expect(results).toHaveLength(7);
    expect(results).not.toContain("fail");
  });

  it("names in its documents only resources that exist", () => {
    const known = new Set(resources.map(({ address }) => address));
    const claimed = documents
      .filter((file) => file.endsWith(".md"))
      .flatMap((file) => {
        const text = readFileSync(join(out, "docs", file), "utf8");
        return [...text.matchAll(/`(aws_[a-z0-9_]+\.[A-Za-z0-9_-]+)`/g)].map((match) => String(match[1]));
      });
    expect(claimed.length).toBeGreaterThan(100);
    expect([...new Set(claimed)].filter((address) => !known.has(address))).toEqual([]);
  });

  it("writes the same documents for each environment", () => {
    const of = (environment: string) =>
      documents.filter((file) => file.split("/")[1] === environment).map((file) => file.split("/").slice(2).join("/"));
    expect(of("production")).toEqual(
      expect.arrayContaining([
        "OPERATIONAL_PLAN.md",
        "AGENT_MATRIX.md",
        "TICKET_REGISTRY.md",
        "tickets.json",
        "SLO.md",
        "TRACEABILITY.md",
        "evidence.json",
      ]),
    );
    expect(of("staging").filter((file) => !of("production").includes(file))).toEqual([]);
  });
});
