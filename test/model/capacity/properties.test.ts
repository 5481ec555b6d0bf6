import fc from "fast-check";
import { capacityModel } from "../../../src/model/capacity/capacity-model";
import { cellsNeeded } from "../../../src/model/capacity/cells-needed";
import type { CapacitySubject, Demand } from "../../../src/model/capacity/demand";
import { capacitySubject, type WrittenLoad } from "../../support/capacity-subject";

const rate = fc.double({ min: 0.5, max: 500, noNaN: true });
const share = fc.double({ min: 0, max: 3, noNaN: true });

/** A plan with one of each: a public service, a worker on a queue, and stores of every engine. */
const load: fc.Arbitrary<WrittenLoad> = fc
  .record({
    users: fc.integer({ min: 1, max: 1_000_000 }),
    growth: fc.integer({ min: 1, max: 50 }),
    perUser: fc.double({ min: 0.1, max: 60, noNaN: true }),
    share,
    rate: fc.option(rate, { nil: undefined }),
    concurrency: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
    milliseconds: fc.integer({ min: 1, max: 5000 }),
    max: fc.integer({ min: 2, max: 500 }),
    workerRate: rate,
    pooler: fc.constantFrom("auto", "rds-proxy", "none"),
    readers: fc.integer({ min: 0, max: 15 }),
    units: fc.integer({ min: 1, max: 256 }),
    messages: share,
    fifo: fc.boolean(),
    cells: fc.integer({ min: 1, max: 5 }),
  })
  .map((given) => ({
    capacity: {
      currentPeakUsers: given.users,
      growth: `${given.growth}x`,
      requestsPerUser: given.perUser,
      cells: given.cells,
    },
    services: [
      {
        name: "api",
        port: 8080,
        scaling: { max: given.max },
        capacity: {
          requestShare: given.share,
          responseTime: `${given.milliseconds}ms`,
          ...(given.rate === undefined ? {} : { requestsPerSecond: given.rate }),
          ...(given.concurrency === undefined ? {} : { concurrency: given.concurrency }),
        },
        uses: ["ledger", "sessions", "events", "jobs"],
      },
      {
        name: "worker",
        runtime: "ec2-asg",
        scaling: { max: given.max },
        capacity: { requestsPerSecond: given.workerRate },
        uses: ["ledger", "jobs"],
      },
    ],
    dataStores: [
      {
        name: "ledger",
        engine: "aurora-postgresql",
        capacity: { max: given.units },
        readers: given.readers,
        pooler: given.pooler,
      },
      { name: "sessions", engine: "redis" },
      { name: "events", engine: "dynamodb" },
      { name: "jobs", engine: "sqs", fifo: given.fifo, load: { messagesPerRequest: given.messages } },
    ],
  }));

const targetOf = (subject: CapacitySubject): readonly Demand[] => capacityModel(subject)?.target.demands ?? [];

const withUsers = (written: WrittenLoad, currentPeakUsers: number) =>
  capacitySubject({ ...written, capacity: { ...written.capacity, currentPeakUsers } });

function expectNoLess(demands: readonly Demand[], before: readonly Demand[]): void {
  for (const [index, { needed }] of demands.entries()) {
    expect(needed).toBeGreaterThanOrEqual(before[index]?.needed ?? 0);
  }
}

describe("whatever a plan says", () => {
  it("needs never fall as users rise, and levels rise with their multiples", () => {
    fc.assert(
      fc.property(load, fc.integer({ min: 1, max: 1_000_000 }), (written, more) => {
        const users = Number(written.capacity.currentPeakUsers);
        const before = targetOf(withUsers(written, users));
        const after = targetOf(withUsers(written, users + more));
        expectNoLess(after, before);
        const levels = capacityModel(withUsers(written, users))?.levels ?? [];
        for (const [index, { demands }] of levels.entries()) expectNoLess(demands, levels[index - 1]?.demands ?? []);
      }),
      { numRuns: 60 },
    );
  });

  it("twice the users need twice as much at most, and no more than one more by rounding", () => {
    fc.assert(
      fc.property(load, (written) => {
        const users = Number(written.capacity.currentPeakUsers);
        const once = targetOf(withUsers(written, users));
        const twice = targetOf(withUsers(written, users * 2));
        for (const [index, { needed }] of twice.entries()) {
          expect(needed).toBeLessThanOrEqual(2 * (once[index]?.needed ?? 0) + 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("what is carried is within the limit, and a little more is not", () => {
    fc.assert(
      fc.property(load, (written) => {
        const subject = capacitySubject(written);
        const { capacity } = subject;
        if (capacity === null) throw new Error("the plan names users");
        const at = (growth: number, { subject: { name }, unit }: Demand) =>
          targetOf({ ...subject, capacity: { ...capacity, growth } }).find((demand) => {
            return demand.subject.name === name && demand.unit === unit;
          });
        const bottlenecks = capacityModel(subject)?.bottlenecks ?? [];
        let last = 0;
        for (const { demand, carries } of bottlenecks) {
          expect(carries).toBeGreaterThanOrEqual(last);
          last = carries;
          const limit = demand.limit ?? 0;
          if (carries > 0) expect(at(carries * (1 - 1e-6), demand)?.needed).toBeLessThanOrEqual(limit);
          expect(at(carries * (1 + 1e-6) + 1e-9, demand)?.needed).toBeGreaterThan(limit);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("a raised maximum never carries less", () => {
    fc.assert(
      fc.property(load, fc.integer({ min: 0, max: 500 }), (written, more) => {
        const [api, ...others] = written.services;
        const { max } = capacitySubject(written).services[0]?.scaling ?? { max: 0 };
        const raised = { ...api, scaling: { max: max + more } };
        const carried = (services: WrittenLoad["services"]) =>
          capacityModel(capacitySubject({ ...written, services }))?.bottlenecks.find(({ demand }) => {
            return demand.subject.name === "api";
          })?.carries ?? Number.POSITIVE_INFINITY;
        expect(carried([raised, ...others])).toBeGreaterThanOrEqual(carried(written.services));
      }),
      { numRuns: 60 },
    );
  });

  it("more users never need fewer cells", () => {
    fc.assert(
      fc.property(load, fc.integer({ min: 2, max: 20 }), (written, times) => {
        const users = Number(written.capacity.currentPeakUsers);
        const before = cellsNeeded(withUsers(written, users));
        const after = cellsNeeded(withUsers(written, users * times));
        expect(after?.cells).toBeGreaterThanOrEqual(before?.cells ?? 0);
      }),
      { numRuns: 60 },
    );
  });
});
