import { bakeSeconds, shiftsTraffic } from "../../model/deployment";
import { githubSource } from "../../model/github-pipeline";
import { alarmStates, firingAlarms } from "../commands/alarm-commands";
import {
  deploymentStage,
  serviceDeployments,
  stopServiceDeployment,
  waitUntilStable,
} from "../commands/ecs-deployment-commands";
import { instanceDeployments } from "../commands/instance-deployment-commands";
import { approve, executions, pipelineState, startPipeline } from "../commands/pipeline-commands";
import { deployTaskDefinition } from "../commands/task-definition-commands";
import { applyOrder, coldStacks, terraformApply, terraformDrift } from "../commands/terraform-commands";
import { deploymentAlarms, deploymentSteps } from "../deployment-steps";
import { deploymentWords } from "../deployment-words";
import type { Item } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";
import { firstApplySteps } from "./first-apply-steps";
import { planPrefix } from "./plan-prefix";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { stateSteps, targetSteps, titleOf } from "./service-steps";
import { budgetSteps, sloTargets } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { type ServiceTarget, serviceTargets } from "./targets";

export const deploy: RunbookWriter = (context) => {
  const { plan, region } = context;
  const targets = serviceTargets(context);
  return {
    title: "Deploy",
    trigger: "A change of a service or of the plan goes to this environment.",
    impact: [
      ...strategyWords(context),
      "Nothing else is interrupted. Stores change in their maintenance window unless applied at once.",
    ],
    firstMinutes: [
      step("Is anything on fire? Then do not deploy.", firingAlarms(planPrefix(plan), [region])),
      ...budgetSteps(sloTargets(context), context),
      ...targets.map((target) => step(`Is ${target.service.name} as it should be?`, target.operations.status)),
    ],
    diagnosis: targets.flatMap((target) => groupIfAny(titleOf(target), pipelineSteps(target, region))),
    decisions: [
      {
        when: "A change of a service",
        act: targets.some(({ pipeline }) => pipeline !== null)
          ? "Push it to the branch; the pipeline does the rest. Watch it, below"
          : "Set its image in the plan: it is a change of the plan. Then replace the copies, below",
      },
      {
        when: "A change of the plan",
        act:
          githubSource(plan) !== null && plan.state.kind === "s3"
            ? "Open a pull request and read what the workflow plans; merged, it applies, wave by wave. Without the workflow: synthesise, read the Terraform plan of each stack, apply in order, below"
            : "Synthesise, read the Terraform plan of each stack, apply in order, below",
      },
      ...(sloTargets(context).length === 0
        ? []
        : [
            {
              when: "An error budget is used up, or nearly",
              act: ["Deploy only what makes the service more reliable: ", see("error-budget")],
            },
          ]),
      { when: "It goes wrong", act: ["Do not wait: ", see("roll-back")] },
    ],
    mitigation: [
      ...targets.flatMap((target) => groupIfAny(titleOf(target), deploySteps(target, context))),
      terraformGroup(context),
      ...targets.flatMap((target) =>
        groupIfAny(`${target.service.name}: after a change of the plan`, planChangeSteps(target, region)),
      ),
      ...firstApplySteps(context),
    ],
    verification: targets.map((target) =>
      group(
        target.service.name,
        ...watchSteps(target, context),
        ...endSteps(target, region),
        ...stateSteps(target),
        ...targetSteps(target, region),
      ),
    ),
    rollback: [group("Either kind of change", step(["See ", see("roll-back"), "."]))],
  };
};

function strategyWords(context: RunbookContext): readonly Content[] {
  return context.plan.services.map(({ name, ...service }) => [
    inlineCode(name),
    `: ${deploymentWords({ ...service, name }, context)}.`,
  ]);
}

function pipelineSteps({ pipeline }: ServiceTarget, region: string): readonly Item[] {
  return pipeline === null ? [] : [step("What was deployed last.", executions(pipeline, region))];
}

function deploySteps(target: ServiceTarget, { plan, region }: RunbookContext): readonly Item[] {
  const { pipeline, service, operations } = target;
  const { source, approval } = plan.delivery;
  if (pipeline === null || source === null) {
    return [
      step(
        [
          "No pipeline is generated. Set ",
          inlineCode(`services.${service.name}.image`),
          " in the plan and apply the services stack; then replace the copies.",
        ],
        operations.restart,
      ),
    ];
  }
  return [
    step(
      [
        "A push to ",
        inlineCode(source.branch),
        " of ",
        inlineCode(source.repository),
        " starts it. To start it by hand:",
      ],
      startPipeline(pipeline, region),
    ),
    step("Where it is.", pipelineState(pipeline, region)),
    ...(approval
      ? [step("Approve, once tests and scan are green and you have read the commit.", approve(pipeline, region))]
      : []),
  ];
}

/** A pipeline deploys the revision that runs with another image; Terraform's own revision waits beside it. */
function planChangeSteps({ ecs, pipeline }: ServiceTarget, region: string): readonly Item[] {
  if (ecs === null || pipeline === null) return [];
  return [
    step(
      "Only when the services stack changed its task definition: variables, secrets, size. Deploys that, with the image that runs now. Needs jq.",
      deployTaskDefinition(ecs, region),
    ),
  ];
}

/** While traffic moves: how far it is, what it is judged by, and how to stop it. */
function watchSteps({ service, ecs }: ServiceTarget, context: RunbookContext): readonly Item[] {
  const { region } = context;
  const steps = deploymentSteps(service, context).map((text) => step(text));
  if (ecs === null || !shiftsTraffic(service)) return steps;
  const alarms = deploymentAlarms(service, context);
  const minutes = Math.ceil(bakeSeconds(service.deployment) / 60);
  return [
    ...steps,
    step(`How far it is. It is watched for ${minutes} minutes in all.`, deploymentStage(ecs, region)),
    ...(alarms.length === 0 ? [] : [step("Which of its alarms are on.", alarmStates(alarms))]),
    step("To stop it while it is on its way: ECS brings the version before back.", stopServiceDeployment(ecs, region)),
  ];
}

function endSteps({ ecs, deploymentGroup }: ServiceTarget, region: string): readonly Item[] {
  return [
    ...(ecs === null
      ? []
      : [
          step(
            "Wait until one version runs, then see how it ended. The first command gives up after ten minutes: repeat it.",
            waitUntilStable(ecs, region),
            serviceDeployments(ecs, region),
          ),
        ]),
    ...(deploymentGroup === null
      ? []
      : [step("How the last deployment ended.", instanceDeployments(deploymentGroup, region))]),
  ];
}

function terraformGroup(context: RunbookContext) {
  const stacks = applyOrder(context);
  return group(
    "A change of the plan",
    step("Write the Terraform.", "npx opsplan synth"),
    step("See which stacks differ: exit code 2 means yes.", ...stacks.map(terraformDrift)),
    ...stacks.map((stack) =>
      step(["Does ", inlineCode(stack), " differ? Then read its plan, and apply it."], terraformApply(stack)),
    ),
    ...coldStacks(context).map((stack) =>
      step(
        [
          "Do not apply ",
          inlineCode(stack),
          ": it is for the day on which the region is lost, ",
          see("fail-over"),
          ". Only see that it can be planned: exit code 2, and nothing but what would be created.",
        ],
        terraformDrift(stack),
      ),
    ),
  );
}
