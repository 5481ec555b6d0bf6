import { OpsplanStack } from "../../src/constructs/core/opsplan-stack";
import { terraformLiteral } from "../../src/constructs/core/terraform-literal";
import { RegionDetection } from "../../src/constructs/failover/region-detection";
import { regionFailover } from "../../src/constructs/failover/region-failover";
import type { Plan } from "../../src/model/plan";
import { standbyPlan } from "../../src/model/standby-plan";
import { blueprintPlan } from "./blueprint-plan";
import { type Synthesised, synthesise } from "./data-incident-stacks";
import type { AutomationDocument } from "./ssm-document";
import { dataInputs, foundationInputs, incidentInputs, servicesInputs } from "./stack-inputs";

type Change = NonNullable<Parameters<typeof blueprintPlan>[1]>;

export const RECOVERY_REGION = "eu-central-1";

/** The shop with a recovery region, and objectives that pilot light meets with an automated failover. */
export function recoveringPlan(change: Change = () => {}): Plan {
  return terraformLiteral(
    blueprintPlan("production", (tree) => {
      tree.environments.production.recoveryRegion = RECOVERY_REGION;
      tree.requirements.recovery = { rpo: "1h", rto: "4h", failover: "automated" };
      change(tree);
    }),
  );
}

/** What the recovery region holds of the failover. */
export function synthRegionFailover(plan: Plan): Synthesised<{ readonly switchHealthCheckId: string | null }> {
  const there = standbyPlan(plan);
  if (there === null) throw new Error("the plan has no recovery region");
  return synthesise((app) => {
    const stack = new OpsplanStack(app, there, "standby");
    const outputs = regionFailover(stack, {
      plan,
      there,
      incident: incidentInputs(plan),
      foundation: foundationInputs(there),
      data: dataInputs(there),
      services: servicesInputs(there),
    });
    return Object.assign(stack, { outputs });
  });
}

/** What watches the plan's own region. */
export function synthDetection(plan: Plan): Synthesised<null> {
  return synthesise((app) => {
    const stack = new OpsplanStack(app, plan, "observability");
    new RegionDetection(stack, "plan_region", {
      plan,
      foundation: foundationInputs(plan),
      incident: incidentInputs(plan),
      services: servicesInputs(plan),
      edge: { distributionId: null, webAcl: null, healthCheckId: plan.edge.hasPublicEndpoint ? "domain-check" : null },
    });
    return Object.assign(stack, { outputs: null });
  });
}

/** An Automation document of a synthesised stack. */
export function documentAt({ at }: Pick<Synthesised<unknown>, "at">, id: string): AutomationDocument {
  return JSON.parse(at(`aws_ssm_document.${id}`).content);
}
