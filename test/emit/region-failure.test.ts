import {
  answerGate,
  globalWriters,
  moveSwitch,
  type RegionFailover,
  regionFailoverOf,
  startFailBack,
  startFailOver,
} from "../../src/emit/commands/region-failover-commands";
import { emitContext } from "../../src/emit/emit-context";
import { regionFailure } from "../../src/emit/runbooks/region-failure";
import type { Evidence } from "../../src/evidence/evidence";
import { recoveringPlan, synthDetection, synthRegionFailover } from "../support/failover-stacks";

const plan = recoveringPlan((tree) => {
  tree.edge.cdn = false;
  tree.recovery = { approval: { approvers: ["arn:aws:iam::111122223333:role/lead"], timeout: "10m" } };
});

function evidenceOf(...parts: readonly Evidence[]): Evidence {
  return {
    resources: parts.flatMap(({ resources }) => resources),
    alarms: parts.flatMap(({ alarms }) => alarms),
    stacks: parts.flatMap(({ stacks }) => stacks),
  };
}

const context = emitContext(plan, evidenceOf(synthRegionFailover(plan).evidence, synthDetection(plan).evidence));
const failover = regionFailoverOf(context) as RegionFailover;
const NAME = "ecommerce-operational-excellence-production-recovery";

describe("the commands of a failover", () => {
  it("start the documents of the recovery region", () => {
    expect(startFailOver(failover, "unplanned")).toBe(
      `RUN=$(aws ssm start-automation-execution \\
  --document-name ${NAME}-fail-over-region \\
  --parameters Mode=unplanned,Force=no \\
  --query AutomationExecutionId \\
  --output text \\
  --region eu-central-1)`,
    );
    expect(startFailOver(failover, "planned", true)).toContain("--parameters Mode=planned,Force=yes");
    expect(startFailBack(failover)).toContain(`--document-name ${NAME}-fail-back-region`);
  });

  it("move the switch alone", () => {
    if (failover.trafficSwitch === null) throw new Error("there is a switch");
    expect(moveSwitch("off", failover.trafficSwitch)).toBe(
      `aws cloudwatch put-metric-data \\
  --namespace opsplan/ecommerce-operational-excellence/production/failover \\
  --metric-name TrafficSwitch \\
  --value 0 \\
  --unit None \\
  --region eu-central-1`,
    );
  });

  it("answer for an approver", () => {
    expect(answerGate("Approve", "eu-central-1")).toContain("--signal-type Approve");
  });

  it("ask the recovery region which cluster writes", () => {
    expect(globalWriters({ ...failover, globalClusters: ["orders"] })[0]).toMatch(
      /^aws rds describe-global-clusters[\s\S]*--global-cluster-identifier orders[\s\S]*--region eu-central-1$/,
    );
  });

  it("are none where nothing stands ready", () => {
    expect(regionFailoverOf(emitContext(plan, { resources: [], alarms: [], stacks: [] }))).toBeNull();
  });
});

describe("the runbook of a region's failure", () => {
  const written = regionFailure({ ...context, runbook: "region-failure", alarms: [], windows: [] });

  it("starts, approves, follows and aborts a run by hand", () => {
    expect(written.mitigation.map(({ title }) => title)).toEqual([
      "Start by hand",
      "Approve",
      "Watch and abort",
      "Move requests alone",
    ]);
  });

  it("asks nobody for an approval that the plan does not want", () => {
    const alone = { ...plan, recovery: plan.recovery && { ...plan.recovery, approval: null } };
    const { mitigation } = regionFailure({
      ...context,
      plan: alone,
      runbook: "region-failure",
      alarms: [],
      windows: [],
    });
    expect(mitigation.map(({ title }) => title)).not.toContain("Approve");
  });

  it("points to the restore where nothing stands ready", () => {
    const empty = emitContext(plan, { resources: [], alarms: [], stacks: [] });
    const { mitigation, decisions } = regionFailure({
      ...empty,
      runbook: "region-failure",
      alarms: [],
      windows: [],
    });
    expect(mitigation).toEqual([]);
    expect(decisions).toHaveLength(1);
  });
});
