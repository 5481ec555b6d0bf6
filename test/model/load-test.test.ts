import { loadMachine, MOST_REQUESTS } from "../../src/model/load-test/load-machine";
import { loadProfile } from "../../src/model/load-test/load-profile";
import { loadScript } from "../../src/model/load-test/load-script";
import type { Plan } from "../../src/model/plan";
import { blueprintPlan } from "../support/blueprint-plan";
import type { Json } from "../support/data-incident-stacks";
import { runLoadScript } from "../support/load-test/run-load-script";

/** 20,000 users times 10, 6 requests a minute each: 20,000 requests per second, of which half is asked for. */
function tested(environment = "production", change: (tree: Json) => void = () => {}): Plan {
  return blueprintPlan(environment, (tree) => {
    tree.requirements.capacity = { currentPeakUsers: 20_000, growth: "10x", requestsPerUser: 6 };
    tree.resilience = { loadTest: { inProduction: true, load: "50%", rampUp: "10m", hold: "20m" } };
    tree.services.find(({ name }: Json) => name === "storefront").capacity = {
      requestShare: 0.75,
      responseTime: "60ms",
    };
    tree.services.find(({ name }: Json) => name === "checkout").capacity = { requestShare: 0.25 };
    change(tree);
  });
}

function profileOf(plan: Plan) {
  const profile = loadProfile(plan);
  if (profile === null) throw new Error("no load test");
  return profile;
}

const profile = profileOf(tested());
const script = loadScript(profile);

describe("the load", () => {
  it("is the target's, by the share of each public service, at the share that is asked for", () => {
    expect(profile.services.map(({ name, rate }) => [name, rate])).toEqual([
      ["storefront", 7500],
      ["checkout", 2500],
    ]);
    expect(profile.target).toBe("https://shop.example.com");
  });

  it("takes virtual users by Little's law: 7,500 a second for 60 ms are 450 at once", () => {
    expect(profile.services[0]?.users.allocated).toBe(450);
    expect(profile.services[1]?.users.allocated).toBe(250);
  });

  it("is a quarter in a small environment, which has a quarter of the capacity, unless its own layer says more", () => {
    expect(profileOf(tested("staging")).services[0]?.rate).toBe(1875);
  });

  it("asks for the health path where the routes lead there, else where they begin", () => {
    const { resilience, services } = tested();
    const routes = services.find(({ name }) => name === "checkout")?.routes;
    expect(routes).toEqual(["/checkout", "/checkout/*", "/api/orders/*"]);
    expect(resilience.loadTest?.paths.storefront).toEqual([services[0]?.health.path]);
    const elsewhere = tested("production", (tree) => {
      tree.services.find(({ name }: Json) => name === "checkout").health = { path: "/alive" };
    });
    expect(elsewhere.resilience.loadTest?.paths.checkout).toEqual(["/checkout", "/checkout/", "/api/orders/"]);
  });
});

describe("the machine", () => {
  it("is the smallest that makes the rate and has the memory for its users", () => {
    expect(loadMachine({ rate: 4000, users: 100 })?.computeType).toBe("BUILD_GENERAL1_MEDIUM");
    expect(loadMachine({ rate: 4001, users: 100 })?.computeType).toBe("BUILD_GENERAL1_LARGE");
    // 8 GiB of which 80 % may be used hold 1,310 users of 5 MB.
    expect(loadMachine({ rate: 1, users: 1310 })?.computeType).toBe("BUILD_GENERAL1_MEDIUM");
    expect(loadMachine({ rate: 1, users: 1311 })?.computeType).toBe("BUILD_GENERAL1_LARGE");
  });

  it("is none for what the largest does not make", () => {
    expect(MOST_REQUESTS).toBe(72_000);
    expect(loadMachine({ rate: 72_000, users: 1000 })?.computeType).toBe("BUILD_GENERAL1_2XLARGE");
    expect(loadMachine({ rate: 72_001, users: 1000 })).toBeNull();
    expect(loadMachine({ rate: 1, users: 28_001 })).toBeNull();
  });
});

describe("the script", () => {
  const { options } = runLoadScript(script);

  it("raises each service's load to its rate, and holds it", () => {
    expect(options.scenarios.storefront).toEqual({
      executor: "ramping-arrival-rate",
      exec: "request",
      startRate: 0,
      timeUnit: "1s",
      preAllocatedVUs: 450,
      maxVUs: profile.services[0]?.users.most,
      stages: [
        { target: 7500, duration: "600s" },
        { target: 7500, duration: "1200s" },
      ],
      env: { SERVICE: "storefront" },
      tags: { service: "storefront" },
    });
    expect(Object.keys(options.scenarios)).toEqual(["storefront", "checkout"]);
  });

  it("holds what the objectives say of each service, while the load is held", () => {
    const slos = tested().services[1]?.slos.map(({ sli, target }) => [sli, target.percent]);
    expect(slos?.slice(0, 2)).toEqual([
      ["http-success", 99.95],
      ["http-latency", 99],
    ]);
    expect(options.thresholds["http_req_failed{service:checkout,phase:hold}"]).toEqual(["rate<0.0005"]);
    expect(options.thresholds["http_req_duration{service:checkout,phase:hold}"]).toEqual(["p(99)<200"]);
  });

  it("misses when it sent less than it set out to: 99 of 100 over 20 minutes, and of the mean half while rising", () => {
    expect(options.thresholds["http_reqs{service:checkout,phase:hold}"]).toEqual(["count>=2970000"]);
    // 2,500 x (300 + 1,200) seconds.
    expect(options.thresholds["dropped_iterations{scenario:checkout}"]).toEqual(["count<=37500"]);
  });

  it("ends when one request in ten fails", () => {
    expect(options.thresholds["http_req_failed{service:checkout}"]).toEqual([
      { threshold: "rate<0.1", abortOnFail: true, delayAbortEval: "1m" },
    ]);
  });

  it("counts answers of 500 and above as failures, as the objective does", () => {
    expect(runLoadScript(script, { keepCallback: true }).asked).toEqual([["callback", { min: 200, max: 499 }]]);
  });

  it("asks for the paths one after another, and tells the held load from the rising one", () => {
    const twoPaths = loadScript({
      ...profile,
      services: profile.services.map((service) => ({ ...service, paths: ["/a", "/b"] })),
    });
    const { asked } = runLoadScript(twoPaths, {
      env: { SERVICE: "checkout" },
      requests: [
        { iteration: 0, seconds: 599 },
        { iteration: 1, seconds: 600 },
      ],
    });
    expect(asked).toEqual([
      [
        "get",
        "https://shop.example.com/a",
        { redirects: 0, timeout: "10s", tags: { phase: "ramp", name: "checkout /a" } },
      ],
      [
        "get",
        "https://shop.example.com/b",
        { redirects: 0, timeout: "10s", tags: { phase: "hold", name: "checkout /b" } },
      ],
    ]);
  });

  it("does not begin where a path answers with an error by itself", () => {
    const [path] = profile.services[1]?.paths ?? [];
    expect(runLoadScript(script, { setup: true }).aborted).toEqual([]);
    expect(runLoadScript(script, { setup: true, answers: { [String(path)]: 404 } }).aborted).toContain(
      `checkout answers ${path} with 404: set resilience.loadTest.paths.checkout`,
    );
  });

  it("sums up what the held load came to, and which conditions were missed", () => {
    const { summary } = runLoadScript(script, {
      env: { SUMMARY: "out.json" },
      metrics: {
        "http_reqs{service:checkout,phase:hold}": {
          values: { count: 2_400_000 },
          thresholds: { "count>=2970000": { ok: false } },
        },
        "http_req_failed{service:checkout,phase:hold}": { values: { rate: 0.0001 }, thresholds: { x: { ok: true } } },
        "http_req_duration{service:checkout,phase:hold}": { values: { avg: 80, "p(95)": 150, "p(99)": 190 } },
      },
    });
    const { services, missed } = JSON.parse(String(summary["out.json"]));
    expect(services[1]).toEqual({
      name: "checkout",
      wanted: 2500,
      rate: 2000,
      failed: 0.0001,
      mean: 80,
      p95: 150,
      p99: 190,
      dropped: 0,
    });
    expect(missed).toEqual(["http_reqs{service:checkout,phase:hold}: count>=2970000"]);
  });

  it("holds nothing that Terraform or a reader could take for code of theirs", () => {
    expect(script).not.toMatch(/[$%]\{/);
    const hostile = loadScript({ ...profile, target: 'https://x"; process.exit(1); "' });
    expect(() => runLoadScript(hostile)).not.toThrow();
  });
});
