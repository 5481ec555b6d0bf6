import { readFileSync } from "node:fs";
import { join } from "node:path";
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

const STACKS = ["data", "delivery", "edge", "foundation", "incident", "observability", "security", "services"];

const out = shippedOutput();
const resources = resourcesOf(out);
const documents = filesBelow(join(out, "docs"));

describe("the shipped blueprint", () => {
  it("writes eight stacks for each of its two environments", () => {
    const expected = ["production", "staging"].flatMap((environment) =>
      STACKS.map((stack) => `ecommerce-operational-excellence-${environment}-${stack}`),
    );
    expect(stackNames(out)).toEqual(expected);
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
        region: "eu-west-1",
      });
      expect(
        Object.keys((provider.aws[0] as { default_tags: { tags: object }[] }).default_tags[0]?.tags ?? {}).sort(),
      ).toEqual(["environment", "managed-by", "owner", "phase", "plan", "stack"]);
    }
  });

  it("gives every alarm a runbook that was written, and a topic unless it guards a deployment", () => {
    const alarms = resources.filter(({ type }) => type === "aws_cloudwatch_metric_alarm");
    expect(alarms.length).toBeGreaterThan(40);
    for (const { stack, address, body } of alarms) {
      const environment = stack.includes("-production-") ? "production" : "staging";
      const runbook = /^Runbook: (\S+\.md)$/m.exec(String(body.alarm_description))?.[1];
      expect([address, documents]).toEqual([
        address,
        expect.arrayContaining([`ecommerce-operational-excellence/${environment}/${runbook}`]),
      ]);
      if (!stack.endsWith("-services")) expect([address, body.alarm_actions]).toEqual([address, [expect.any(String)]]);
    }
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
        "TRACEABILITY.md",
        "evidence.json",
      ]),
    );
    expect(of("staging").filter((file) => !of("production").includes(file))).toEqual([]);
  });
});
