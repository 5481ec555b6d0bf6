import { readPeriod } from "../../../model/slo";
import { jsonata } from "../../core/state-machine/jsonata";
import type { States } from "../../core/state-machine/state";
import { combined, keyed } from "../metrics/metric";
import { getMetricData, putMetricData, query, sumOf } from "./metric-data";
import type { RecordedRate } from "./recorded-rate";

/** The states that record one rate, in their order: 0 while there are too few failures to speak of a rate. */
export function rateStates(namespace: string, rate: RecordedRate): States {
  const { name, window, minimumFailures } = rate;
  const [read, publish] = [`Read ${name}`, `Publish ${name}`];
  const metrics = { ...keyed("bad", rate.bad), ...keyed("good", rate.good) };
  const id = (key: string) => key;
  return {
    [read]: {
      ...getMetricData(window, [
        ...Object.entries(metrics).map(([key, metric]) => query(key, metric, readPeriod(window))),
        { Id: "bad", Expression: combined("SUM", "bad", rate.bad.length, id), ReturnData: true },
        { Id: "good", Expression: combined("SUM", "good", rate.good.length, id), ReturnData: true },
      ]),
      Assign: { bad: jsonata(sumOf("bad", null)), good: jsonata(sumOf("good", null)) },
      Next: publish,
    },
    [publish]: {
      ...putMetricData(namespace, rate.labels, [
        { name, unit: "Percent", value: `$bad >= ${minimumFailures} ? 100 * $bad / ($bad + $good) : 0` },
      ]),
      Output: true,
      End: true,
    },
  };
}
