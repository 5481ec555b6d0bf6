import { parseAlarmRule } from "../../support/cloudwatch/alarm-rule";
import { MetricStore } from "../../support/cloudwatch/metric-store";
import { Simulation } from "../../support/cloudwatch/simulation";
import { compositeAlarm, EPOCH, switchAlarm } from "./alarm-bodies";

const STATES = { on: "ALARM", off: "OK", "app-x_unknown.1": "INSUFFICIENT_DATA" } as const;

describe("the rule of a composite alarm", () => {
  it.each([
    ['ALARM("on")', true],
    ["ALARM(off)", false],
    ["OK( off ) AND ALARM('on')", true],
    ['INSUFFICIENT_DATA("app-x_unknown.1")', true],
    ['ALARM("on") AND NOT ALARM("off")', true],
    ["NOT (ALARM(on) OR ALARM(off))", false],
    ["(ALARM(off) OR ALARM(on)) AND OK(off)", true],
    ["NOT ALARM(on) OR TRUE", true],
    ["FALSE", false],
  ])("%s", (rule, result) => {
    expect(parseAlarmRule(rule).evaluate((child) => STATES[child as keyof typeof STATES])).toBe(result);
  });

  it("names its children once", () => {
    expect(parseAlarmRule('ALARM("a") AND NOT OK("b") AND ALARM(a)').children).toEqual(["a", "b"]);
  });

  it.each(["ALARM(a) AND ALARM(b) OR ALARM(c)", "ALARM(a) ALARM(b)", "ALARM()", "a AND b", "ALARM(a) + ALARM(b)", ""])(
    "is none: %s",
    (rule) => {
      expect(() => parseAlarmRule(rule)).toThrow();
    },
  );
});

describe("composite alarms", () => {
  it("follow their children in the same minute, through other composites, in whatever order they stand", async () => {
    const resources = [
      compositeAlarm("top", 'ALARM("middle") AND NOT ALARM("${aws_cloudwatch_metric_alarm.quiet.alarm_name}")'),
      compositeAlarm("middle", "ALARM(arn:aws:cloudwatch:eu-west-1:111122223333:alarm:leaf)"),
      switchAlarm("leaf"),
      switchAlarm("quiet"),
    ];
    const simulation = new Simulation(resources, new MetricStore(), { epoch: EPOCH });
    simulation.every(5, ({ minute }) => {
      if (minute === 5) simulation.setAlarmState("leaf", "ALARM");
      if (minute === 10) simulation.setAlarmState("quiet", "ALARM");
    });
    await simulation.run(0, 15);
    expect(simulation.history("middle").transitions).toEqual([
      { minute: 0, state: "OK" },
      { minute: 5, state: "ALARM" },
    ]);
    expect(simulation.history("top").firedAt).toEqual([5]);
    expect(simulation.history("top").actedAt).toEqual([5]);
    expect(simulation.history("top").resetAt).toEqual([10]);
  });

  it("act only where they have actions for the state, and these are on", async () => {
    const resources = [
      switchAlarm("leaf"),
      compositeAlarm("silent", "ALARM(leaf)", { alarm_actions: [] }),
      compositeAlarm("off", "ALARM(leaf)", { actions_enabled: false }),
    ];
    const simulation = new Simulation(resources, new MetricStore(), { epoch: EPOCH });
    simulation.every(5, () => simulation.setAlarmState("leaf", "ALARM"));
    await simulation.run(0, 2);
    for (const name of ["silent", "off"]) {
      expect(simulation.history(name).firedAt).toEqual([0]);
      expect(simulation.history(name).actedAt).toEqual([]);
    }
  });

  it("are refused when they depend on themselves, on nothing, or share a name", () => {
    const make =
      (...resources: Parameters<typeof compositeAlarm>[]) =>
      () =>
        new Simulation(
          resources.map((args) => compositeAlarm(...args)),
          new MetricStore(),
          { epoch: EPOCH },
        );
    expect(make(["a", "ALARM(b)"], ["b", "OK(a)"])).toThrow("a cycle: a on b on a");
    expect(make(["a", "ALARM(ghost)"])).toThrow("no alarm ghost");
    expect(make(["a", "TRUE"], ["a", "TRUE"])).toThrow("the same name");
    const suppressed = { actions_suppressor: { alarm: "ghost", wait_period: 60, extension_period: 60 } };
    expect(make(["a", "TRUE", suppressed])).toThrow("no alarm ghost");
  });
});
