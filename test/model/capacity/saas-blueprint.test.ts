import { capacityModel } from "../../../src/model/capacity/capacity-model";
import { needsPooler } from "../../../src/model/capacity/database-connections";
import { quotaDemands } from "../../../src/model/capacity/quota-needs";
import { zoneLosses } from "../../../src/model/capacity/zone-loss";
import type { Plan } from "../../../src/model/plan";
import { shippedPlan } from "../../support/shipped-plan";

/*
 * 10,000 users x 6 requests a minute ÷ 60 = 1,000 requests/s today; 2,000, 5,000 and 10,000 at 2x, 5x and 10x, which is
 * the target.
 */
const HAND_WORKED: readonly (readonly [string, string, readonly [number, number, number, number]])[] = [
  // 20 % of the requests, 200/s an instance (12,000 a minute): 200, 400, 1,000, 2,000/s.
  ["web", "instances", [1, 2, 5, 10]],
  // 80 %, 60/s a task (3,600 a minute): 13.33, 26.67, 66.67, 133.33. By Little's law 8,000/s x 80 ms = 640 in work,
  // by 64 at once x 60 % = 38.4 a task: only 16.67.
  ["api", "tasks", [14, 27, 67, 134]],
  // 4 % as messages, 8/s a task: 40, 80, 200, 400/s.
  ["jobs-worker", "tasks", [5, 10, 25, 50]],
  // (800 + 40)/s x 2 queries = 1,680/s, of which 20 % write: 336/s by 250 a unit = 1.344, 2.688, 6.72, 13.44.
  ["tenants", "ACU of the writer", [1.5, 3, 7, 13.5]],
  // 80 % read: 1,344/s = 5.376, 10.752, 26.88, 53.76 units.
  ["tenants", "ACU of readers", [5.5, 11, 27, 54]],
  // 800/s x 80 ms + 40/s x 500 ms = 64 + 20 = 84 in work, x 1.3 through RDS Proxy = 109.2, 218.4, 546, 1,092.
  ["tenants", "connections", [110, 219, 546, 1092]],
  // web and api: every request x 3.
  ["cache", "operations/s", [3000, 6000, 15_000, 30_000]],
  // 10,000 users x 10 KiB = 97.66 MiB, then 195.31, 488.28, 976.56.
  ["cache", "MiB", [98, 196, 489, 977]],
  // 800/s of api x 1 and x 0.2.
  ["usage", "read units/s", [800, 1600, 4000, 8000]],
  ["usage", "write units/s", [160, 320, 800, 1600]],
  // 800/s of api x 0.05; half a second each.
  ["jobs", "messages/s", [40, 80, 200, 400]],
  ["jobs", "messages in flight", [20, 40, 100, 200]],
  // 200/s x 60 KiB + 800/s x 12 KiB = 21,600 KiB/s = 79.63 GB/h, a unit each; connections need but 10,000 ÷ 60 ÷ 25.
  ["load balancer", "LCU", [80, 160, 399, 797]],
  // web runs at least 3: 3 + 14, 3 + 27, 5 + 67, 10 + 134.
  ["load balancer", "targets", [17, 30, 72, 144]],
  // 12 + 64 + 20 = 96 requests in work, by three gateways.
  ["NAT gateways", "connections", [32, 64, 160, 320]],
  // A vCPU each: 14 + 5, 27 + 10, 67 + 25, 134 + 50. Two of an m7g.large: 3, 3, 5, 10 instances.
  ["Fargate On-Demand vCPU resource count", "vCPUs", [19, 37, 92, 184]],
  ["Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", "vCPUs", [6, 6, 10, 20]],
];

describe("the SaaS blueprint's capacity", () => {
  let plan: Plan;
  beforeAll(() => {
    plan = shippedPlan("saas-platform-scalability-enhancement", "production");
  });
  const model = () => {
    const found = capacityModel(plan);
    if (found === null) throw new Error("the blueprint names users");
    return found;
  };

  it("is worked out at 1x, 2x, 5x and 10x", () => {
    expect(
      model().levels.map(({ multiple, users, requestsPerSecond }) => [multiple, users, requestsPerSecond]),
    ).toEqual([
      [1, 10_000, 1000],
      [2, 20_000, 2000],
      [5, 50_000, 5000],
      [10, 100_000, 10_000],
    ]);
    expect(model().target).toEqual(model().levels[3]);
  });

  it.each(HAND_WORKED)("%s: %s", (name, unit, expected) => {
    const needed = model().levels.map(({ demands }) => {
      return demands.find(({ subject, unit: other }) => subject.name === name && other === unit)?.needed;
    });
    expect(needed).toEqual(expected);
  });

  it("says each sum in words", () => {
    const words = (name: string, unit: string) =>
      model().target.demands.find(({ subject, unit: other }) => subject.name === name && other === unit)?.arithmetic;
    expect(words("api", "tasks")).toBe(
      "10,000 requests/s x 0.8 = 8,000/s; 8,000/s ÷ 60/s per task = 133.33; Little's law: 8,000/s x 0.08 s ÷ (64 at once x 60 %) = 16.67; the larger, rounded up: 134 tasks",
    );
    expect(words("tenants", "connections")).toBe(
      "134 api x 40 + 50 jobs-worker x 5 = 5,610 connections of clients; RDS Proxy lends 8,000/s x 0.08 s + 400/s x 0.5 s = 840 in work x 1.3 = 1,092 of the database's",
    );
    expect(model().target.demands.filter(({ arithmetic }) => arithmetic === "")).toEqual([]);
  });

  it("runs out of quotas first, then of tasks of the API at 13.5 times today's peak", () => {
    const found = model().bottlenecks.map(({ demand, carries }) => [demand.subject.name, demand.unit, carries]);
    expect(found.slice(0, 2).map(([name]) => name)).toEqual([
      "Fargate On-Demand vCPU resource count",
      "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    ]);
    // 180 x 60 ÷ 800 = 13.5; 80 x 8 ÷ 40 = 16, by tasks and by messages; 18 x 200 ÷ 200 = 18; 100,000 ÷ 3,000 = 33.33.
    expect(found.slice(2, 7)).toEqual([
      ["api", "tasks", 13.5],
      ["jobs-worker", "tasks", 16],
      ["jobs", "messages/s", 16],
      ["web", "instances", 18],
      ["cache", "operations/s", 33.3333333],
    ]);
    expect(model().unknown).toEqual([]);
  });

  it("needs a pooler: 180 tasks x 40 and 80 x 5 connections are more than the 5,000 of an instance", () => {
    expect(needsPooler(plan)).toEqual([
      {
        store: "tenants",
        connections: 7600,
        limit: 5000,
        arithmetic: "180 x 40 + 80 x 5 = 7,600 connections, and an instance takes 5,000",
      },
    ]);
  });

  it("asks for 184 vCPUs of Fargate and 20 of EC2, whose defaults are 6 and 5", () => {
    const short = quotaDemands(plan).filter(({ isShort }) => isShort);
    expect(short.map(({ quota, needed, granted }) => [quota.quotaCode, needed, granted])).toEqual([
      ["L-3032A538", 184, 6],
      ["L-1216C47A", 20, 5],
    ]);
  });

  it("runs hot on two zones of three until new copies stand", () => {
    // 10 instances: the lost zone held 4, 55 % x 10 ÷ 6. 134: 45 lost, 60 % x 134 ÷ 89. 50: 17 lost, 60 % x 50 ÷ 33.
    expect(zoneLosses(plan).map(({ service, left, utilisation }) => [service, left, utilisation])).toEqual([
      ["web", 6, 91.67],
      ["api", 89, 90.34],
      ["jobs-worker", 33, 90.91],
    ]);
  });
});
