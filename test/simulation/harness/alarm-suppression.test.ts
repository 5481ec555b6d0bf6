import type { AlarmState } from "../../support/cloudwatch/alarm-definition";
import { MetricStore } from "../../support/cloudwatch/metric-store";
import { Simulation } from "../../support/cloudwatch/simulation";
import { compositeAlarm, EPOCH, switchAlarm } from "./alarm-bodies";

interface Change {
  readonly minute: number;
  readonly alarm: "child" | "suppressor";
  readonly state: AlarmState;
}

/** What the composite did by minute 20; minute 0, at which it becomes OK, is left out. */
async function actions(changes: readonly Change[], asList = false) {
  const suppressor = { alarm: "suppressor", wait_period: 120, extension_period: 180 };
  const resources = [
    switchAlarm("child"),
    switchAlarm("suppressor"),
    compositeAlarm("composite", 'ALARM("child")', { actions_suppressor: asList ? [suppressor] : suppressor }),
  ];
  const simulation = new Simulation(resources, new MetricStore(), { epoch: EPOCH });
  simulation.every(1, ({ minute }) => {
    for (const change of changes) if (change.minute === minute) simulation.setAlarmState(change.alarm, change.state);
  });
  // Its first OK is told after a wait, too: begin long before.
  await simulation.run(-10, 20);
  return simulation.history("composite").actions.filter(({ minute }) => minute >= 0);
}

const child = (minute: number, state: AlarmState): Change => ({ minute, alarm: "child", state });
const suppressor = (minute: number, state: AlarmState): Change => ({ minute, alarm: "suppressor", state });

/*
 * The examples of the user guide, "Alarm suppression": the wait is 2 units of time, the extension 3; a unit is a
 * minute here.
 */
describe("the actions of a composite alarm with a suppressor", () => {
  it("run after the wait when the suppressor stays off (example 1)", async () => {
    const told = [{ minute: 4, state: "ALARM" }];
    expect(await actions([child(2, "ALARM")])).toEqual(told);
    expect(await actions([child(2, "ALARM")], true)).toEqual(told);
  });

  it("do not run when the suppressor goes off during the wait, or in its last minute (example 2)", async () => {
    expect(await actions([child(2, "ALARM"), suppressor(3, "ALARM")])).toEqual([]);
    expect(await actions([child(2, "ALARM"), suppressor(4, "ALARM")])).toEqual([]);
  });

  it("run by the new state after a new wait when the state changes during the wait (example 3)", async () => {
    expect(await actions([child(2, "ALARM"), child(3, "OK")])).toEqual([{ minute: 5, state: "OK" }]);
  });

  it("do not run while the suppressor is on already (example 4)", async () => {
    expect(await actions([suppressor(0, "ALARM"), child(2, "ALARM")])).toEqual([]);
  });

  it("run after the extension when the alarm is still on (example 5)", async () => {
    const changes = [child(2, "ALARM"), suppressor(3, "ALARM"), suppressor(6, "OK")];
    expect(await actions(changes)).toEqual([{ minute: 9, state: "ALARM" }]);
  });

  it("wait anew when the state changes during the extension (example 6)", async () => {
    const changes = [child(2, "ALARM"), suppressor(3, "ALARM"), suppressor(6, "OK"), child(7, "OK")];
    expect(await actions(changes)).toEqual([{ minute: 9, state: "OK" }]);
  });

  it("are not repeated after a suppression in which nothing changed", async () => {
    const changes = [child(2, "ALARM"), suppressor(6, "ALARM"), suppressor(8, "OK")];
    expect(await actions(changes)).toEqual([{ minute: 4, state: "ALARM" }]);
  });
});
