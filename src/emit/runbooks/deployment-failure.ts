import { isValidated } from "../../model/deployment";
import { alarmStates } from "../commands/alarm-commands";
import { deploymentStage, serviceDeployments } from "../commands/ecs-deployment-commands";
import { newestInstanceDeployment } from "../commands/instance-deployment-commands";
import { matchingLines } from "../commands/log-queries";
import { holdPipeline, newestBuild, openPipeline, pipelineState } from "../commands/pipeline-commands";
import { deploymentAlarms } from "../deployment-steps";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { rollBackSteps } from "./roll-back-steps";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { failureSteps, logSteps, stateSteps, targetSteps, titleOf } from "./service-steps";
import { group, groupIfAny, see, step } from "./steps";
import { alarmedServices, type ServiceTarget } from "./targets";

export const deploymentFailure: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedServices(context);
  const piped = targets.some(({ pipeline }) => pipeline !== null);
  return {
    title: "Deployment failure",
    trigger: piped
      ? "A deployment was stopped by its alarms, did not become healthy, or a pipeline failed."
      : "A deployment was stopped by its alarms, or did not become healthy.",
    impact: [
      "Usually none for users: the version before keeps running or was put back.",
      "While a canary is out, its share of the traffic is affected.",
    ],
    firstMinutes: targets.map((target) =>
      step(`Does ${target.service.name} run as it should?`, target.operations.status),
    ),
    diagnosis: targets.map((target) =>
      group(
        titleOf(target),
        ...pipelineSteps(target, context),
        ...deploymentSteps(target, context),
        ...stateSteps(target),
        ...failureSteps(target),
        ...targetSteps(target, region),
        ...logSteps(target, region),
      ),
    ),
    decisions: [
      { when: "The old version runs and users are well", act: "No hurry: find the cause, fix forward" },
      { when: "The new version runs and users are not well", act: ["Roll back by hand now: ", see("roll-back")] },
      ...(piped
        ? [
            {
              when: "Tests or the image scan failed",
              act: "Nothing was deployed: the report names the test or the vulnerability",
            },
          ]
        : []),
      {
        when: "The alarm fired for a reason outside the deployment",
        act: `Solve that first, then ${piped ? "start the pipeline" : "deploy"} again`,
      },
    ],
    mitigation: targets.flatMap((target) =>
      groupIfAny(titleOf(target), [...rollBackSteps(target, context), ...holdSteps(target, region)]),
    ),
    verification: targets.map((target) =>
      group(target.service.name, ...stateSteps(target), ...targetSteps(target, region)),
    ),
    rollback: targets.flatMap((target) =>
      groupIfAny(
        target.service.name,
        target.pipeline === null ? [] : [step("Let deployments pass again.", openPipeline(target.pipeline, region))],
      ),
    ),
  };
};

function pipelineSteps({ pipeline, service }: ServiceTarget, { index, region }: RunbookContext): readonly Item[] {
  if (pipeline === null) return [];
  const projects = index.byRole("build-project", service.name).map(({ handles }) => handles.name);
  return [
    step("Which action failed, and its message.", pipelineState(pipeline, region)),
    ...projects.map((project) =>
      step(`What failed in the newest run of ${project}, and where its log is.`, newestBuild(project, region)),
    ),
  ];
}

function deploymentSteps(target: ServiceTarget, context: RunbookContext): readonly Item[] {
  const { ecs, deploymentGroup } = target;
  const alarms = deploymentAlarms(target.service, context);
  const { region } = context;
  return [
    ...(ecs === null
      ? []
      : [
          step("How far the newest deployment came, and which alarm ended it.", deploymentStage(ecs, region)),
          step("How the last deployments ended.", serviceDeployments(ecs, region)),
        ]),
    ...(alarms.length === 0 ? [] : [step("Which of the alarms that end it are on.", alarmStates(alarms))]),
    ...validationSteps(target, context),
    ...(deploymentGroup === null
      ? []
      : [step("Why the newest deployment failed, and where.", newestInstanceDeployment(deploymentGroup, region))]),
  ];
}

/** What a new version answered before users reached it. */
function validationSteps({ service }: ServiceTarget, { index, region }: RunbookContext): readonly Item[] {
  const validation = index.oneByRole("validation-function");
  if (validation === undefined || !isValidated(service.deployment)) return [];
  const { name, logGroup } = validation.handles;
  return [
    step(
      [
        "It ended at ",
        inlineCode("POST_TEST_TRAFFIC_SHIFT"),
        "? Then see which answers ",
        inlineCode(name),
        " refused.",
      ],
      matchingLines(logGroup, `{ $.level = "ERROR" }`, region),
    ),
  ];
}

function holdSteps({ pipeline }: ServiceTarget, region: string): readonly Item[] {
  return pipeline === null
    ? []
    : [step("Let nothing new be deployed until the cause is known.", holdPipeline(pipeline, region))];
}
