import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted, quotedPath } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about services: how they run, scale and are reached. */

export function minOverMax(
  min: { readonly range: SourceRange; readonly value: number },
  max: { readonly range: SourceRange; readonly value: number },
  place: string,
): Diagnostic {
  return error("min-over-max", min.range, {
    message: `the minimum of ${quotedPath(place)} is above its maximum`,
    found: `min ${min.value}, max ${max.value}`,
    expected: `min of at most ${max.value}`,
    related: [{ range: max.range, message: "the maximum" }],
  });
}

export function fargateCpu(range: SourceRange, service: string, cpu: number, sizes: readonly number[]): Diagnostic {
  return error("fargate-size", range, {
    message: `Fargate has no tasks of ${cpu} CPU units`,
    found: `cpu ${cpu} of service ${quoted(service)}`,
    expected: oneOf(sizes.map(String)),
  });
}

export function fargateMemory(
  range: SourceRange,
  task: { readonly cpu: number; readonly memory: number },
  allowed: readonly number[],
): Diagnostic {
  const nearest = allowed.find((size) => size >= task.memory) ?? allowed.at(-1);
  return error("fargate-size", range, {
    message: `Fargate has no tasks of ${task.cpu} CPU units with ${task.memory} MiB`,
    expected: `${allowed[0]} to ${allowed.at(-1)} MiB, in the steps Fargate offers`,
    ...(nearest === undefined ? {} : { fix: `write \`memory: ${nearest}\`` }),
  });
}

export function requestsSignal(range: SourceRange, service: string): Diagnostic {
  return error("scaling-signal", range, {
    message: `service ${quoted(service)} cannot scale on requests: no load balancer counts them`,
    expected: "a `port` and `exposure: public`",
    fix: "remove `requestsPerTarget`, or make the service public",
  });
}

export function messagesSignal(range: SourceRange, service: string, queues: readonly string[]): Diagnostic {
  return error("scaling-signal", range, {
    message: `service ${quoted(service)} cannot scale on messages: it must use exactly one queue`,
    found: queues.length === 0 ? "no sqs store in `uses`" : queues.map(quoted).join(", "),
    expected: "exactly one store with `engine: sqs` in `uses`",
  });
}

export function exposureWithoutPort(range: SourceRange, service: string, exposure: string): Diagnostic {
  return error("exposure-without-port", range, {
    message: `service ${quoted(service)} is ${exposure} but listens on no port`,
    fix: "add its `port`, or write `exposure: none`",
  });
}

export function routeConflict(
  range: SourceRange,
  route: string,
  services: readonly [string, string],
  first: SourceRange,
): Diagnostic {
  return error("route-conflict", range, {
    message: `route ${quoted(route)} leads to both ${quoted(services[0])} and ${quoted(services[1])}`,
    fix: "give one of them another route",
    related: [{ range: first, message: `the route of ${quoted(services[0])}` }],
  });
}

export function unreachable(range: SourceRange, environment: string, services: readonly string[]): Diagnostic {
  return warning("domain-required", range, {
    message: `environment ${quoted(environment)} has no domain, so nothing public is made and ${services
      .map(quoted)
      .join(", ")} cannot be reached from outside`,
    fix: "add `domain` to the environment, or `exposure: internal` to the services",
  });
}

export function scheduleCron(range: SourceRange, field: string, found: string, expected: string): Diagnostic {
  return error("schedule-cron", range, {
    message: `the ${field} of the schedule is no AWS cron field`,
    found: quoted(found),
    expected,
  });
}

export function scheduleDays(range: SourceRange): Diagnostic {
  return error("schedule-cron", range, {
    message: "the schedule must leave open either the day of the month or the day of the week",
    expected: "`?` in exactly one of the third and the fifth field, such as 0 7 ? * MON-FRI *",
  });
}
