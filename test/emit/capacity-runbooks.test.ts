import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emitDocuments } from "../../src/emit/emit-documents";
import { buildApp } from "../../stacks/app";
import { blueprintPlan } from "../support/blueprint-plan";
import { bashBlocks, documentAt } from "./support/sample-documents";

function documents(change: Parameters<typeof blueprintPlan>[1]): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-capacity-"));
  try {
    const plan = blueprintPlan("production", change);
    const [evidence] = buildApp([plan], outdir).evidence;
    if (evidence === undefined) throw new Error("one plan has one evidence");
    return new Map(emitDocuments(plan, evidence).map(({ path, text }) => [path, text]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe("documents of what runs out", () => {
  const asking = documents((tree) => {
    tree.requirements.capacity = { currentPeakUsers: 15_000, growth: "2x", requestsPerUser: 6, quotas: "request" };
    delete tree.environments.production.recoveryRegion;
    delete tree.requirements.recovery;
  });
  const runbook = (name: string) => documentAt(asking, `runbooks/${name}.md`);
  /** With line breaks inside a command taken out. */
  const commands = (name: string) =>
    bashBlocks(runbook(name))
      .join("\n")
      .replaceAll(/ \\\n\s*/g, " ");

  it.each(["capacity-forecast", "quota-limit", "monitoring-gap"])("%s has commands that bash reads", (name) => {
    for (const block of bashBlocks(runbook(name))) execFileSync("bash", ["-n"], { input: block });
  });

  it("ask for the quota by its code, for what the target needs", () => {
    expect(commands("quota-limit")).toContain(
      "aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value 60",
    );
    // Enough today: twice AWS's default, if at all.
    expect(commands("quota-limit")).toContain("--quota-code L-7E6692B2 --desired-value 2000");
    // Not adjustable.
    expect(commands("quota-limit")).not.toContain("--quota-code L-92E49DE3 --desired-value");
    expect(runbook("quota-limit")).toContain("requirements.capacity.grantedQuotas: { L-3032A538: 60 }");
  });

  it("read the days that are left, and the trend that they come from", () => {
    expect(commands("capacity-forecast")).toContain(
      "--metric-name days-to-limit --dimensions Name=Subject,Value=checkout Name=Resource,Value=scaling",
    );
    const queries = [...commands("capacity-forecast").matchAll(/--metric-data-queries '(\[.*?\])' --start-time/g)].map(
      ([, json = ""]) => JSON.parse(json.replaceAll("'\\''", "'")),
    );
    // One that searches for all, then one for each of nine forecasts of services and stores and four of quotas.
    expect(queries).toHaveLength(1 + 9 + 4);
    for (const [first] of queries.slice(1)) expect(first.MetricStat.Period).toBe(86_400);
  });

  it("name what raises the limit", () => {
    expect(runbook("capacity-forecast")).toContain("Set `services.checkout.scaling.max` above 60 tasks in the plan");
    expect(runbook("capacity-forecast")).toContain("Set `dataStores.orders.pooler` to `rds-proxy` in the plan");
    expect(runbook("capacity-forecast")).toContain("Name a larger node type in `dataStores.sessions.nodeType`");
  });

  it("lead to the dashboard, and the plan lists it", () => {
    const name = "ecommerce-operational-excellence-production_capacity";
    expect(runbook("capacity-forecast")).toContain(`#dashboards/dashboard/${name}`);
    expect(runbook("quota-limit")).toContain(`#dashboards/dashboard/${name}`);
    expect(documentAt(asking, "OPERATIONAL_PLAN.md")).toContain(`\`${name}\``);
  });

  it("tell the method, the window and the quotas in the operational plan", () => {
    const text = documentAt(asking, "OPERATIONAL_PLAN.md");
    expect(text).toContain("lays a trend through the last 21 days by least squares");
    expect(text).toContain("less than 14 days away");
    expect(text).toMatch(
      /Fargate On-Demand vCPU resource count \| `L-3032A538` \| 60 vCPUs \| 6 \| by an alarm \| yes/,
    );
    expect(text).toMatch(
      /Tasks per service \| `L-92E49DE3` \| 45 tasks \| 5,000 \| AWS publishes no use of it \| no need/,
    );
  });

  it("name the detectors of the ticket", () => {
    expect(documentAt(asking, "TICKET_REGISTRY.md")).toContain("checkout-scaling-forecast");
  });

  it("ask nobody where the plan only watches, and forecast nothing where it is switched off", () => {
    const quiet = documents((tree) => {
      tree.requirements.capacity = { currentPeakUsers: 15_000, growth: "2x", requestsPerUser: 6 };
      tree.observability.forecasts = false;
    });
    expect(quiet.has("runbooks/capacity-forecast.md")).toBe(false);
    const text = documentAt(quiet, "OPERATIONAL_PLAN.md");
    expect(text).toContain("Forecasts are switched off in the plan.");
    expect(text).toContain("no: requirements.capacity.quotas is watch");
    expect(documentAt(quiet, "runbooks/quota-limit.md")).not.toContain("The foundation stack asks for it");
  });
});
