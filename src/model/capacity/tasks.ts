import type { CapacityResource, CapacitySubject, LoadedService } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import type { Load, Need } from "./need";

/** Requests, or messages, that a service gets per second. */
export function serviceRate({ capacity }: Pick<LoadedService, "capacity">, load: Load): number {
  return load.requestsPerSecond * capacity.requestShare;
}

/** Mean time in a service, in seconds. */
export function secondsPerRequest({ capacity }: Pick<LoadedService, "capacity">): number {
  return capacity.responseTime.milliseconds / 1000;
}

/**
 * Copies of a service before they are rounded up: the larger of what throughput and what Little's law ask for (the mean
 * number in work is the rate times the mean time in the system; J. D. C. Little, 1961). A copy is used up to
 * `scaling.targetCpu`, which is where the group scales out. null when nobody has said what a copy carries.
 */
function exactCopies(service: LoadedService, load: Load): number | null {
  const parts = [byThroughput(service, load), byConcurrency(service, load)].filter((part) => part !== null);
  return parts.length === 0 ? null : Math.max(...parts);
}

function byThroughput(service: LoadedService, load: Load): number | null {
  const { requestsPerSecond } = service.capacity;
  return requestsPerSecond === null ? null : serviceRate(service, load) / requestsPerSecond;
}

function byConcurrency(service: LoadedService, load: Load): number | null {
  const { concurrency } = service.capacity;
  if (concurrency === null) return null;
  return (serviceRate(service, load) * secondsPerRequest(service)) / (concurrency * targetUse(service));
}

function targetUse({ scaling }: LoadedService): number {
  return scaling.targetCpu.percent / 100;
}

/** Tasks or instances that a load needs; null when nobody has said what one carries. */
export function copiesNeeded(service: LoadedService, load: Load): number | null {
  const exact = exactCopies(service, load);
  return exact === null ? null : roundedUp(exact);
}

/** Copies to count with where others depend on them: not below the minimum; the maximum of a service without numbers. */
export function copiesRunning(service: LoadedService, load: Load): number {
  return Math.max(copiesNeeded(service, load) ?? service.scaling.max, service.scaling.min);
}

/** What a copy is called: `tasks` on Fargate, `instances` in an Auto Scaling group. */
export function copyUnit({
  runtime,
}: Pick<LoadedService, "runtime">): Extract<CapacityResource, "tasks" | "instances"> {
  return runtime === "ecs-fargate" ? "tasks" : "instances";
}

/** Copies of each service whose numbers are known, against `scaling.max`. */
export function serviceNeeds({ services }: Pick<CapacitySubject, "services">): readonly Need[] {
  return services.flatMap((service) => {
    const { requestsPerSecond, concurrency } = service.capacity;
    if (requestsPerSecond === null && concurrency === null) return [];
    return {
      subject: { kind: "service" as const, name: service.name },
      resource: copyUnit(service),
      unit: copyUnit(service),
      limit: service.scaling.max,
      limitKey: `services.${service.name}.scaling.max`,
      amount: (load: Load) => copiesNeeded(service, load) ?? 0,
      arithmetic: (load: Load) => copiesInWords(service, load),
    };
  });
}

function copiesInWords(service: LoadedService, load: Load): string {
  const { requestShare, requestsPerSecond, concurrency } = service.capacity;
  const all = `${figure(load.requestsPerSecond)} requests/s`;
  const share =
    requestShare === 1 ? [] : [`${all} x ${precise(requestShare)} = ${figure(serviceRate(service, load))}/s`];
  const rate = requestShare === 1 ? all : `${figure(serviceRate(service, load))}/s`;
  const one = copyUnit(service).slice(0, -1);
  const throughput = byThroughput(service, load);
  const little = byConcurrency(service, load);
  const parts = [
    ...(throughput === null || requestsPerSecond === null
      ? []
      : [`${rate} ÷ ${precise(requestsPerSecond)}/s per ${one} = ${figure(throughput)}`]),
    ...(little === null || concurrency === null ? [] : [littleInWords(service, rate, concurrency, little)]),
  ];
  const larger = parts.length > 1 ? "the larger, rounded up" : "rounded up";
  const needed = figure(copiesNeeded(service, load) ?? 0);
  return [...share, ...parts, `${larger}: ${needed} ${copyUnit(service)}`].join("; ");
}

function littleInWords(service: LoadedService, rate: string, concurrency: number, copies: number): string {
  const seconds = precise(secondsPerRequest(service));
  const use = figure(service.scaling.targetCpu.percent);
  return `Little's law: ${rate} x ${seconds} s ÷ (${figure(concurrency)} at once x ${use} %) = ${figure(copies)}`;
}
