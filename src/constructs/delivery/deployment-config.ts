import { CodedeployDeploymentConfig } from "@cdktf/provider-aws/lib/codedeploy-deployment-config";
import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";

/** CodeDeploy's limit on a deployment configuration's name. */
const CONFIG_NAME_MAX_LENGTH = 100;

/** One instance after another, at any size of the group: CodeDeploy's own. */
const ONE_AT_A_TIME = "CodeDeployDefault.OneAtATime";

/** Of three instances one may be out at a time, of thirty ten: a third, as one zone of three is. */
const MINIMUM_HEALTHY_PERCENT = 66;
/** With fewer, CodeDeploy rounds 66 % up to all of them and can replace none. */
const SMALLEST_GROUP_FOR_PERCENT = 3;

/**
 * Name of the configuration that decides how fast instances are replaced. A canary strategy takes one availability zone
 * first and watches the alarms there for the plan's bake time before the others follow; instances know no share of
 * traffic, so the first zone stands in for the plan's percentage.
 */
export function deploymentConfigName(scope: Construct, plan: Plan, service: Service): string {
  if (service.deployment.strategy === "rolling" || smallestGroup(service) < SMALLEST_GROUP_FOR_PERCENT)
    return ONE_AT_A_TIME;
  const config = new CodedeployDeploymentConfig(scope, "deployment_config", {
    deploymentConfigName: resourceName(plan, [service.name], CONFIG_NAME_MAX_LENGTH),
    computePlatform: "Server",
    minimumHealthyHosts: { type: "FLEET_PERCENT", value: MINIMUM_HEALTHY_PERCENT },
    zonalConfig: { firstZoneMonitorDurationInSeconds: firstZoneSeconds(service) },
  });
  return config.deploymentConfigName;
}

/** As long as the canary is watched that the zone stands in for. */
function firstZoneSeconds({ deployment: { shift, bake } }: Service): number {
  if (shift.kind !== "at-once") return shift.bake.seconds;
  return bake === null ? 0 : bake.seconds;
}

function smallestGroup({ scaling }: Service): number {
  return Math.min(scaling.min, ...scaling.schedules.map(({ min }) => min));
}
