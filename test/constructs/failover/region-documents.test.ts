import { longestSeconds } from "../../../src/constructs/failover/documents/run";
import type { Step } from "../../../src/constructs/observability/automation/step";
import type { Json } from "../../support/data-incident-stacks";
import { documentAt, recoveringPlan, synthRegionFailover } from "../../support/failover-stacks";
import { schemaFaults, semanticFaults } from "../../support/ssm-document";

const objectives = (rpo: string, rto: string, failover = "automated", more: (tree: Json) => void = () => {}) =>
  synthRegionFailover(
    recoveringPlan((tree) => {
      tree.requirements.recovery = { rpo, rto, failover };
      more(tree);
    }),
  );

const PATTERNS = {
  "pilot light": objectives("1h", "4h"),
  "pilot light in half an hour": objectives("1m", "30m"),
  "warm standby": objectives("1s", "5m"),
  "active-active": objectives("0s", "0s"),
  "with approval": objectives("1h", "4h", "automated", (tree) => {
    tree.recovery = { approval: { approvers: ["arn:aws:iam::111122223333:role/lead"], timeout: "10m" } };
  }),
  "nothing public": objectives("1h", "4h", "automated", (tree) => {
    delete tree.environments.production.domain;
  }),
  "no database": objectives("1h", "4h", "manual", (tree) => {
    tree.recovery = { pattern: "pilot-light" };
    tree.dataStores = tree.dataStores.filter(({ engine }: Json) => engine !== "aurora-postgresql");
    for (const service of tree.services) service.uses = service.uses.filter((name: string) => name !== "orders");
  }),
};

const DOCUMENTS = Object.entries(PATTERNS).flatMap(([name, stack]) =>
  ["fail_over_region", "fail_back_region"].map((id) => [`${id} of ${name}`, documentAt(stack, id)] as const),
);

const names = (stack: (typeof PATTERNS)["pilot light"], id: string) =>
  documentAt(stack, id).mainSteps.map(({ name }) => name);

const stepOf = (stack: (typeof PATTERNS)["pilot light"], id: string, name: string): Json => {
  const found = documentAt(stack, id).mainSteps.find((step) => step.name === name);
  if (found === undefined) throw new Error(`no step ${name}`);
  return found;
};

describe("a document", () => {
  it.each(DOCUMENTS)("%s is what the schema asks for, and leads somewhere", (_name, document) => {
    expect(schemaFaults(document)).toEqual([]);
    expect(semanticFaults(document)).toEqual([]);
  });

  it.each(DOCUMENTS)("%s fits into 64 KB", (_name, document) => {
    expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(64 * 1024);
  });

  it.each(DOCUMENTS)("%s tells people of every failure that stops it", (_name, { mainSteps }) => {
    const line = mainSteps.slice(0, -2) as unknown as readonly Step[];
    expect(line.filter(({ onFailure, isCritical }) => onFailure !== "step:tellFailed" && isCritical !== false)).toEqual(
      [],
    );
  });
});

describe("failing over", () => {
  it("begins with databases and services together, and moves requests when both stand", () => {
    expect(names(PATTERNS["pilot light"], "fail_over_region")).toEqual([
      "check",
      "decide",
      "tellStart",
      "openTicket",
      "promote",
      "scale",
      "awaitWriters",
      "awaitCapacity",
      "moveSwitch",
      "awaitSwitch",
      "moveSwitchAgain",
      "verify",
      "report",
      "tellNothing",
      "tellFailed",
    ]);
  });

  it("starts what the plan's minimum asks for, with the newest image of each", () => {
    expect(stepOf(PATTERNS["pilot light"], "fail_over_region", "scale").inputs.InputPayload).toEqual({
      Cluster: "c",
      TaskPrefix: "",
      Tasks: ["checkout 3 60 new", "fulfilment 2 30 new"],
      GroupPrefix: "",
      Instances: ["storefront 3 24"],
    });
  });

  it("leaves compute alone that runs in full, and empties the lost region by its dial", () => {
    const steps = names(PATTERNS["active-active"], "fail_over_region");
    expect(steps.filter((name) => /^(scale|moveSwitch)/.test(name))).toEqual([]);
    expect(stepOf(PATTERNS["active-active"], "fail_over_region", "moveDial").inputs.InputPayload).toMatchObject({
      Region: "eu-west-1",
      Percent: "0",
    });
    expect(stepOf(PATTERNS["active-active"], "fail_over_region", "moveDial").isCritical).toBe(false);
  });

  it("promotes nothing without a global database, and switches nothing that is not public", () => {
    expect(names(PATTERNS["no database"], "fail_over_region")).not.toContain("promote");
    expect(names(PATTERNS["nothing public"], "fail_over_region")).not.toContain("moveSwitch");
    expect(names(PATTERNS["nothing public"], "fail_over_region")).not.toContain("verify");
  });

  it("waits for an approver as long as the plan says, after asking", () => {
    const steps = names(PATTERNS["with approval"], "fail_over_region");
    expect(steps.slice(0, 5)).toEqual(["check", "decide", "askApproval", "approve", "tellStart"]);
    expect(stepOf(PATTERNS["with approval"], "fail_over_region", "approve")).toMatchObject({
      action: "aws:approve",
      timeoutSeconds: 600,
      inputs: { MinRequiredApprovals: 1, Approvers: ["arn:aws:iam::111122223333:role/lead"] },
    });
    expect(stepOf(PATTERNS["with approval"], "fail_over_region", "decide").inputs.Choices[0].NextStep).toBe(
      "askApproval",
    );
  });

  it.each([
    ["pilot light", 4 * 3600],
    ["pilot light in half an hour", 1800],
    ["with approval", 4 * 3600],
  ] as const)("%s ends within the objective whatever it waits for", (pattern, rtoSeconds) => {
    const line = documentAt(PATTERNS[pattern], "fail_over_region").mainSteps.slice(0, -2) as unknown as Step[];
    // Three checks ten seconds apart and an alarm of a minute come first.
    expect(90 + longestSeconds(line)).toBeLessThanOrEqual(rtoSeconds);
  });

  it("keeps waits of minutes under an objective that leaves none", () => {
    const await_ = stepOf(PATTERNS["warm standby"], "fail_over_region", "awaitWriters");
    expect(await_.timeoutSeconds * await_.maxAttempts).toBe(300);
  });

  it("never lets a script run longer than Automation does", () => {
    for (const [, { mainSteps }] of DOCUMENTS) {
      const scripts = (mainSteps as unknown as Step[]).filter(({ action }) => action === "aws:executeScript");
      expect(scripts.filter(({ timeoutSeconds = 0 }) => timeoutSeconds > 600)).toEqual([]);
    }
  });
});

describe("failing back", () => {
  it("moves databases, then requests, then takes the copies away", () => {
    expect(names(PATTERNS["pilot light"], "fail_back_region")).toEqual([
      "check",
      "decide",
      "tellStart",
      "promote",
      "awaitWriters",
      "moveSwitch",
      "awaitSwitch",
      "moveSwitchAgain",
      "verify",
      "drain",
      "scale",
      "report",
      "tellNothing",
      "tellFailed",
    ]);
    expect(stepOf(PATTERNS["pilot light"], "fail_back_region", "promote").inputs.InputPayload).toEqual({
      Prefix: "arn:aws:rds:eu-west-1:111122223333:cluster:",
      Clusters: ["ecommerce-operational-excellence-production-orders"],
      Mode: "planned",
    });
    expect(stepOf(PATTERNS["pilot light"], "fail_back_region", "moveSwitch").inputs.MetricData[0].Value).toBe(0);
    expect(stepOf(PATTERNS["pilot light"], "fail_back_region", "awaitSwitch").inputs.DesiredValues).toEqual(["OK"]);
  });

  it("leaves what stood by before", () => {
    expect(stepOf(PATTERNS["warm standby"], "fail_back_region", "scale").inputs.InputPayload.Tasks).toContain(
      "checkout 1 60 same",
    );
    expect(stepOf(PATTERNS["pilot light"], "fail_back_region", "scale").inputs.InputPayload.Tasks).toContain(
      "checkout 0 60 same",
    );
  });
});
