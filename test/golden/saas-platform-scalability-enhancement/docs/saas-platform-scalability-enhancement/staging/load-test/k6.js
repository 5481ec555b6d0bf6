// Written by opsplan from the plan: change the plan, not this file.
import exec from "k6/execution";
import http from "k6/http";

const profile = {
  "target": "https://staging.app.example.com",
  "rampSeconds": 600,
  "holdSeconds": 1200,
  "services": [
    {
      "name": "web",
      "rate": 500,
      "paths": [
        "/"
      ],
      "users": {
        "allocated": 30,
        "most": 100
      }
    },
    {
      "name": "api",
      "rate": 2000,
      "paths": [
        "/api/"
      ],
      "users": {
        "allocated": 160,
        "most": 400
      }
    }
  ]
};

export const options = {
  scenarios: Object.fromEntries(profile.services.map((service) => [service.name, scenario(service)])),
  thresholds: {
    "http_req_failed{service:web,phase:hold}": [
      "rate<0.0005"
    ],
    "http_req_duration{service:web,phase:hold}": [
      "p(99)<200"
    ],
    "http_reqs{service:web,phase:hold}": [
      "count>=594000"
    ],
    "dropped_iterations{scenario:web}": [
      "count<=7500"
    ],
    "http_req_failed{service:web}": [
      {
        "threshold": "rate<0.1",
        "abortOnFail": true,
        "delayAbortEval": "1m"
      }
    ],
    "http_req_failed{service:api,phase:hold}": [
      "rate<0.0005"
    ],
    "http_req_duration{service:api,phase:hold}": [
      "p(99)<200"
    ],
    "http_reqs{service:api,phase:hold}": [
      "count>=2376000"
    ],
    "dropped_iterations{scenario:api}": [
      "count<=30000"
    ],
    "http_req_failed{service:api}": [
      {
        "threshold": "rate<0.1",
        "abortOnFail": true,
        "delayAbortEval": "1m"
      }
    ]
  },
  summaryTrendStats: ["avg","med","p(95)","p(99)","max"],
  discardResponseBodies: true,
  userAgent: "opsplan-load-test",
};

// What an objective counts as bad: answers of 500 and above, and none at all.
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
  return { stdout: summary + "\n", [__ENV.SUMMARY || "summary.json"]: summary + "\n" };
}
