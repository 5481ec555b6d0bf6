import { ForecastWorld } from "../support/forecast-world";
import { type Synthesised, synthObservability } from "../support/observability-synth";

const CONNECTIONS = {
  namespace: "AWS/RDS",
  name: "DatabaseConnections",
  dimensions: { DBClusterIdentifier: "orders" },
};
const TASKS = {
  namespace: "ECS/ContainerInsights",
  name: "RunningTaskCount",
  dimensions: { ClusterName: "c", ServiceName: "checkout" },
};
const READS = {
  namespace: "AWS/DynamoDB",
  name: "ConsumedReadCapacityUnits",
  dimensions: { TableName: "catalog" },
};

const WEEK = 7;

/** -1 to 1, the same for the same whole number: the fractional part of a sine at a large argument. */
function noise(seed: number): number {
  const wild = Math.sin(seed * 127.1 + 11.7) * 43_758.5453;
  return 2 * (wild - Math.floor(wild)) - 1;
}

/** An instance of up to 32 units takes 5,000 connections; the horizon is 14 days. */
describe("the forecast of a database's connections, as generated", () => {
  let built: Synthesised;
  beforeAll(() => {
    built = synthObservability("production");
  });

  const connections = (value: (day: number) => number | undefined, until: number, from = -21) =>
    new ForecastWorld(built, "orders", "connections").measure(CONNECTIONS, from, until, value).live(until);

  const forecasts = (value: (day: number) => number, until: number) =>
    new ForecastWorld(built, "orders", "connections").measure(CONNECTIONS, -21, until, value).forecasts(until);

  it("alarms fourteen days before a steady rise reaches the limit", async () => {
    // 3,000 and 50 more a day are 5,000 on day 40. A day's peak is its last hour, 11 hours after its middle: the line
    // lies 50 × 11/24 higher and gets there at 39.54. Runs are six hours apart: 14.04 days are left at 25.5.
    const rise = await connections((day) => 3000 + 50 * day, 30);
    expect(rise.daysLeft(25.5)).toBeCloseTo(39.54 - 25.5, 1);
    expect(rise.fired()).toHaveLength(1);
    expect(rise.fired()[0]).toBeCloseTo(25.75, 2);
  });

  it("finds the rise below the cycle of a week, for the weekday that is the highest", async () => {
    // Weekends have 1,200 fewer, four times the rise of a week: without levels of their own they would hide it.
    const weekly = (day: number) => 3000 + 43 * day - (Math.floor(day + 7 * WEEK) % WEEK >= 5 ? 1200 : 0);
    const rise = await connections(weekly, 40);
    // 2,000 ÷ 43 = 46.51, less 11/24 = 46.05; 13.8 days before it is 32.25.
    expect(rise.daysLeft(32)).toBeCloseTo(46.05 - 32, 1);
    expect(rise.fired()).toHaveLength(1);
    expect(rise.fired()[0]).toBeCloseTo(32.25, 2);
  });

  it("finds the rise in noise", async () => {
    const rise = await connections((day) => 3000 + 50 * day + 150 * noise(Math.floor(day)), 34);
    // Noise of up to three days' rise moves the day by about as much, and the highest weekday comes earlier.
    expect(rise.fired()[0]).toBeGreaterThan(19);
    expect(rise.fired()[0]).toBeLessThan(28);
  });

  it("never alarms for noise without a trend, close below the limit", async () => {
    const flat = await forecasts((day) => 4300 + 500 * noise(Math.floor(day)), 200);
    expect(flat.filter((left) => left < 14)).toEqual([]);
  });

  it.each([
    ["a sine", (day: number) => 4000 + 900 * Math.sin((2 * Math.PI * day) / WEEK)],
    ["quiet weekends", (day: number) => (Math.floor(day + 7 * WEEK) % WEEK >= 5 ? 2000 : 4900)],
    ["busy days within each day", (day: number) => 3900 + 900 * Math.sin(2 * Math.PI * day)],
    ["a level that stays", () => 4990],
  ])("never alarms for a cycle: %s", async (_, cycle) => {
    expect(new Set(await forecasts(cycle, 60))).toEqual(new Set([365]));
  });

  it("never alarms for a fall", async () => {
    expect(new Set(await forecasts((day) => 4900 - 60 * day, 30))).toEqual(new Set([365]));
  });

  it("says nothing before there are two weeks of data, and then what they show", async () => {
    const young = await connections((day) => (day < 0 ? undefined : 3000 + 100 * day), 20, 0);
    // Day 13 is the fourteenth, and ends at 14: 20 − 11/24 − 14 = 5.5 days are left.
    expect(young.daysLeft(13.75)).toBe(365);
    expect(young.daysLeft(14)).toBeCloseTo(5.54, 1);
    expect(young.fired()).toHaveLength(1);
  });

  it("is over when what rose falls again", async () => {
    const world = await connections((day) => (day < 27 ? 3000 + 50 * day : 3000), 50);
    expect(world.fired()).toHaveLength(1);
    expect(world.daysLeft(49)).toBe(365);
  });

  it("alarms as far ahead as the plan says", async () => {
    const early = new ForecastWorld(
      synthObservability("production", (tree) => {
        tree.observability.forecastHorizon = "30d";
      }),
      "orders",
      "connections",
    );
    await early.measure(CONNECTIONS, -21, 14, (day) => 3000 + 50 * day).live(14);
    // 39.54 − 30 = 9.54.
    expect(early.fired()[0]).toBeCloseTo(9.75, 2);
  });
});

describe("the forecast of a service's tasks, as generated", () => {
  const tasks = (value: (day: number) => number, until: number) =>
    new ForecastWorld(synthObservability("production"), "checkout", "scaling").measure(TASKS, -21, until, value);

  /** Whether an hour is one of the first so many from nine o'clock on. */
  const within = (day: number, hours: number) => {
    const hour = Math.round((day - Math.floor(day)) * 24);
    return hour >= 9 && hour < 9 + hours;
  };

  it("goes by what three hours of the day need, against the maximum of 60", async () => {
    // 40 and one more a day, at the peak of four hours: 60 on day 20.
    const rise = await tasks((day) => (within(day, 4) ? 40 + Math.floor(day) : 10), 10).live(10);
    // Days end when the run begins: at 5.0 the newest is day 4 at 4.5 with 44, and 16 days are left from there.
    expect(rise.daysLeft(5)).toBeCloseTo(15.5, 1);
    // At noon of day 6 three of its four busy hours are over: 46, half a day ago, and 14 − 0.5 = 13.5 days are left.
    expect(rise.fired()[0]).toBeCloseTo(6.5, 2);
  });

  it("does not take deployments, which double the tasks for two hours a day, for a need", async () => {
    const deployed = tasks((day) => (within(day, 2) ? 20 + 2 * Math.max(0, Math.floor(day)) : 20), 30);
    expect(new Set(await deployed.forecasts(30))).toEqual(new Set([365]));
  });
});

describe("the forecast of a table's throughput, as generated", () => {
  it("goes by the units of busy hours, against AWS's default of 40,000 a second", async () => {
    const world = new ForecastWorld(synthObservability("production"), "catalog", "reads");
    // 20,000 a second and 1,000 more a day: 40,000 on day 20.
    await world.measure(READS, -21, 10, (day) => (20_000 + 1000 * Math.floor(day)) * 3600).live(10);
    expect(world.daysLeft(5)).toBeCloseTo(15.5, 1);
    // At six o'clock of day 6 the newest 24 hours have six of 26,000: 14 − 0.5 = 13.5 days are left.
    expect(world.fired()[0]).toBeCloseTo(6.25, 2);
  });
});
