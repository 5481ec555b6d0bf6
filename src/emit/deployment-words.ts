import { isValidated, type ServiceDeployment } from "../model/deployment";
import type { Service } from "../model/plan";
import { formatDuration } from "../model/units/duration";
import { formatPercentage } from "../model/units/percentage";
import type { EmitContext } from "./emit-context";

/** How a new version of the service takes over, step by step, as one sentence without a full stop. */
export function deploymentWords(service: Service, { index }: Pick<EmitContext, "index">): string {
  const { deployment, name } = service;
  if (deployment.strategy === "rolling") return "copies are replaced a few at a time";
  if (deployment.shift.kind === "zone") return shiftWords(deployment);
  const asked = isValidated(deployment) && index.providing("deployment-hook", name).length > 0;
  return [
    "a second set starts beside the first",
    ...(asked ? ["answers the validation"] : []),
    shiftWords(deployment),
    ...(deployment.bake === null ? [] : [`and the first set is kept ${formatDuration(deployment.bake)} more`]),
  ].join(", ");
}

function shiftWords({ shift }: ServiceDeployment): string {
  switch (shift.kind) {
    case "at-once":
      return "takes all requests at once";
    case "canary":
      return `takes ${formatPercentage(shift.share)} of requests for ${formatDuration(shift.bake)}, then all`;
    case "linear":
      return `takes ${formatPercentage(shift.step)} more of the requests every ${formatDuration(shift.bake)}`;
    case "zone":
      return `instances of one zone are replaced first, watched for ${formatDuration(shift.bake)}, then those of the others`;
  }
}
