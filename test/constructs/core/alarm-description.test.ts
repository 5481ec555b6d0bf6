import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENVIRONMENT_NAME_MAX_LENGTH, NAME_MAX_LENGTH, PLAN_NAME_MAX_LENGTH } from "../../../src/model/names";
import { buildApp } from "../../../stacks/app";
import { blueprintPlan } from "../../support/blueprint-plan";
import { resourcesOf } from "../../support/synthesis";

const PLAN = "p".repeat(PLAN_NAME_MAX_LENGTH);
const ENVIRONMENT = "e".repeat(ENVIRONMENT_NAME_MAX_LENGTH);
const QUEUE = "q".repeat(NAME_MAX_LENGTH);
const SERVICE = "s".repeat(NAME_MAX_LENGTH);

/** A plan in which everything that an alarm's description holds is as long as the schema takes it. */
function longestDescriptions(): readonly string[] {
  const plan = blueprintPlan("production", (tree) => {
    tree.metadata.name = PLAN;
    tree.metadata.owner = "o".repeat(64);
    tree.incidents = { ...tree.incidents, runbookUrl: `https://${"u".repeat(182)}` };
    tree.tickets = { triggers: { error_budget_burn_rate_exceeded: { enabled: false } } };
    tree.environments.production.region = "eu-aaaaaaaaaaaaaaa-1";
    tree.environments.production.recoveryRegion = "eu-bbbbbbbbbbbbbbb-1";
    for (const environment of Object.values<Record<string, unknown>>(tree.environments)) delete environment.tickets;
    tree.dataStores = [...tree.dataStores, { name: QUEUE, engine: "sqs" }];
    const [service] = tree.services;
    service.name = SERVICE;
    service.uses = [...(service.uses ?? []), QUEUE];
    const common = { target: "99.123456%", window: "365d" };
    service.slos = [
      {
        ...common,
        name: "n".repeat(30),
        sli: "queue-age",
        store: QUEUE,
        threshold: "9007199254740991s",
        tiers: [
          { severity: "critical", long: "1439m", short: "1438m", budget: "99.9%" },
          { severity: "critical", long: "8759h", short: "8758h", budget: "99.9%" },
        ],
      },
      { ...common, name: "c".repeat(30), sli: "canary-availability", canary: { path: `/${"c".repeat(79)}` } },
    ];
  });
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-descriptions-"));
  try {
    buildApp([{ ...plan, environment: { ...plan.environment, name: ENVIRONMENT } }], outdir).synth();
    return resourcesOf(outdir).flatMap(({ body }) =>
      typeof body.alarm_description === "string" ? [body.alarm_description] : [],
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe("the longest description of an alarm", () => {
  const descriptions = longestDescriptions();

  it("is what CloudWatch takes, and little less", () => {
    const longest = Math.max(...descriptions.map(({ length }) => length));
    expect(longest).toBeLessThanOrEqual(1024);
    expect(longest).toBeGreaterThan(1000);
  });

  it("is whole: its last line is the ticket's key", () => {
    const burning = descriptions.filter((text) => /^s+: burn rate above .* and 1438 minutes;/.test(text));
    expect(burning).toHaveLength(1);
    expect(burning[0]?.split("\n").at(-1)).toBe(
      `Ticket: ${PLAN}/${ENVIRONMENT}/alarm/${PLAN}-${ENVIRONMENT}-${SERVICE}-${"n".repeat(30)}-burn-1439m`,
    );
  });
});
