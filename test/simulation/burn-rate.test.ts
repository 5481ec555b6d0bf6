import { type Synthesised, synthObservability } from "../support/observability-synth";
import { DAY, SloWorld, type Traffic } from "../support/slo-world";

const NAMESPACE = "opsplan/ecommerce-operational-excellence/production";
const BLUE = { TargetGroup: "targetgroup/checkout-blue/1", LoadBalancer: "app/lb/1" };
const PER_MINUTE = 2000;

/** 99.95 % over 30 days: thresholds are 0.72 % (1 h), 0.3 % (6 h), 0.15 % (1 d) and 0.05 % (3 d). */
describe("the burn-rate alarms of checkout's availability, as generated", () => {
  let built: Synthesised;
  beforeAll(() => {
    built = synthObservability("production");
  });

  /** `share` of the requests fails while the story says so; four clean days lie before it. */
  function world(share: (minute: number) => number, until: number, perMinute = PER_MINUTE): SloWorld {
    const traffic: Traffic = (minute) => ({ total: perMinute, bad: minute < 0 ? 0 : perMinute * share(minute) });
    return new SloWorld(built, "checkout", "availability").requests(-4 * DAY, until, traffic, BLUE);
  }

  const between = (from: number, to: number, share: number) => (minute: number) =>
    minute >= from && minute < to ? share : 0;

  it("stays silent at a steady 0.05 %, which spends the budget exactly in its window", async () => {
    const steady = world(() => 0.0005, 4 * DAY).recordEvery(180);
    await steady.simulation.run(0, 4 * DAY);
    expect(steady.fired()).toEqual({});
    // Four of 30 days: 13.33 % are spent.
    expect(steady.recorded("budget-remaining", 4 * DAY - 1, NAMESPACE)).toBeCloseTo(100 * (1 - 4 / 30), 0);
  });

  it("stays silent for a spike of 2 % over 10 minutes: 0.93 % of the budget", async () => {
    const spike = world(between(100, 110, 0.02), DAY).recordEvery(60);
    await spike.simulation.run(0, DAY);
    expect(spike.fired()).toEqual({});
    // 10 min × 2 % of 43,200 min × 0.05 %.
    expect(spike.recorded("budget-remaining", DAY - 1, NAMESPACE)).toBeCloseTo(99.074, 1);
  });

  it("pages within a minute of a total outage, once, and is over 5 minutes after it", async () => {
    const outage = world(between(100, 120, 1), DAY);
    await outage.simulation.run(0, DAY);
    // One minute of 60 is 1.67 %, one of 360 is 0.28 %, two are 0.56 %; one of 1,440 is 0.07 %, three are 0.21 %.
    expect(outage.fired()).toEqual({ "1h": [101], "6h": [102], "1d": [103] });
    expect(outage.told()).toEqual({ "1h": [101] });
    // The last bad minute is 119: it leaves the short windows of 5 and 30 minutes and 2 hours.
    expect(outage.history("burn-1h").resetAt).toEqual([125]);
    expect(outage.history("burn-6h").resetAt).toEqual([150]);
    expect(outage.history("burn-1d").resetAt).toEqual([240]);
  });

  it("pages for 2 % that last, when 2 % of the budget are gone: after 22 minutes", async () => {
    const lasting = world(between(100, 400, 0.02), 500);
    await lasting.simulation.run(0, 500);
    // 22 of 60 minutes at 2 % are 0.73 %; the 6 h tier follows at 54 min × 2 % ÷ 360 min = 0.3 %, the next minute.
    expect(lasting.fired()["1h"]).toEqual([122]);
    expect(lasting.fired()["6h"]).toEqual([155]);
    expect(lasting.told()).toEqual({ "1h": [122] });
  });

  it("pages slower for 0.5 %, which the fastest tier never sees: after 5 % of the budget", async () => {
    const slower = world(between(100, DAY, 0.005), DAY);
    await slower.simulation.run(0, DAY);
    // 360 min × 0.3 % ÷ 0.5 % = 216 minutes, and two more in which the faster tier might have spoken.
    expect(slower.fired()["1h"]).toBeUndefined();
    expect(slower.fired()["6h"]).toEqual([317]);
    expect(slower.told()["6h"]).toEqual([319]);
  });

  it("opens a ticket for 0.2 % after 18 hours", async () => {
    const ticket = world(between(0, 2 * DAY, 0.002), 2 * DAY);
    await ticket.simulation.run(0, DAY);
    // 1,440 min × 0.15 % ÷ 0.2 % = 1,080 minutes, and the two of the wait.
    expect(ticket.fired()).toEqual({ "1d": [1081] });
    expect(ticket.told()).toEqual({ "1d": [1083] });
  });

  it("opens a ticket for a slow burn of 0.075 % after two days, by what the recorder publishes", async () => {
    const slow = world(between(0, 3 * DAY, 0.00075), 3 * DAY)
      .recordEvery(360)
      .recordEvery(15, 2 * DAY - 60);
    await slow.simulation.run(0, 2 * DAY + 180);
    // 3 d × 0.05 % ÷ 0.075 % = 2 days; the recorder adds up whole hours.
    const told = slow.told();
    expect(Object.keys(told)).toEqual(["3d"]);
    expect(told["3d"]?.[0]).toBeGreaterThanOrEqual(2 * DAY);
    expect(told["3d"]?.[0]).toBeLessThanOrEqual(2 * DAY + 75);
  });

  it("does not page for a stray failure in little traffic", async () => {
    // 15 requests an hour, and one of them fails.
    const quiet: Traffic = (minute) => ({ total: minute % 4 === 0 ? 1 : 0, bad: minute === 120 ? 1 : 0 });
    const little = new SloWorld(built, "checkout", "availability").requests(-4 * DAY, DAY, quiet, BLUE);
    await little.simulation.run(0, DAY);
    expect(little.fired()).toEqual({});
  });

  it("still pages when all of a little traffic fails", async () => {
    // 30 requests an hour, all failing from minute 100 on: the third failure is at minute 104.
    const failing: Traffic = (minute) => {
      const total = minute % 2 === 0 ? 1 : 0;
      return { total, bad: minute >= 100 ? total : 0 };
    };
    const little = new SloWorld(built, "checkout", "availability").requests(-4 * DAY, 300, failing, BLUE);
    await little.simulation.run(0, 300);
    expect(little.told()["1h"]).toEqual([105]);
  });

  it("counts both target groups of a blue/green service", async () => {
    const green = { ...BLUE, TargetGroup: "targetgroup/checkout-green/1" };
    const half = new SloWorld(built, "checkout", "availability")
      .requests(-DAY, 300, () => ({ total: 1000, bad: 0 }), BLUE)
      .requests(-DAY, 300, (minute) => ({ total: 1000, bad: minute >= 100 ? 1000 : 0 }), green);
    await half.simulation.run(0, 300);
    // Half of the requests fail: one minute of 60 is 0.83 %.
    expect(half.told()["1h"]).toEqual([101]);
  });

  it("says when the budget is used up", async () => {
    const spent = world(between(0, 30, 1), DAY).recordEvery(15);
    await spent.simulation.run(0, 180);
    expect(spent.history("budget-exhausted").firedAt[0]).toBeGreaterThan(21);
    expect(spent.history("budget-exhausted").firedAt[0]).toBeLessThanOrEqual(31);
    // 30 of 21.6 minutes, in percent of the budget.
    expect(spent.recorded("budget-remaining", 179, NAMESPACE)).toBeCloseTo(100 * (1 - 30 / 21.6), 0);
  });
});

describe("other indicators, as generated", () => {
  it("counts slow answers by their percentile rank", async () => {
    const built = synthObservability("production");
    const slow = new SloWorld(built, "checkout", "latency").requests(-DAY, 300, () => ({ total: 1000, bad: 0 }), BLUE);
    const time = { namespace: "AWS/ApplicationELB", name: "TargetResponseTime", dimensions: BLUE };
    for (let minute = -DAY; minute < 300; minute++) {
      const late = minute >= 100 ? 500 : 0;
      slow.store.put(time, minute, 0.15, 1000 - late);
      if (late > 0) slow.store.put(time, minute, 0.9, late);
    }
    await slow.simulation.run(0, 300);
    // Half are slower than 200 ms; 14.4 % over an hour are 17.28 minutes of that.
    expect(slow.told()["1h"]).toEqual([118]);
  });

  it("alarms at the ninth late minute of an hour for a queue, and not at the eighth", async () => {
    const late = (minutes: number) => {
      const queue = new SloWorld(synthObservability("production"), "fulfilment", "freshness");
      const age = {
        namespace: "AWS/SQS",
        name: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: "order-events" },
      };
      for (let minute = -DAY; minute < 200; minute++) {
        queue.store.put(age, minute, minute >= 100 && minute < 100 + minutes ? 301 : 20);
      }
      return queue;
    };
    const nine = late(9);
    await nine.simulation.run(0, 200);
    expect(nine.fired()["1h"]).toEqual([109]);
    const eight = late(8);
    await eight.simulation.run(0, 200);
    expect(eight.fired()["1h"]).toBeUndefined();
  });

  it("records the minutes of a queue", async () => {
    const queue = new SloWorld(synthObservability("production"), "fulfilment", "freshness").recordEvery(5);
    const age = {
      namespace: "AWS/SQS",
      name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "order-events" },
    };
    for (let minute = -10; minute < 240; minute++)
      queue.store.put(age, minute, minute >= 60 && minute < 132 ? 400 : 20);
    await queue.simulation.run(0, 240);
    // 72 minutes of 1 % of 43,200.
    expect(queue.recorded("budget-remaining", 239, NAMESPACE)).toBeCloseTo(100 * (1 - 72 / 432), 0);
    expect(queue.recorded("error-ratio-3d", 239, NAMESPACE)).toBeCloseTo(72 / 4320, 3);
  });

  it("tells nobody during maintenance, nor of it afterwards", async () => {
    const built = synthObservability("production", (tree) => {
      tree.services[1].slos[0].maintenance = [{ name: "patching", days: ["SUN"], start: "02:00", duration: "1h" }];
    });
    const outage: Traffic = (minute) => ({ total: 1000, bad: minute >= 100 && minute < 130 ? 1000 : 0 });
    const silenced = new SloWorld(built, "checkout", "availability").requests(-DAY, 600, outage, BLUE);
    const name = (tier: string) =>
      `ecommerce-operational-excellence-production-checkout-availability-maintenance_patching_${tier}`;
    // What the schedules do: each tier stays silent for as long as its short window remembers.
    const ends = { "1h": 155 + 5, "6h": 155 + 30, "1d": 155 + 120, "3d": 155 + 360 };
    silenced.simulation.every(1, ({ minute }) => {
      for (const [tier, end] of Object.entries(ends)) {
        if (minute === 95) silenced.simulation.setAlarmState(name(tier), "ALARM");
        if (minute === end) silenced.simulation.setAlarmState(name(tier), "OK");
      }
    });
    await silenced.simulation.run(0, 600);
    expect(silenced.told()).toEqual({});
    expect(silenced.fired()).toEqual({});
  });
});
