import type { Diagnostic, RelatedLocation, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, suggestion, warning } from "./finding";

/** Findings about load tests: what they are aimed at, and what they ask of it. */

export function loadTestInProduction(range: SourceRange, environment: string): Diagnostic {
  return error("load-test-production", range, {
    message: `a load test is aimed at ${quoted(environment)}, an environment of full scale, without an explicit yes: whoever uses it meets the load`,
    fix: `write \`inProduction: true\` under \`environments.${environment}.resilience.loadTest\`, or move \`resilience.loadTest\` to the environments that it is meant for`,
  });
}

export function loadTestWithoutDomain(range: SourceRange, environment: string): Diagnostic {
  return error("load-test-target", range, {
    message: `a load test has nothing to be aimed at: the environment ${quoted(environment)} has no domain`,
    fix: `give it one with \`environments.${environment}.domain\``,
  });
}

export function foreignLoadTestTarget(
  range: SourceRange,
  host: string,
  domain: string,
  place: RelatedLocation,
): Diagnostic {
  return error("load-test-target", range, {
    message: `the load test is aimed at ${quoted(host)}, which is not part of this environment: load on hosts of others is an attack`,
    expected: `${domain}, or a name below it`,
    fix: "remove `target`: the test goes to the environment's own domain",
    related: [place],
  });
}

export function loadTestWithoutCapacity(range: SourceRange): Diagnostic {
  return error("load-test-capacity", range, {
    message: "nothing says which load a load test is to make: the plan names no users to carry",
    fix: "write them under `requirements.capacity`: `{ currentPeakUsers: 20000, growth: 10x }`",
  });
}

export function loadTestWithoutService(range: SourceRange): Diagnostic {
  return error("load-test-service", range, {
    message: "a load test has nobody to ask: no service of the plan is public",
    fix: "give a service a `port`, or remove `resilience.loadTest`",
  });
}

export function unknownLoadTestService(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("load-test-service", range, {
    message: `the load test names ${quoted(name)}, which is no service of the plan`,
    expected: oneOf(known),
    ...suggestion(name, known),
  });
}

export function closedLoadTestService(
  range: SourceRange,
  name: string,
  service: SourceRange,
  open: readonly string[],
): Diagnostic {
  return error("load-test-service", range, {
    message: `the load test names ${quoted(name)}, which takes no requests from outside`,
    expected: oneOf(open),
    fix: "test the public services that use it: their requests reach it as those of users do",
    related: [{ range: service, message: "the service" }],
  });
}

export function untestedLoadTestPaths(range: SourceRange, name: string, tested: readonly string[]): Diagnostic {
  return error("load-test-paths", range, {
    message: `\`paths\` are given for ${quoted(name)}, which the load test does not ask`,
    expected: oneOf(tested),
    ...suggestion(name, tested),
  });
}

export function loadTestTooLarge(
  range: SourceRange,
  wanted: { readonly rate: number; readonly users: number },
  most: { readonly rate: number; readonly users: number },
  percent: number,
): Diagnostic {
  return error("load-test-load", range, {
    message: `no machine of the load test makes ${wanted.rate} requests per second with ${wanted.users} waiting at once`,
    expected: `at most ${most.rate} requests per second and ${most.users} waiting: one build runs k6, and Linux has so many ports to one address`,
    fix:
      percent >= 1
        ? `lower \`resilience.loadTest.load\` to ${percent}%, or name fewer \`services\``
        : "run the emitted script from several machines with `k6 run --execution-segment`, and remove `resilience.loadTest`",
  });
}

export function emptyLoadTest(range: SourceRange): Diagnostic {
  return error("load-test-load", range, {
    message: "a load test of 0 % asks for nothing",
    fix: "write the share of the target that it is to reach: `load: 100%`",
  });
}

export function loadTestTime(range: SourceRange, found: string, expected: string, why: string): Diagnostic {
  return error("load-test-time", range, { message: why, found, expected });
}

export function loadTestFiltered(range: SourceRange, missing: readonly string[], domains: SourceRange): Diagnostic {
  return error("load-test-egress", range, {
    message: `the load test runs inside the network, which lets out to named domains only: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not among them`,
    fix: "add them to `network.egress.domains`: k6 comes from GitHub, and the requests go to the target",
    related: [{ range: domains, message: "what may leave" }],
  });
}

export function loadTestCounted(range: SourceRange, limit: number, rate: number): Diagnostic {
  return warning("load-test-blocked", range, {
    message: `the web ACL blocks an address after ${limit} requests in five minutes, and the load test makes ${rate} a second from the few addresses of an existing network, which the plan does not know`,
    fix: "except the addresses of that network's NAT gateways from the rule `rate-limit` before a test",
  });
}
