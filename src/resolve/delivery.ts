import type { Delivery, DeliveryChecks, Plan } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

/** Where `opsplan synth` writes when nothing else is said. */
const DEFAULT_OUTPUT = "cdktf.out";

export function resolveDelivery(
  file: PlanFile,
  environment: Pick<Plan["environment"], "name" | "scale">,
  decisions: Decisions,
): Delivery {
  const {
    source,
    canary: _canary,
    linear: _linear,
    bake: _bake,
    approval,
    checks: _checks,
    ...delivery
  } = file.delivery;
  return {
    ...delivery,
    source: source === undefined ? null : { ...source, connectionArn: source.connectionArn ?? null },
    planFile: file.delivery.checks.plan,
    approval:
      approval ??
      (environment.scale === "full"
        ? decisions.derive("delivery.approval", true, "a full-scale environment serves users: a person approves")
        : decisions.derive("delivery.approval", false, "a small environment deploys without approval")),
    checks: resolveChecks(file, environment.name, decisions),
  };
}

function resolveChecks(file: PlanFile, environment: string, decisions: Decisions): DeliveryChecks | null {
  const { source, checks } = file.delivery;
  if (source === undefined || !checks.enabled) return null;
  const docs =
    checks.docs ??
    decisions.derive(
      "delivery.checks.docs",
      `${DEFAULT_OUTPUT}/docs/${file.metadata.name}/${environment}`,
      "where opsplan synth writes the documents of this environment",
    );
  return { plan: checks.plan, docs };
}
