import { alarmStates } from "../commands/alarm-commands";
import { allDaysLeft } from "../commands/forecast-commands";
import { executionMetric, runExpress } from "../commands/state-machine-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { forecastTargets } from "../runbooks/forecast-targets";
import { step } from "../runbooks/steps";

/** That forecasts are made, of everything that can run out, and that their alarms read them. */
export function forecastCheck(context: EmitContext): readonly Item[] {
  const { plan, index, account, region } = context;
  const targets = forecastTargets(context);
  if (targets.length === 0) return [];
  return [
    ...index.byRole("forecast-recorder").map(({ handles }) => {
      const place = { region: handles.region, account };
      return step(
        "The recorder's run SUCCEEDED: it was started now, and its schedule starts it every six hours.",
        runExpress(handles.name, place),
        executionMetric(handles.name, "ExecutionsSucceeded", place),
      );
    }),
    step(
      `There are ${targets.length} forecasts, each with a number of days: 365 where no end is in sight, or less than two weeks of data are there.`,
      allDaysLeft(plan, region),
    ),
    step(`The ${targets.length} alarms on them are OK.`, alarmStates(targets.map(({ alarm }) => alarm))),
  ];
}
