import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { OpsplanStack } from "../../../src/constructs/core/opsplan-stack";
import { dashboard } from "../../../src/constructs/observability/dashboard/dashboard";
import { checkDashboardLimits } from "../../../src/constructs/observability/dashboard/dashboard-limits";
import { layOut } from "../../../src/constructs/observability/dashboard/layout";
import type { DashboardBody, Widget } from "../../../src/constructs/observability/dashboard/widget";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, type Synthesised, synthObservability } from "../../support/observability-synth";

const DASHBOARD = "aws_cloudwatch_dashboard";

const text = (width: number, height: number): Widget => ({
  type: "text",
  width,
  height,
  properties: { markdown: "x" },
});

describe("dashboards of the blueprint", () => {
  let built: Synthesised;
  const body = (id: string): DashboardBody => JSON.parse(built.observability.one(DASHBOARD, id).dashboard_body);
  beforeAll(() => {
    built = synthObservability("production");
  });

  it("has one for each service, for the plan, its deliveries, its objectives and what runs out", () => {
    expect(Object.keys(built.observability.all(DASHBOARD)).sort()).toEqual([
      "checkout_dashboard",
      "fulfilment_dashboard",
      "plan_capacity_dashboard",
      "plan_dashboard",
      "plan_delivery_dashboard",
      "plan_slo_dashboard",
      "storefront_dashboard",
    ]);
    expect(built.evidence.resources.filter(({ role }) => role === "dashboard")).toHaveLength(7);
  });

  it("draws p50, p95 and p99 against the objective", () => {
    const latency: Json = body("checkout_dashboard").widgets.find(
      ({ properties }) => "title" in properties && properties.title === "checkout: latency in s",
    );
    expect(latency.properties.metrics.flatMap((row: Json) => row.at(-1).label ?? [])).toEqual(["p50", "p95", "p99"]);
    expect(latency.properties.annotations.horizontal).toEqual([{ label: "objective (p99)", value: 0.2 }]);
  });

  it("gives every metric of a widget an id of its own", () => {
    for (const { properties } of body("plan_dashboard").widgets) {
      if (!("metrics" in properties)) continue;
      const ids = properties.metrics.map((row) => (row.at(-1) as { id: string }).id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
    }
  });

  it("shows the states of the region's alarms, and alarms elsewhere one by one", () => {
    const { widgets } = body("plan_dashboard");
    const states = widgets
      .filter(({ type }) => type === "alarm")
      .flatMap(({ properties }) => (properties as Json).alarms);
    const shown = built.evidence.alarms.filter(({ purpose }) => purpose !== "window");
    const near = shown.filter(({ region }) => region === "eu-west-1");
    expect(states).toHaveLength(near.length);
    const far = widgets.filter(
      ({ properties }) => "annotations" in properties && "alarms" in (properties.annotations ?? {}),
    );
    expect(far).toHaveLength(shown.length - near.length);
  });

  it("tells the objectives", () => {
    const table: Json = body("plan_dashboard").widgets.find(
      ({ properties }) => "markdown" in properties && properties.markdown.startsWith("| service"),
    );
    expect(table.properties.markdown).toContain(
      "| checkout | availability | requests without a 5xx | 99.95 % | 30 days |",
    );
    expect(table.properties.markdown).toContain("oldest message of order-events is younger than 5 minutes");
  });

  it("shows each budget and its burn rate against the tiers, with the policy", () => {
    const { widgets } = body("plan_slo_dashboard");
    const titled = (title: string): Json =>
      widgets.find(({ properties }) => "title" in properties && properties.title.startsWith(title));
    const budget = titled("checkout, availability: error budget remaining");
    expect(budget.properties.metrics[0].slice(0, 6)).toEqual([
      "opsplan/ecommerce-operational-excellence/production",
      "budget-remaining",
      "Service",
      "checkout",
      "Slo",
      "availability",
    ]);
    const burn = titled("checkout, availability: burn rate");
    expect(burn.properties.annotations.horizontal.map(({ value }: Json) => value)).toEqual([14.4, 6, 3, 1]);
    const markdown = widgets.flatMap(({ properties }) => ("markdown" in properties ? [properties.markdown] : []));
    expect(markdown.join("\n")).toContain("| used up | only fixes and security updates");
  });

  it("places no widget beyond the grid or upon another", () => {
    const cells = new Set<string>();
    for (const { x, y, width, height } of body("plan_dashboard").widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column++) {
        for (let line = y; line < y + height; line++) {
          expect(cells.has(`${column},${line}`)).toBe(false);
          cells.add(`${column},${line}`);
        }
      }
    }
  });
});

describe("layout", () => {
  it("fills lines from the left and leaves empty sections out", () => {
    const { widgets } = layOut([
      { title: "none", widgets: [] },
      { title: "some", widgets: [text(8, 6), text(8, 3), text(8, 6), text(8, 6)] },
    ]);
    expect(widgets.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0, 1],
      [8, 1],
      [16, 1],
      [0, 7],
    ]);
  });
});

describe("a page too large for CloudWatch", () => {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-dashboards-"));
  afterAll(() => rmSync(outdir, { recursive: true }));
  const built = (count: number) => {
    const stack = new OpsplanStack(
      new App({ outdir, stackTraces: false }),
      blueprintPlan("production"),
      "observability",
    );
    const service = { title: "checkout", widgets: Array(count).fill(text(6, 6)), alsoOn: "shop-production-checkout" };
    const sections = [{ title: "Alarms", widgets: [text(6, 6)] }, service];
    const made = dashboard(stack, "page", { name: "page", subject: { kind: "plan", name: "observability" }, sections });
    const { widgets } = JSON.parse(made.dashboardBodyInput ?? "");
    return widgets.map(({ properties }: Json) => properties.markdown);
  };

  it("leaves the services to their own dashboards", () => {
    // Two headings and the alarms' widget leave room for 497.
    expect(built(497)).toHaveLength(500);
    expect(built(498).slice(2)).toEqual([
      "## Services",
      expect.stringContaining("[shop-production-checkout](#dashboards/dashboard/shop-production-checkout)"),
    ]);
  });
});

describe("limits", () => {
  const placed = { ...text(1, 1), x: 0, y: 0 };

  it("admits 500 widgets and refuses 501", () => {
    expect(() => checkDashboardLimits("d", { widgets: Array(500).fill(placed) })).not.toThrow();
    expect(() => checkDashboardLimits("d", { widgets: Array(501).fill(placed) })).toThrow(
      "dashboard d has 501 widgets; CloudWatch takes 500",
    );
  });
});
