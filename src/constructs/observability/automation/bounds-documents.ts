import type { Plan, Service } from "../../../model/plan";
import { raisedBounds } from "../../../model/raised-bounds";
import type { DocumentParameter, RunbookDocument } from "./runbook-document";
import {
  type ApiCall,
  call,
  inOrder,
  insist,
  type Property,
  pause,
  reference,
  type StepOutput,
  subjectWords,
} from "./step";

/** How the bounds of a service's scaling are moved and read, on whatever it runs on. */
export interface BoundsCalls {
  /** Moves the bounds: numbers, or references to parameters of type Integer. */
  move(min: number | string, max: number | string): ApiCall;
  readonly min: Property;
  readonly max: Property;
  /** Reads how many copies are wanted and run. */
  readonly count: ApiCall;
  readonly counts: readonly StepOutput[];
}

/** Raising the minimum starts copies at once; five minutes later most of them run. */
const START_MINUTES = 5;

const MIN = "MinimumCapacity";
const MAX = "MaximumCapacity";

/** More copies now, and the bounds of the plan back afterwards. */
export function boundsDocuments(plan: Plan, service: Service, calls: BoundsCalls): readonly RunbookDocument[] {
  return [scaleOut(plan, service, calls), restoreBounds(service, calls)];
}

function scaleOut(plan: Plan, service: Service, calls: BoundsCalls): RunbookDocument {
  const { min, max } = service.scaling;
  const raised = raisedBounds(service.scaling);
  const copies = service.runtime === "ecs-fargate" ? "tasks" : "instances";
  return {
    operation: "scale-out",
    description:
      `Moves the bounds of the scaling of ${words(service)} in ${plan.environment.name}, from ${min} to ${max} ${copies} ` +
      `in the plan, and checks that they hold. Scaling starts ${copies} up to the new minimum at once. ` +
      "Schedules of the plan move the bounds again at their time.",
    runbooks: ["scale", "service-saturation", "service-latency", "service-capacity", "queue-backlog"],
    parameters: {
      [MIN]: whole(`Smallest number of ${copies}`, raised.min),
      [MAX]: whole(`Largest number of ${copies}`, raised.max),
    },
    steps: boundsSteps(calls, reference(MIN), reference(MAX)),
    outputs: calls.counts.map(({ Name }) => `count.${Name}`),
  };
}

function restoreBounds(service: Service, calls: BoundsCalls): RunbookDocument {
  const { min, max } = service.scaling;
  return {
    operation: "restore-bounds",
    description:
      `Puts the bounds of the scaling of ${words(service)} back to those of the plan, ${min} to ${max}, and checks ` +
      "that they hold. Schedules of the plan move them again at their time.",
    runbooks: ["scale", "service-saturation", "service-latency", "service-capacity", "queue-backlog"],
    parameters: {},
    steps: boundsSteps(calls, min, max),
    outputs: calls.counts.map(({ Name }) => `count.${Name}`),
  };
}

function boundsSteps(calls: BoundsCalls, min: number | string, max: number | string) {
  return inOrder(
    call({ name: "moveBounds", description: "Move the bounds." }, calls.move(min, max)),
    insist({ name: "checkMinimum", description: "The minimum is the one asked for." }, calls.min, [min]),
    insist({ name: "checkMaximum", description: "The maximum is the one asked for." }, calls.max, [max]),
    pause({ name: "waitForScaling", description: "Give scaling the time to follow." }, START_MINUTES),
    call({ name: "count", description: "How many are wanted and run now." }, calls.count, calls.counts),
  );
}

/**
 * A whole number. AWS takes bounds as numbers only and Automation converts no text for it, so the type is Integer. No
 * allowedPattern stands beside it: patterns are for text. The API refuses a negative number, and a minimum above the
 * maximum.
 */
function whole(description: string, value: number): DocumentParameter {
  return { type: "Integer", description: `${description}.`, default: value };
}

function words({ name }: Service): string {
  return subjectWords({ kind: "service", name });
}
