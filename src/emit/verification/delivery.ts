import { serviceDeployments } from "../commands/ecs-deployment-commands";
import { instanceDeployments } from "../commands/instance-deployment-commands";
import { executions, newestTestReports, pipelineState, rollBackPipeline } from "../commands/pipeline-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { step } from "../runbooks/steps";
import { serviceTargets } from "../runbooks/targets";

export function pipelineRuns({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("pipeline")
    .map(({ handles: { name } }) =>
      step(
        ["The newest run of ", inlineCode(name), " Succeeded, in every action."],
        executions(name, region),
        pipelineState(name, region),
      ),
    );
}

export function testReports({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("build-project")
    .filter(({ resource }) => resource.capabilities.includes("automated-test"))
    .map(({ handles: { name } }) =>
      step(
        ["The newest report of ", inlineCode(name), " is SUCCEEDED, and has tests in it."],
        newestTestReports(name, region),
      ),
    );
}

export function deploymentHistory(context: EmitContext): readonly Item[] {
  const { region } = context;
  return serviceTargets(context).flatMap(({ service, ecs, deploymentGroup, pipeline }) => [
    ...(ecs === null
      ? []
      : [
          step(
            [inlineCode(service.name), ": at least nine in ten deployments end SUCCESSFUL."],
            serviceDeployments(ecs, region),
          ),
        ]),
    ...(deploymentGroup === null
      ? []
      : [
          step(
            [inlineCode(service.name), ": the last deployment tried is the last that succeeded."],
            instanceDeployments(deploymentGroup, region),
          ),
        ]),
    ...(pipeline === null
      ? []
      : [step([inlineCode(pipeline), ": at least 19 in 20 runs Succeeded."], executions(pipeline, region))]),
  ]);
}

/** In an environment where users are not hurt: deploy a version, then take it back. */
export function rollbackDrill(context: EmitContext): readonly Item[] {
  const { region } = context;
  return serviceTargets(context).flatMap(({ service, pipeline }) =>
    pipeline === null
      ? [
          step([
            inlineCode(service.name),
            " has no pipeline: follow ",
            link("roll-back.md", "runbooks/roll-back.md"),
            ".",
          ]),
        ]
      : [
          step(
            [inlineCode(service.name), " returns to the version before within 15 minutes, without an alarm."],
            rollBackPipeline(pipeline, region),
          ),
        ],
  );
}
