import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, warning } from "./finding";

export function strategyImpossible(
  range: SourceRange,
  found: {
    readonly service: string;
    readonly strategy: string;
    readonly reason: string;
    readonly possible: readonly string[];
    readonly remedy: string;
  },
): Diagnostic {
  return error("strategy-impossible", range, {
    message: `${quoted(found.service)} cannot be deployed by ${found.strategy}: ${found.reason}`,
    found: quoted(found.strategy),
    expected: oneOf(found.possible),
    fix: `write ${found.possible.length === 1 ? "that" : "one of these"}, or ${found.remedy}`,
  });
}

export function canaryFalls(range: SourceRange, steps: readonly string[], before: string, share: string): Diagnostic {
  return error("canary-steps", range, {
    message: "the shares of a canary must rise: each takes traffic from the old version",
    found: `${share} after ${before}, in ${steps.join(", ")}`,
    expected: `more than ${before}, and less than 100 %`,
    fix: "write the shares in rising order, each once",
  });
}

export function canaryWhole(range: SourceRange, share: string): Diagnostic {
  return error("canary-steps", range, {
    message: "a canary is a part of the traffic: the last step to 100 % is not written",
    found: share,
    expected: "more than 0 % and less than 100 %",
    fix: "remove the share: what comes after the last is all of the traffic",
  });
}

export function canaryUneven(range: SourceRange, steps: readonly string[]): Diagnostic {
  return warning("canary-steps", range, {
    message: `ECS shifts one share and then the rest, or equal steps: of these only ${quoted(steps[0] ?? "")} is used`,
    found: steps.join(", "),
    expected: "one share, or equal steps up to the whole such as 25%, 50%, 75%",
    fix: "keep one share, or make the steps equal",
  });
}

export function shareGrain(range: SourceRange, share: string): Diagnostic {
  return error("canary-steps", range, {
    message: "ECS counts shares of traffic in tenths of a percent",
    found: share,
    expected: "a multiple of 0.1 %",
    fix: "round it",
  });
}

export function linearStep(range: SourceRange, step: string): Diagnostic {
  return error("linear-step", range, {
    message: "ECS does not shift traffic in steps of this size",
    found: step,
    expected: "3 % to 50 %: smaller ones it refuses, and larger ones leave no second step",
    fix: "write a step such as 25%, or use blue-green to move all at once",
  });
}

export function bakeTooShort(
  range: SourceRange,
  found: { readonly service: string; readonly bake: string; readonly slo: string; readonly window: string },
): Diagnostic {
  return error("bake-too-short", range, {
    message: `${quoted(found.service)} moves on before the alarm of its objective ${quoted(found.slo)} can have seen the new version`,
    found: `${found.bake} of watching`,
    expected: `at least ${found.window}, the short window of that alarm`,
    fix: `set it to ${found.window} or longer`,
  });
}

export function bakeTooLong(range: SourceRange, bake: string): Diagnostic {
  return error("bake-too-long", range, {
    message: "ECS keeps two versions side by side for a day at most",
    found: bake,
    expected: "at most 24 hours",
    fix: "shorten it",
  });
}

export function deploymentTimeout(
  range: SourceRange,
  found: { readonly service: string; readonly minutes: number; readonly most: number },
): Diagnostic {
  return warning("deployment-timeout", range, {
    message: `the pipeline of ${quoted(found.service)} gives up before a deployment that is watched this long is done`,
    found: `${found.minutes} minutes of watching: every share, then the old version beside the new`,
    expected: `at most ${found.most} minutes: the pipeline's deploy action waits 60 minutes, and starting copies takes about 10`,
    fix: "shorten the bake times, or expect the pipeline to report failed deployments that go on in ECS",
  });
}

export function deploymentAlarms(range: SourceRange, service: string, count: number, most: number): Diagnostic {
  return error("deployment-alarms", range, {
    message: `CodeDeploy cannot watch all objectives of ${quoted(service)} during a deployment`,
    found: `${count} objectives, an alarm each`,
    expected: `at most ${most}: a deployment group takes ten alarms, and two watch the instances themselves`,
    fix: "remove objectives, or run the service on ecs-fargate",
  });
}

export function coordinationUnkept(range: SourceRange, word: string, strategy: string): Diagnostic {
  return warning("coordination-unkept", range, {
    message: `the initiative is coordinated by ${quoted(word)}, and no service is deployed so`,
    found: `delivery.strategy ${quoted(strategy)}`,
    expected: "delivery.strategy `blue-green-canary`, for a public service on ecs-fargate",
    fix: "set delivery.strategy: blue-green-canary, or change initiative.coordination.deploymentStrategy",
  });
}

export function validationLatency(range: SourceRange, latency: string): Diagnostic {
  return error("validation-latency", range, {
    message: "a new version cannot be given this long to answer",
    found: latency,
    expected: "1 millisecond to 10 seconds: twenty paths must be asked within the ten minutes that the function has",
    fix: "write a time such as 2s",
  });
}

export function validationPath(range: SourceRange, path: string, routes: readonly string[]): Diagnostic {
  return error("validation-path", range, {
    message: `no new version can be asked for ${quoted(path)}: no service has a route that leads there`,
    found: quoted(path),
    expected: routes.length === 0 ? "a public service" : `a path that one of ${routes.map(quoted).join(", ")} matches`,
    fix: "correct the path, or add it to the routes of a service",
  });
}
