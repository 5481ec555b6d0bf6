import { CodedeployDeploymentConfig } from "@cdktf/provider-aws/lib/codedeploy-deployment-config";
import type { Construct } from "constructs";
import { ZONAL_HEALTHY_PERCENT } from "../../model/deployment";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";

/** CodeDeploy's limit on a deployment configuration's name. */
const CONFIG_NAME_MAX_LENGTH = 100;

/** One instance after another, at any size of the group: CodeDeploy's own. */
const ONE_AT_A_TIME = "CodeDeployDefault.OneAtATime";

/**
 * Name of the configuration that decides how fast instances are replaced. A canary takes one availability zone first and
 * watches the alarms there before the others follow.
 */
export function deploymentConfigName(scope: Construct, plan: Plan, service: Service): string {
  const { shift } = service.deployment;
  if (shift.kind !== "zone") return ONE_AT_A_TIME;
  const config = new CodedeployDeploymentConfig(scope, "deployment_config", {
    deploymentConfigName: resourceName(plan, [service.name], CONFIG_NAME_MAX_LENGTH),
    computePlatform: "Server",
    minimumHealthyHosts: { type: "FLEET_PERCENT", value: ZONAL_HEALTHY_PERCENT },
    zonalConfig: { firstZoneMonitorDurationInSeconds: shift.bake.seconds },
  });
  return config.deploymentConfigName;
}
