import { type LoadProfile, MOST_DROPPED, type ServiceLoad } from "./load-profile";

/** The script's name, beside the documents and in the bucket that the job fetches it from. */
export const LOAD_SCRIPT = "load-test/k6.js";

/** Share of failed requests from which going on teaches nothing and hurts users. Ours. */
const HOPELESS = 0.1;

/** k6 looks at it this long after the start, when the first connections are made. */
const HOPELESS_AFTER = "1m";

/** Statistics of every duration in the summary. */
const STATISTICS = ["avg", "med", "p(95)", "p(99)", "max"];

/**
 * The load test as a script of k6. All that the plan decides stands in one object at its head; the rest is the same for
 * every plan, and holds no template text, since Terraform reads a brace after a dollar sign.
 */
export function loadScript(profile: LoadProfile): string {
  const { target, rampSeconds, holdSeconds, services } = profile;
  const shown = {
    target,
    rampSeconds,
    holdSeconds,
    services: services.map(({ name, rate, paths, users }) => ({ name, rate, paths, users })),
  };
  return `// Written by opsplan from the plan: change the plan, not this file.
import exec from "k6/execution";
import http from "k6/http";

const profile = ${JSON.stringify(shown, null, 2)};

export const options = {
  scenarios: Object.fromEntries(profile.services.map((service) => [service.name, scenario(service)])),
  thresholds: ${indented(JSON.stringify(thresholds(profile), null, 2))},
  summaryTrendStats: ${JSON.stringify(STATISTICS)},
  discardResponseBodies: true,
  userAgent: "opsplan-load-test",
};

${BODY}`;
}

/** Conditions by metric, as k6 names a metric of some requests. Those of objectives look at the held load alone. */
export function thresholds(profile: LoadProfile): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(profile.services.flatMap((service) => ofService(service, profile)));
}

function ofService(
  { name, rate, failures, durations }: ServiceLoad,
  { rampSeconds, holdSeconds }: LoadProfile,
): readonly (readonly [string, readonly unknown[]])[] {
  const held = `{service:${name},phase:hold}`;
  // The ramp begins at nothing: half of the rate in the mean.
  const planned = rate * (rampSeconds / 2 + holdSeconds);
  return [
    // A metric of some requests is in the summary only where a condition asks for it: these always hold.
    [`http_req_failed${held}`, failures.length > 0 ? failures : ["rate<=1"]],
    [`http_req_duration${held}`, durations.length > 0 ? durations : ["avg>=0"]],
    [`http_reqs${held}`, [`count>=${Math.floor(rate * holdSeconds * (1 - MOST_DROPPED))}`]],
    [`dropped_iterations{scenario:${name}}`, [`count<=${Math.round(planned * MOST_DROPPED)}`]],
    [
      `http_req_failed{service:${name}}`,
      [{ threshold: `rate<${HOPELESS}`, abortOnFail: true, delayAbortEval: HOPELESS_AFTER }],
    ],
  ];
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}

const BODY = `// What an objective counts as bad: answers of 500 and above, and none at all.
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 499 }));

const byName = Object.fromEntries(profile.services.map((service) => [service.name, service]));

function scenario({ name, rate, users }) {
  return {
    executor: "ramping-arrival-rate",
    exec: "request",
    startRate: 0,
    timeUnit: "1s",
    preAllocatedVUs: users.allocated,
    maxVUs: users.most,
    stages: [
      { target: rate, duration: profile.rampSeconds + "s" },
      { target: rate, duration: profile.holdSeconds + "s" },
    ],
    env: { SERVICE: name },
    tags: { service: name },
  };
}

// A path that answers with an error by itself would make the whole test one of error pages.
export function setup() {
  for (const { name, paths } of profile.services) {
    for (const path of paths) {
      const { status } = http.get(profile.target + path, { redirects: 0, tags: { service: "none", phase: "setup" } });
      if (status === 0 || status >= 400) {
        exec.test.abort(name + " answers " + path + " with " + status + ": set resilience.loadTest.paths." + name);
      }
    }
  }
}

export function request() {
  const { name, paths } = byName[__ENV.SERVICE];
  const { startTime, iterationInTest } = exec.scenario;
  const phase = Date.now() - startTime < profile.rampSeconds * 1000 ? "ramp" : "hold";
  const path = paths[iterationInTest % paths.length];
  http.get(profile.target + path, { redirects: 0, timeout: "10s", tags: { phase, name: name + " " + path } });
}

export function handleSummary({ metrics }) {
  const values = (metric, tags) => (metrics[metric + "{" + tags + "}"] || { values: {} }).values;
  const services = profile.services.map(({ name, rate }) => {
    const held = "service:" + name + ",phase:hold";
    const durations = values("http_req_duration", held);
    return {
      name,
      wanted: rate,
      rate: (values("http_reqs", held).count || 0) / profile.holdSeconds,
      failed: values("http_req_failed", held).rate || 0,
      mean: durations.avg || 0,
      p95: durations["p(95)"] || 0,
      p99: durations["p(99)"] || 0,
      dropped: values("dropped_iterations", "scenario:" + name).count || 0,
    };
  });
  const missed = Object.entries(metrics).flatMap(([metric, { thresholds = {} }]) =>
    Object.entries(thresholds)
      .filter(([, { ok }]) => !ok)
      .map(([condition]) => metric + ": " + condition),
  );
  const summary = JSON.stringify({ target: profile.target, holdSeconds: profile.holdSeconds, services, missed }, null, 2);
  return { stdout: summary + "\\n", [__ENV.SUMMARY || "summary.json"]: summary + "\\n" };
}
`;
