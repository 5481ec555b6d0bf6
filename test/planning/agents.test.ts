import { selectedAgents } from "../../src/planning/agents";
import { agentLoads, assignments } from "../../src/planning/phase-assignments";
import { runbookOwner } from "../../src/planning/runbook-owners";
import { blueprintPlan } from "../support/blueprint-plan";

const plan = blueprintPlan("production");

describe("assignments", () => {
  it("make the first primary agent accountable, and give nobody two parts", () => {
    const all = assignments(plan);
    expect(all).toHaveLength(16);
    expect(all.find(({ deliverable }) => deliverable.name === "ci_cd_pipeline")).toMatchObject({
      accountable: "devops-engineer",
      responsible: ["infrastructure-architect", "monitoring-specialist"],
      consulted: ["security-analyst", "test-architect"],
      informed: ["performance-optimizer", "platform-team"],
    });
    for (const { accountable, responsible, consulted, informed } of all) {
      const parts = [accountable, ...responsible, ...consulted, ...informed];
      expect(new Set(parts).size).toBe(parts.length);
    }
  });

  it("count each agent's phases once", () => {
    const loads = agentLoads(plan);
    expect(loads.map(({ agent }) => agent)).toEqual(selectedAgents(plan));
    const devops = loads.find(({ agent }) => agent === "devops-engineer");
    expect(devops?.accountable).toEqual(["deployment_automation_phase"]);
    expect(devops?.responsible).toHaveLength(3);
  });
});

describe("owners of runbooks", () => {
  it("are the best suited agent that the plan selects", () => {
    expect(runbookOwner(plan, "scale")).toBe("capacity-planner");
    expect(runbookOwner(plan, "restore")).toBe("database-performance-optimizer");
  });

  it("are whoever answers for the last phase where the plan selects none that is suited", () => {
    const other = blueprintPlan("production", (tree) => {
      for (const phase of tree.initiative.phases) {
        phase.primaryAgents = ["api-architect"];
        phase.supportingAgents = [];
      }
    });
    expect(runbookOwner(other, "scale")).toBe("api-architect");
  });
});
