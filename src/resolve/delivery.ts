import type { Delivery, Plan } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

export function resolveDelivery(file: PlanFile, scale: Plan["environment"]["scale"], decisions: Decisions): Delivery {
  const { source, canary, approval, ...delivery } = file.delivery;
  const [firstStep] = canary.steps;
  if (!firstStep) throw new Error("the checks let a canary without a step pass");
  return {
    ...delivery,
    canary: { percent: firstStep.percent, bake: canary.bake },
    source: source === undefined ? null : { ...source, connectionArn: source.connectionArn ?? null },
    approval:
      approval ??
      (scale === "full"
        ? decisions.derive("delivery.approval", true, "a full-scale environment serves users: a person approves")
        : decisions.derive("delivery.approval", false, "a small environment deploys without approval")),
  };
}
