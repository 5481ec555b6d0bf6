import { isValidated, type ServiceDeployment } from "../model/deployment";
import type { Service } from "../model/plan";
import { formatDuration, formatLatency } from "../model/units/duration";
import { formatPercentage } from "../model/units/percentage";
import { TEST_PORT, validationRequests } from "../model/validation-requests";
import type { EmitContext } from "./emit-context";
import { type Content, codeList, inlineCode } from "./markdown/inline";

/** How a new version of the service takes over, in the order in which it happens and by the names of what does it. */
export function deploymentSteps(service: Service, context: EmitContext): readonly Content[] {
  const { shift } = service.deployment;
  if (shift.kind === "zone") return [...zoneSteps(service, shift.bake, context), undone(service, context)];
  if (service.deployment.strategy === "rolling") return [...rollingSteps(service, context), undone(service, context)];
  return [
    started(service, context),
    ...validated(service, context),
    ...shifted(service.deployment),
    ...kept(service.deployment),
    undone(service, context),
  ];
}

function zoneSteps({ name }: Service, bake: { readonly seconds: number }, { index }: EmitContext): readonly Content[] {
  const group = index.oneByRole("deployment-group", name)?.handles.group;
  return [
    [
      "CodeDeploy",
      ...(group === undefined ? [] : [" in the deployment group ", inlineCode(group)]),
      " takes the instances of one availability zone out of the load balancer, starts the new image on them, and puts them back once they are healthy",
    ],
    `That zone is the canary: it is watched for ${formatDuration(bake)}`,
    "The other zones follow, one after another",
  ];
}

function rollingSteps({ runtime, name }: Service, { index }: EmitContext): readonly Content[] {
  const group = index.oneByRole("deployment-group", name)?.handles.group;
  if (runtime === "ec2-asg" && group === undefined) {
    return ["The Auto Scaling group starts instances with the plan's image in place of old ones, a tenth at a time"];
  }
  return runtime === "ec2-asg"
    ? [
        [
          "CodeDeploy in the deployment group ",
          inlineCode(group ?? name),
          " takes one instance after another out, starts the new image on it, and puts it back once it is healthy",
        ],
      ]
    : [
        "ECS starts new tasks beside the old ones, at most as many again, and stops an old one for each that is healthy",
        "When tasks keep failing to start, the circuit breaker ends the deployment and brings the version before back",
      ];
}

function started({ name }: Service, { index }: EmitContext): Content {
  const groups = index.byRole("target-group", name).map(({ handles }) => handles.name);
  return [
    "ECS starts a second set of tasks in the one of the two target groups that is empty, ",
    ...codeList(groups, "none"),
    "; users do not reach it",
  ];
}

function validated(service: Service, { plan, index }: EmitContext): readonly Content[] {
  const validation = index.oneByRole("validation-function");
  if (!isValidated(service.deployment) || validation === undefined) return [];
  const { requests, maxLatency } = plan.delivery.validation;
  const { paths, below } = validationRequests(service, plan.delivery.validation);
  return [
    [
      `The listener on port ${TEST_PORT} leads to it, and `,
      inlineCode(validation.handles.name),
      ` asks there ${requests} times for `,
      ...codeList(paths, "nothing"),
      `: every answer must have a status below ${below} and come within ${formatLatency(maxLatency)}`,
    ],
  ];
}

function shifted({ shift }: ServiceDeployment): readonly Content[] {
  switch (shift.kind) {
    case "canary":
      return [
        `It gets ${formatPercentage(shift.share)} of the requests, and is watched for ${formatDuration(shift.bake)}`,
        "It gets all of them",
      ];
    case "linear":
      return [
        `It gets ${formatPercentage(shift.step)} more of the requests every ${formatDuration(shift.bake)}, until it has all`,
      ];
    case "at-once":
    case "zone":
      return ["It gets all requests at once"];
  }
}

function kept({ bake }: ServiceDeployment): readonly Content[] {
  return bake === null
    ? []
    : [`The old tasks stay for ${formatDuration(bake)}, so that going back takes seconds; then they stop`];
}

/** Those that bring the version before back. */
export function deploymentAlarms({ name }: Pick<Service, "name">, { plan, index }: EmitContext) {
  return index
    .alarmsOf(name)
    .filter(({ purpose, region }) => purpose === "deployment" && region === plan.environment.region);
}

function undone(service: Service, context: EmitContext): Content {
  const alarms = deploymentAlarms(service, context).map(({ name }) => name);
  return [
    "At any time until then the version before comes back when one of these goes off: ",
    ...codeList(alarms, "none"),
  ];
}
