import { serviceDeployments } from "../commands/ecs-deployment-commands";
import { instanceDeployments } from "../commands/instance-deployment-commands";
import { executions, holdPipeline, openPipeline } from "../commands/pipeline-commands";
import { ask } from "../commands/shell";
import { applyOrder, terraformApply } from "../commands/terraform-commands";
import type { Item } from "../markdown/blocks";
import { rollBackSteps } from "./roll-back-steps";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { requestSteps, stateSteps, targetSteps, titleOf } from "./service-steps";
import { group, groupIfAny, see, step } from "./steps";
import { type ServiceTarget, serviceTargets } from "./targets";

const ERRORS = { name: "HTTPCode_Target_5XX_Count", statistic: "Sum" };

export const rollBack: RunbookWriter = (context) => {
  const { region } = context;
  const targets = serviceTargets(context);
  return {
    title: "Roll back",
    trigger: "A change made things worse. Rolling back comes before finding out why.",
    impact: [
      "The version before runs again within minutes.",
      "What the new version wrote to stores stays: the version before must be able to read it.",
    ],
    firstMinutes: targets.flatMap((target) => historySteps(target, region)),
    diagnosis: [
      group(
        "Can the version before run?",
        step(
          "Did the new version change the database in a way that the old one cannot read? Ask whoever made the change.",
        ),
        step("Is the change one of Terraform rather than of a service? Then go to the last part of the mitigation."),
      ),
    ],
    decisions: [
      {
        when: "Nobody knows whether the old version can read the data",
        act: "Roll back one service, look at its errors, then the others",
      },
      {
        when: "The data is damaged",
        act: [
          `Stop the writers first: ${targets.some(({ pipeline }) => pipeline !== null) ? "hold the pipeline, " : ""}scale to zero; then `,
          see("restore"),
        ],
      },
      {
        when: "The deployment already rolled back by itself",
        act: ["Nothing to do here: ", see("deploy"), " once the cause is known"],
      },
    ],
    mitigation: [
      ...targets.flatMap((target) =>
        groupIfAny(titleOf(target), [...rollBackSteps(target, context), ...holdSteps(target, region)]),
      ),
      terraformGroup(context),
    ],
    verification: targets.map((target) =>
      group(
        target.service.name,
        ...requestSteps(target, "5xx answers fall", ERRORS, region),
        ...stateSteps(target),
        ...targetSteps(target, region),
      ),
    ),
    rollback: targets.flatMap((target) =>
      groupIfAny(
        target.service.name,
        target.pipeline === null
          ? []
          : [step("The fix is merged: let deployments pass again.", openPipeline(target.pipeline, region))],
      ),
    ),
  };
};

function historySteps({ service, pipeline, ecs, deploymentGroup }: ServiceTarget, region: string): readonly Item[] {
  const { name } = service;
  return [
    ...(pipeline === null ? [] : [step(`What was deployed to ${name}, and when.`, executions(pipeline, region))]),
    ...(ecs === null ? [] : [step(`How the deployments of ${name} ended.`, serviceDeployments(ecs, region))]),
    ...(deploymentGroup === null
      ? []
      : [step(`How the deployments of ${name} ended.`, instanceDeployments(deploymentGroup, region))]),
  ];
}

function holdSteps({ pipeline }: ServiceTarget, region: string): readonly Item[] {
  return pipeline === null
    ? []
    : [step("Let nothing new be deployed until the cause is known.", holdPipeline(pipeline, region))];
}

/** Terraform has no undo: the earlier plan file is compiled and applied again. */
function terraformGroup(context: RunbookContext) {
  return group(
    "A change of the plan",
    step(
      "Undo the commit that changed the plan, and write the Terraform again.",
      "git log --oneline -10",
      ask("COMMIT", "Commit to undo"),
      `git revert --no-edit "$COMMIT"`,
      "npx opsplan synth",
    ),
    step(
      "Apply only the stacks that the change touched, in this order. Read each plan: it must not destroy a store.",
      ...applyOrder(context).map(terraformApply),
    ),
  );
}
