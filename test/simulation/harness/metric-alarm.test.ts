import { MetricStore } from "../../support/cloudwatch/metric-store";
import { Simulation } from "../../support/cloudwatch/simulation";
import { EPOCH, METRIC, metricAlarm } from "./alarm-bodies";

type Body = Parameters<typeof metricAlarm>[1];

/** `X` is a minute with a breaching sample, `0` one with a good one, `-` one without. */
function fill(store: MetricStore, pattern: string, from = 0): void {
  [...pattern].forEach((sign, index) => {
    if (sign !== "-") store.put(METRIC, from + index, sign === "X" ? 1 : 0);
  });
}

function simulate(more: Body, store: MetricStore): Simulation {
  return new Simulation([metricAlarm("a", more)], store, { epoch: EPOCH });
}

/** State at the minute after the pattern, of an alarm that was `before` until then. */
async function stateAfter(pattern: string, more: Body, before: "OK" | "ALARM"): Promise<string> {
  const store = new MetricStore();
  fill(store, pattern);
  const simulation = simulate(more, store);
  simulation.setAlarmState("a", before);
  await simulation.run(pattern.length, pattern.length + 1);
  return simulation.state("a");
}

describe("an alarm with missing data", () => {
  const treatments = ["missing", "ignore", "breaching", "notBreaching"] as const;
  const keep = "keep";
  const [ok, alarm, unknown] = ["OK", "ALARM", "INSUFFICIENT_DATA"];

  // The tables of the user guide, "Configuring how CloudWatch alarms treat missing data".
  it.each([
    [3, "0-X-X", [ok, ok, ok, ok]],
    [3, "0----", [ok, ok, ok, ok]],
    [3, "-----", [unknown, keep, alarm, ok]],
    [3, "0XX-X", [alarm, alarm, alarm, alarm]],
    [3, "--X--", [alarm, keep, alarm, ok]],
    [3, "----X", [unknown, keep, alarm, ok]],
    [3, "---X-", [unknown, keep, alarm, ok]],
    [2, "0-X-X", [alarm, alarm, alarm, alarm]],
    [2, "00X0X", [alarm, alarm, alarm, alarm]],
    [2, "0-X--", [ok, ok, alarm, ok]],
    [2, "----0", [ok, ok, alarm, ok]],
    [2, "---X-", [alarm, keep, alarm, ok]],
  ])("that needs %d of 3 after %s", async (datapointsToAlarm, pattern, expected) => {
    for (const before of ["OK", "ALARM"] as const) {
      const states = [];
      for (const treatment of treatments) {
        const more = {
          evaluation_periods: 3,
          datapoints_to_alarm: datapointsToAlarm,
          treat_missing_data: treatment,
        };
        states.push(await stateAfter(pattern, more, before));
      }
      expect(states).toEqual(expected.map((state) => (state === keep ? before : state)));
    }
  });
});

describe("an alarm", () => {
  it("goes off when M of the last N data points breach, and is over when fewer do", async () => {
    const store = new MetricStore();
    // Minutes 0 to 11. Breaching: 2, 5, 6, 7.
    fill(store, "00X00XXX0000");
    const simulation = simulate({ evaluation_periods: 5, datapoints_to_alarm: 3 }, store);
    await simulation.run(0, 13);
    // At minute 7 it sees minutes 2 to 6: three breach. At minute 11 it sees 6 to 10: only two do.
    expect(simulation.history("a").firedAt).toEqual([7]);
    expect(simulation.history("a").resetAt).toEqual([11]);
  });

  it("slides its window by a minute", async () => {
    const store = new MetricStore();
    store.put(METRIC, 7, 1);
    fill(store, "0000000000000000", 8);
    const simulation = simulate({ period: 300, threshold: 0 }, store);
    await simulation.run(0, 20);
    // A sample of minute 7 is in the five minutes before minutes 8 to 12.
    expect(simulation.history("a").firedAt).toEqual([8]);
    expect(simulation.history("a").resetAt).toEqual([13]);
  });

  it("compares data points of adjacent windows, wherever they begin", async () => {
    const store = new MetricStore();
    for (let minute = 0; minute < 40; minute++) store.put(METRIC, minute, minute >= 13 && minute < 23 ? 1 : 0);
    // The minimum of five minutes is 1 in windows that lie within minutes 13 to 22.
    const simulation = simulate({ period: 300, statistic: "Minimum", evaluation_periods: 2 }, store);
    await simulation.run(0, 40);
    expect(simulation.history("a").firedAt).toEqual([23]);
    expect(simulation.history("a").resetAt).toEqual([24]);
  });

  it.each([
    ["GreaterThanThreshold", [3]],
    ["GreaterThanOrEqualToThreshold", [2, 3]],
    ["LessThanThreshold", [1]],
    ["LessThanOrEqualToThreshold", [1, 2]],
  ])("compares by %s", async (comparison, breaching) => {
    const store = new MetricStore();
    for (const minute of [1, 2, 3]) store.put(METRIC, minute, minute);
    const simulation = simulate({ comparison_operator: comparison, threshold: 2 }, store);
    const states: string[] = [];
    simulation.every(1, () => void states.push(simulation.state("a")));
    await simulation.run(2, 5);
    expect([1, 2, 3].filter((minute) => states[minute - 1] === "ALARM")).toEqual(breaching);
  });

  it("counts over a day as fast as over a minute", async () => {
    const store = new MetricStore();
    // A minute in two breaches until minute 4000.
    for (let minute = 0; minute < 7200; minute++) store.put(METRIC, minute, Number(minute < 4000 && minute % 2 === 0));
    const simulation = simulate({ evaluation_periods: 1440, datapoints_to_alarm: 100 }, store);
    await simulation.run(0, 7200);
    // At minute 199 it has seen 0, 2 … 198: the hundredth. Over when fewer than a hundred are left from minute
    // 3802 on, which has 99 up to 3998: the window begins there at minute 3802 + 1440 - 1, when 3800 has left it.
    expect(simulation.history("a").firedAt).toEqual([199]);
    expect(simulation.history("a").resetAt).toEqual([5241]);
  });

  it("looks again at data points whose samples come late", async () => {
    const store = new MetricStore();
    fill(store, "0000000000");
    const simulation = simulate({ evaluation_periods: 3, datapoints_to_alarm: 1 }, store);
    simulation.every(1, ({ minute }) => {
      if (minute === 5) store.put(METRIC, 3, 1);
    });
    await simulation.run(0, 9);
    // Minute 3 breaches from minute 6 on, and is among the last three up to then.
    expect(simulation.history("a").transitions).toEqual([
      { minute: 0, state: "OK" },
      { minute: 6, state: "ALARM" },
      { minute: 7, state: "OK" },
    ]);
  });

  it("keeps a state that was set until its next evaluation that comes to one", async () => {
    const store = new MetricStore();
    store.put(METRIC, 20, 0);
    const simulation = simulate({ treat_missing_data: "ignore" }, store);
    simulation.every(1, ({ minute }) => {
      if (minute === 5) simulation.setAlarmState("a", "ALARM");
    });
    await simulation.run(0, 30);
    expect(simulation.history("a").transitions).toEqual([
      { minute: 5, state: "ALARM" },
      { minute: 21, state: "OK" },
    ]);
    const other = simulate({}, new MetricStore());
    other.every(1, ({ minute }) => {
      if (minute === 5) other.setAlarmState("a", "ALARM");
    });
    await other.run(0, 30);
    expect(other.history("a").actedAt).toEqual([5]);
    expect(other.history("a").resetAt).toEqual([6]);
  });

  it("that looks back more than a day is evaluated at the third minute of each hour, on whole hours", async () => {
    const store = new MetricStore();
    const body = { period: 3600, evaluation_periods: 72, datapoints_to_alarm: 1 };
    const simulation = new Simulation([metricAlarm("a", body)], store, { epoch: "2026-01-05T09:30:00Z" });
    // 10:02. The evaluation of 10:03 sees data up to 10:00 only (user guide's example).
    store.put(METRIC, 32, 1);
    await simulation.run(0, 200);
    expect(simulation.history("a").transitions).toEqual([
      { minute: 33, state: "OK" },
      { minute: 93, state: "ALARM" },
    ]);
  });

  it("watches metric math over metrics, with blocks written as lists or as objects", async () => {
    const metric = (name: string) => ({ namespace: "N", metric_name: name, period: 300, stat: "Sum", dimensions: {} });
    const queries = (asList: boolean) => [
      { id: "ratio", expression: "IF(total > 99, bad / total, 0)", return_data: true },
      { id: "bad", expression: "FILL(errors, 0)" },
      { id: "errors", metric: asList ? [metric("errors")] : metric("errors") },
      { id: "total", metric: asList ? [metric("total")] : metric("total"), return_data: false },
    ];
    for (const asList of [true, false]) {
      const store = new MetricStore();
      for (let minute = 0; minute < 60; minute++) {
        store.put({ namespace: "N", name: "total", dimensions: {} }, minute, 1, minute < 40 ? 20 : 10);
        if (minute >= 20) store.put({ namespace: "N", name: "errors", dimensions: {} }, minute, 1);
      }
      const body = { alarm_name: "a", comparison_operator: "GreaterThanThreshold", threshold: 0.025 };
      const resource = {
        type: "aws_cloudwatch_metric_alarm",
        name: "a",
        body: { ...body, evaluation_periods: 1, metric_query: queries(asList) },
      };
      const simulation = new Simulation([resource], store, { epoch: EPOCH });
      await simulation.run(5, 60);
      // One error in 20 is 5 %. Three of them in the window's 100 requests pass 2.5 %; below 100 requests it is quiet.
      expect(simulation.history("a").firedAt).toEqual([23]);
      expect(simulation.history("a").resetAt).toEqual([41]);
    }
  });

  it.each<[string, Body, string]>([
    ["anomaly detection", { threshold_metric_id: "band" }, "a detects anomalies"],
    ["more data points than periods", { datapoints_to_alarm: 2 }, "a wants 2 breaching data points out of 1"],
    ["more than a day of short periods", { evaluation_periods: 1441 }, "a looks back further than 86400 s"],
    ["more than a week", { period: 3600, evaluation_periods: 169 }, "a looks back further than 604800 s"],
    ["periods below a minute", { period: 10 }, "a has a period of 10 s"],
    ["an unknown comparison", { comparison_operator: "Above" }, "a has Above"],
    [
      "two results",
      {
        metric_query: [
          { id: "x", expression: "1", return_data: true },
          { id: "y", expression: "1", return_data: true },
        ],
      },
      "a returns the data of 2 queries",
    ],
    [
      "a query that is not there",
      {
        metric_query: [
          { id: "x", expression: "nothing", return_data: true },
          { id: "m", metric: { namespace: "N", metric_name: "m", period: 60, stat: "Sum" } },
        ],
      },
      "a has no query nothing",
    ],
  ])("is refused with %s", (_, more, why) => {
    expect(() => simulate(more, new MetricStore())).toThrow(why);
  });
});
