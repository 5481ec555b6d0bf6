import { redeployPrevious, stopServiceDeployment, waitUntilStable } from "../commands/ecs-deployment-commands";
import { stopInstanceDeployment } from "../commands/instance-deployment-commands";
import { rollBackPipeline, rollBackStandby, stopExecution } from "../commands/pipeline-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { automatedInstead, step } from "./steps";
import type { ServiceTarget } from "./targets";

/** From the mildest to the strongest: stop what is on its way, then put the version before back. */
export function rollBackSteps(target: ServiceTarget, { plan, region }: EmitContext): readonly Item[] {
  const { ecs, deploymentGroup, pipeline, automation } = target;
  return [
    ...automatedInstead(
      "Roll back: a deployment that runs is stopped, else what was deployed before is deployed again.",
      automation("roll-back"),
    ),
    ...(pipeline === null
      ? []
      : [step("A pipeline runs and has not deployed yet: stop it.", stopExecution(pipeline, region))]),
    ...(ecs === null
      ? []
      : [step("A deployment runs: stop it. ECS puts the version before back.", stopServiceDeployment(ecs, region))]),
    ...(deploymentGroup === null
      ? []
      : [
          step(
            "A deployment runs: stop it. CodeDeploy puts the last good version back.",
            stopInstanceDeployment(deploymentGroup, region),
          ),
        ]),
    ...(pipeline === null
      ? []
      : [
          step(
            "The deployment has ended: deploy again what was deployed before it.",
            rollBackPipeline(pipeline, region),
          ),
          ...(plan.recovery === null || plan.recovery.region === null
            ? []
            : [
                step(
                  `The image is in ${plan.recovery.region} too, for a failover: put the one before in its place there.`,
                  rollBackStandby(pipeline, region),
                ),
              ]),
        ]),
    ...(ecs === null
      ? []
      : [
          step(
            pipeline === null
              ? "The deployment has ended: give the service the task definition before."
              : "The pipeline cannot do it: give the service the task definition before.",
            redeployPrevious(ecs, region),
          ),
          step("Wait until it is stable, ten minutes at most.", waitUntilStable(ecs, region)),
        ]),
  ];
}
