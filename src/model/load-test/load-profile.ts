import type { CapacityTarget, LoadTest, Plan, Service } from "../plan";
import { errorBudget } from "../units/percentage";
import { type LoadMachine, loadMachine } from "./load-machine";

/** Milliseconds that a virtual user waits at most where no objective says how fast answers must be. Ours. */
const PATIENCE = 1000;

/** Share of requests that may be left out: a test that left out more says nothing of the target. Ours. */
export const MOST_DROPPED = 0.01;

/** What the load test asks of one service. */
export interface ServiceLoad {
  readonly name: string;
  /** Requests per second while the load is held. */
  readonly rate: number;
  readonly paths: readonly string[];
  /** Conditions of k6 on the share of failed requests: `rate<0.0005`. */
  readonly failures: readonly string[];
  /** Conditions of k6 on durations in milliseconds: `p(99)<200`. */
  readonly durations: readonly string[];
  /** Virtual users that the rate takes at the service's own response time, and while answers take as long as they may. */
  readonly users: { readonly allocated: number; readonly most: number };
}

/** All that the load test does: what the script is written from, and the job. */
export interface LoadProfile {
  readonly target: string;
  readonly rampSeconds: number;
  readonly holdSeconds: number;
  readonly services: readonly ServiceLoad[];
  readonly machine: LoadMachine;
}

/** Requests per second that all users make at the target. */
export function targetRequests(
  capacity: Pick<CapacityTarget, "currentPeakUsers" | "growth" | "requestsPerUser">,
): number {
  return (capacity.currentPeakUsers * capacity.growth * capacity.requestsPerUser) / 60;
}

/** null without a load test, which the checks let pass with a capacity target only. */
export function loadProfile(plan: Pick<Plan, "capacity" | "resilience" | "services">): LoadProfile | null {
  const { capacity, services, resilience } = plan;
  const { loadTest } = resilience;
  if (loadTest === null || capacity === null) return null;
  const all = targetRequests(capacity);
  const loads = services
    .filter(({ name }) => loadTest.services.includes(name))
    .map((service) => serviceLoad(service, all, loadTest));
  const machine = loadMachine({
    rate: sum(loads.map(({ rate }) => rate)),
    users: sum(loads.map(({ users }) => users.most)),
  });
  if (machine === null) throw new Error("the checks let a load pass that no machine makes");
  return {
    target: loadTest.target,
    rampSeconds: loadTest.rampUp.seconds,
    holdSeconds: loadTest.hold.seconds,
    services: loads,
    machine,
  };
}

function serviceLoad(service: Service, all: number, { load, paths }: LoadTest): ServiceLoad {
  const { name, slos, capacity } = service;
  const rate = loadRate(all, capacity.requestShare, load.percent);
  const thresholds = slos.flatMap(({ sli, thresholdMilliseconds, target }) =>
    sli === "http-latency" && thresholdMilliseconds !== null
      ? [{ milliseconds: thresholdMilliseconds, percent: target.percent }]
      : [],
  );
  return {
    name,
    rate,
    paths: paths[name] ?? [],
    failures: slos.flatMap(({ sli, target }) => (sli === "http-success" ? [`rate<${errorBudget(target)}`] : [])),
    durations: thresholds.map(({ milliseconds, percent }) => `p(${percent})<${milliseconds}`),
    users: loadUsers(
      rate,
      capacity.responseTime.milliseconds,
      thresholds.map(({ milliseconds }) => milliseconds),
    ),
  };
}

/** Whole requests per second, since k6 counts whole ones; at least one. */
export function loadRate(all: number, share: number, percent: number): number {
  return Math.max(1, Math.round((all * share * percent) / 100));
}

/** Little's law: requests at once are the rate times how long each takes. */
export function loadUsers(
  rate: number,
  responseMilliseconds: number,
  thresholds: readonly number[],
): ServiceLoad["users"] {
  const at = (milliseconds: number) => Math.max(1, Math.ceil((rate * milliseconds) / 1000));
  const allocated = at(responseMilliseconds);
  const patience = thresholds.length === 0 ? PATIENCE : Math.max(...thresholds);
  return { allocated, most: Math.max(allocated, at(patience)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
