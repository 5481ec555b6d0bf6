import { type ChecksRun, runChecks, type World } from "../../support/run-checks";

/** `ticket/subject` of every ticket asked for. */
function wanted({ tickets }: ChecksRun): readonly string[] {
  return tickets.map(({ detail }) => `${detail.ticket}/${detail.subject}`);
}

it("asks for nothing where nothing is wrong, and says what it ran", () => {
  const run = runChecks({});
  expect(run.output).not.toContain("could not run:");
  expect(run.succeeded).toBe(true);
  expect(run.tickets).toEqual([]);
  const named = run.output.match(/^== [a-z-]+/gm);
  expect(named).toEqual([
    "== synthesis",
    "== infrastructure-drift",
    "== monitoring-coverage",
    "== runbook-age",
    "== recurring-tickets",
    "== compute-optimizer",
    "== unable",
  ]);
});

describe("synthesis", () => {
  it("compiles the plan with the opsplan of the repository, which npx does not download", () => {
    const [call, ...others] = runChecks({ checks: ["monitoring-coverage"] }).calls;
    expect(call).toMatch(/^npx --no -- opsplan synth plan\.yaml --env production --out \/.+\/output$/);
    expect(others).toEqual([]);
  });

  it("installs what a lock file names", () => {
    const { calls } = runChecks({ checks: ["monitoring-coverage"], files: { "package-lock.json": "{}" } });
    expect(calls[0]).toMatch(/^npm ci /);
  });

  it("leaves the checks of the account to run when the plan does not compile", () => {
    const run = runChecks({ programs: { npx: "exit 1" }, opened: Array(5).fill("shop/production/alarm/checkout") });
    expect(run.succeeded).toBe(false);
    expect(run.output).toContain("could not run: synthesis infrastructure-drift monitoring-coverage runbook-age\n");
    expect(wanted(run)).toEqual([
      "automation_opportunity_identified/alarm/checkout",
      "monitoring_coverage_gap/operational-checks",
    ]);
  });
});

describe("infrastructure-drift", () => {
  const drift = (world: World) => runChecks({ checks: ["infrastructure-drift"], ...world });
  const services = "shop-production-services";

  it("asks for a ticket of the stack that differs, with the addresses that do", () => {
    const run = drift({
      plans: { [services]: 2 },
      changes: [
        { address: "aws_ecs_service.checkout", actions: ["update"] },
        { address: "aws_ecs_cluster.shared", actions: ["no-op"] },
        { address: "aws_lb.public", actions: ["delete", "create"] },
      ],
    });
    expect(run.succeeded).toBe(true);
    expect(run.tickets).toEqual([
      {
        Source: "opsplan",
        DetailType: "Ticket wanted",
        detail: {
          plan: "shop",
          environment: "production",
          ticket: "infrastructure_drift_detected",
          subject: services,
          title: `${services} differs from its Terraform`,
          text: "update: aws_ecs_service.checkout\ndelete, create: aws_lb.public",
        },
      },
    ]);
  });

  it("shows twenty addresses and counts the others", () => {
    const changes = Array.from({ length: 23 }, (_, index) => ({ address: `aws_lb.n${index}`, actions: ["update"] }));
    const [ticket] = drift({ plans: { [services]: 2 }, changes }).tickets;
    const shown = ticket?.detail.text?.split("\n") ?? [];
    expect(shown).toHaveLength(21);
    expect(shown.slice(19)).toEqual(["update: aws_lb.n19", "and 3 more"]);
  });

  it("plans stacks in the order in which they apply, without a lock, in a folder of its own", () => {
    const plans = drift({}).calls.filter((call) => / plan /.test(call));
    expect(plans.map((call) => call.replace(/\S+\/stacks\//, ""))).toEqual([
      "terraform shop-production-foundation plan -input=false -lock=false -detailed-exitcode -no-color -out=drift.tfplan",
      `terraform ${services} plan -input=false -lock=false -detailed-exitcode -no-color -out=drift.tfplan`,
    ]);
  });

  it("leaves a cold stack alone, of which everything would differ until the region is lost", () => {
    const run = drift({ plans: { "shop-production-standby": 2 } });
    expect(run.calls.filter((call) => call.includes("shop-production-standby"))).toEqual([]);
    expect(run.tickets).toEqual([]);
  });

  it("fails when Terraform does, after the other stacks and checks had their turn", () => {
    const run = runChecks({
      plans: { "shop-production-foundation": 1, [services]: 2 },
      gaps: [{ subject: "orders", signal: "latency", reason: "no alarm" }],
    });
    expect(run.succeeded).toBe(false);
    expect(run.output).toContain("could not run: infrastructure-drift\n");
    expect(wanted(run)).toEqual([
      `infrastructure_drift_detected/${services}`,
      "monitoring_coverage_gap/orders",
      "monitoring_coverage_gap/operational-checks",
    ]);
  });

  it("runs no Terraform that is not the one pinned", () => {
    const run = drift({
      programs: {
        curl: 'while [ "$1" != --output ]; do shift; done; echo other > "$2"',
        sha256sum: 'exec "$(command -p -v sha256sum)" "$@"',
      },
    });
    expect(run.succeeded).toBe(false);
    expect(run.output).toContain("1 computed checksum did NOT match");
    expect(run.calls.filter((call) => call.startsWith("terraform"))).toEqual([]);
  });
});

describe("monitoring-coverage", () => {
  const coverage = (gaps: unknown) => runChecks({ checks: ["monitoring-coverage"], gaps });

  it("asks for one ticket for each subject, with all of its gaps", () => {
    const run = coverage([
      { subject: "orders", signal: "latency", reason: "no alarm" },
      { subject: "sessions", signal: "errors", reason: 'no "metric" $(id)' },
      { subject: "orders", signal: "traffic", reason: "no alarm either" },
    ]);
    expect(run.succeeded).toBe(true);
    expect(run.tickets.map(({ detail }) => [detail.subject, detail.text])).toEqual([
      ["orders", "latency: no alarm\ntraffic: no alarm either"],
      ["sessions", 'errors: no "metric" $(id)'],
    ]);
  });

  it("could not run without a list of gaps", () => {
    const run = coverage("none");
    expect(run.succeeded).toBe(false);
    expect(wanted(run)).toEqual(["monitoring_coverage_gap/operational-checks"]);
  });
});

describe("runbook-age", () => {
  const age = (commits: NonNullable<World["commits"]>, runbooks: readonly string[] = ["scale"]) =>
    runChecks({ checks: ["runbook-age"], runbooks, commits });
  const begun = { daysAgo: 400, message: "Begin" };

  it("asks for a ticket for a runbook that nobody reviewed for 91 days", () => {
    const run = age([begun, { daysAgo: 91, message: "Look\n\nRunbook-reviewed: scale" }], ["scale"]);
    expect(run.succeeded).toBe(true);
    expect(wanted(run)).toEqual(["operational_runbook_outdated/scale"]);
    expect(run.tickets[0]?.detail.text).toContain("Runbook-reviewed: scale");
  });

  it("takes a trailer of 89 days ago as a review, of that runbook alone", () => {
    const run = age([begun, { daysAgo: 89, message: "Look\n\nRunbook-reviewed: scale-out" }], ["scale", "scale-out"]);
    expect(wanted(run)).toEqual(["operational_runbook_outdated/scale"]);
  });

  it("takes a change of the committed document as a review", () => {
    const changes = "cdktf.out/docs/shop/production/runbooks/scale.md";
    const run = age([begun, { daysAgo: 10, message: "Correct", changes }], ["scale", "restore"]);
    expect(wanted(run)).toEqual(["operational_runbook_outdated/restore"]);
  });

  it("opens no tickets in the first 90 days of a plan", () => {
    expect(wanted(age([{ daysAgo: 89, message: "Begin" }], ["scale", "restore"]))).toEqual([]);
    expect(wanted(age([{ daysAgo: 91, message: "Begin" }], ["scale", "restore"]))).toHaveLength(2);
  });
});

describe("recurring-tickets", () => {
  const recurring = (opened: readonly string[]) => runChecks({ checks: ["recurring-tickets"], opened });
  const key = "shop/production/capacity_threshold_approaching/checkout";

  it("asks for a ticket at the fifth with one key, and not at the fourth", () => {
    expect(wanted(recurring(Array(5).fill(key)))).toEqual([
      "automation_opportunity_identified/capacity_threshold_approaching/checkout",
    ]);
    expect(wanted(recurring([...Array(4).fill(key), "shop/production/other"]))).toEqual([]);
  });

  it("counts neither its own tickets nor those of other plans", () => {
    const own = "shop/production/automation_opportunity_identified/capacity_threshold_approaching/checkout";
    expect(wanted(recurring([...Array(9).fill(own), ...Array(9).fill("shop/staging/alarm/checkout")]))).toEqual([]);
  });

  it("asks for the tickets of 30 days", () => {
    const [call = ""] = recurring([]).calls.filter((line) => line.startsWith("aws ssm"));
    const since = Date.parse(/GreaterThan,Values=(\S+)/.exec(call)?.[1] ?? "");
    expect((Date.now() - since) / 86_400_000).toBeCloseTo(30, 2);
  });
});

describe("compute-optimizer", () => {
  const optimizer = (world: World) => runChecks({ checks: ["compute-optimizer"], ...world });

  it("asks for a ticket for what is not optimized, in either spelling", () => {
    const run = optimizer({ findings: { ecs: "Overprovisioned", group: "OPTIMIZED" } });
    expect(run.succeeded).toBe(true);
    expect(wanted(run)).toEqual(["infrastructure_optimization_available/checkout"]);
    expect(run.tickets[0]?.detail.text).toBe("AWS Compute Optimizer: Overprovisioned. CPUOverprovisioned");
    expect(wanted(optimizer({ findings: { ecs: "Optimized", group: "NOT_OPTIMIZED" } }))).toEqual([
      "infrastructure_optimization_available/storefront",
    ]);
  });

  it("passes in an account that has not opted in, and says so", () => {
    const run = optimizer({ programs: { aws: 'echo "(OptInRequiredException) when calling" >&2; exit 254' } });
    expect(run.succeeded).toBe(true);
    expect(run.output).toContain("has not opted in");
  });

  it("fails when it is refused for another reason", () => {
    const run = optimizer({ programs: { aws: 'echo "(AccessDeniedException) when calling" >&2; exit 254' } });
    expect(run.succeeded).toBe(false);
  });
});

it("fails when EventBridge refuses a ticket request", () => {
  const run = runChecks({
    checks: ["monitoring-coverage"],
    gaps: [{ subject: "orders", signal: "latency", reason: "no alarm" }],
    programs: { aws: "echo 1" },
  });
  expect(run.succeeded).toBe(false);
});
