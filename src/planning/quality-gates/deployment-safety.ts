import type { Capability } from "../../model/capabilities";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

const NEEDED: readonly (readonly [Capability, string])[] = [
  ["automated-test", "tests before an image is built"],
  ["image-scan", "image scan"],
  ["deployment-alarm", "alarms that watch a deployment"],
  ["deployment-rollback", "rollback without a person"],
];

export const deploymentSafety: QualityGate = {
  name: "deployment-safety",
  statement:
    "Ensure deployment strategies account for testing, monitoring, rollback procedures, and operational validation",
  check: (context) => [...context.plan.services.map((service) => judge(service.name, context)), approval(context)],
};

function judge(service: string, { plan, index }: GateContext): GateCheck {
  const missing = NEEDED.filter(([capability]) => index.providing(capability, service).length === 0);
  if (missing.length === 0) return pass(service, `has ${NEEDED.map(([, words]) => words).join(", ")}`);
  const words = `lacks ${missing.map(([, needed]) => needed).join(", ")}`;
  // Without a source there is no pipeline to test or scan in: what runs is deployed by Terraform.
  return plan.delivery.source === null ? warn(service, `${words}; delivery.source is not set`) : fail(service, words);
}

function approval({ plan }: GateContext): GateCheck {
  return plan.delivery.approval
    ? pass("approval", "a person approves before deployment")
    : pass("approval", "deploys without approval: tests, alarms and rollback decide");
}
