import type { ServiceContext } from "../service-context";
import type { Forecast } from "./forecast";

/** Tasks or instances of a service; nothing for one of fixed size, which has no room to run out of. */
export function serviceForecasts({ service, compute }: ServiceContext): readonly Forecast[] {
  const { min, max } = service.scaling;
  if (min >= max) return [];
  return [
    {
      subject: { kind: "service", name: service.name },
      resource: "scaling",
      words: `running ${compute.unit}`,
      series: compute.running,
      figure: "busy-hours",
      limit: max,
      limitWords: `${max} ${compute.unit}`,
      limitKey: `services.${service.name}.scaling.max`,
    },
  ];
}
