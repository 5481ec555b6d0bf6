import { emitContext } from "../../src/emit/emit-context";
import { emitDocuments } from "../../src/emit/emit-documents";
import { verificationSteps } from "../../src/emit/verification/verification-steps";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { blueprintPlan } from "../support/blueprint-plan";
import { bashBlocks } from "./support/sample-documents";
import { resource, sampleAlarm, sampleEvidence } from "./support/sample-evidence";

// biome-ignore lint/suspicious/noExplicitAny: tests edit an authored tree of any shape.
type Tree = Record<string, any>;

function named(list: readonly Tree[], name: string): Tree {
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const plan = blueprintPlan("production", (tree) => {
  named(tree.services, "storefront").scaling.warmPool = { min: 2, max: 12 };
  Object.assign(named(tree.dataStores, "orders"), {
    readers: 2,
    readerScaling: { max: 4 },
    pooler: "rds-proxy",
  });
  named(tree.dataStores, "catalog").throughput = { warmReads: 20_000, warmWrites: 8_000 };
  named(tree.dataStores, "order-events").backPressure = true;
  tree.edge.cachedPaths = [{ path: "/api/catalog", ttl: "30s" }];
});

function evidenceOf(of: Plan): Evidence {
  const evidence = sampleEvidence(of);
  const store = (name: string) => ({ kind: "store", name }) as const;
  return {
    ...evidence,
    alarms: [
      ...evidence.alarms,
      sampleAlarm(of, { name: "order-events-message-age", subject: store("order-events"), runbook: "queue-backlog" }),
    ],
    resources: [
      ...evidence.resources,
      resource(of, "data", "aws_db_proxy.orders", store("orders"), ["connection-pooling"], {
        role: "database-proxy",
        handles: { proxy: "shop-orders-proxy" },
      }),
      resource(of, "data", "aws_appautoscaling_target.orders", store("orders"), ["reader-scaling"], {
        role: "scaling-target",
        handles: {
          resourceId: "cluster:shop-orders",
          dimension: "rds:cluster:ReadReplicaCount",
          namespace: "rds",
        },
      }),
      resource(of, "data", "aws_ssm_parameter.order-events", store("order-events"), ["back-pressure"], {
        role: "back-pressure-parameter",
        handles: { parameter: "/opsplan/shop/production/order-events/back-pressure" },
      }),
    ],
  };
}

const documents = new Map(emitDocuments(plan, evidenceOf(plan)).map(({ path, text }) => [path, text]));

function commands(path: string): string {
  return bashBlocks(documents.get(path) ?? "")
    .join("\n")
    .replaceAll(/ \\\n\s*/g, " ");
}

describe("the plan's strategy", () => {
  const text = documents.get("OPERATIONAL_PLAN.md") ?? "";

  it.each([
    "Warm pool of at least 2 stopped instances, with those in service at most 12",
    "2 to 4 readers, by their mean CPU of 60 %; services share connections through RDS Proxy",
    "warm from the start for 20000 reads and 8000 writes a second",
    "while messages wait longer than 5 minutes, checkout is told to hold back",
    "answers of /api/catalog kept 30 seconds",
    "`<STORE>_READER_HOST` those that only read",
  ])("says: %s", (words) => {
    expect(text).toContain(words);
  });
});

describe("the runbook for scaling", () => {
  const text = commands("runbooks/scale.md");

  it("prepares more instances, and puts the pool of the plan back", () => {
    const put = "aws autoscaling put-warm-pool --auto-scaling-group-name";
    expect(text).toMatch(new RegExp(`${put} \\S+ --min-size 4 --max-group-prepared-capacity 24 --pool-state Stopped`));
    expect(text).toMatch(new RegExp(`${put} \\S+ --min-size 2 --max-group-prepared-capacity 12 --pool-state Stopped`));
  });

  it("adds a reader, and puts the bounds of the plan back", () => {
    const register =
      "aws application-autoscaling register-scalable-target --service-namespace rds --resource-id cluster:shop-orders --scalable-dimension rds:cluster:ReadReplicaCount";
    expect(text).toContain(`${register} --min-capacity 3 --max-capacity 4 --region eu-west-1`);
    expect(text).toContain(`${register} --min-capacity 2 --max-capacity 4 --region eu-west-1`);
  });

  it("warms a table for twice of what it is warm for", () => {
    expect(text).toContain("--warm-throughput ReadUnitsPerSecond=40000,WriteUnitsPerSecond=16000");
  });

  it("looks at the proxy", () => {
    expect(text).toContain("aws rds describe-db-proxy-targets --db-proxy-name shop-orders-proxy");
  });
});

it("the runbook for a backlog looks at the parameter and overrides it both ways", () => {
  const text = commands("runbooks/queue-backlog.md");
  const name = "/opsplan/shop/production/order-events/back-pressure";
  expect(text).toContain(`aws ssm get-parameter --name ${name}`);
  expect(text).toContain(`aws ssm put-parameter --name ${name} --value on --overwrite`);
  expect(text).toContain(`aws ssm put-parameter --name ${name} --value off --overwrite`);
});

it("scaling of databases is verified on readers, proxy and tables", () => {
  const codes = verificationSteps("database-scaling", emitContext(plan, evidenceOf(plan))).map((item) =>
    JSON.stringify(item),
  );
  const text = codes.join("\n");
  for (const operation of [
    "describe-db-clusters",
    "describe-scalable-targets",
    "describe-db-proxy-targets",
    "dynamodb describe-table",
  ]) {
    expect(text).toContain(operation);
  }
});
