import { cellsNeeded } from "../../../src/model/capacity/cells-needed";
import { capacitySubject } from "../../support/capacity-subject";

/** 100,000 users x 60 a minute ÷ 60 = 100,000 requests/s, at once. */
const CAPACITY = { currentPeakUsers: 100_000, growth: "1x", requestsPerUser: 60, cells: 1 };
const api = (capacity: object, service: object = {}) => ({ name: "api", port: 8080, capacity, ...service });

function needed(service: object, dataStores: readonly Record<string, unknown>[] = [], capacity: object = {}) {
  return cellsNeeded(
    capacitySubject({ capacity: { ...CAPACITY, ...capacity }, services: [{ ...service }], dataStores }),
  );
}

describe("cells", () => {
  it("are one while AWS has room", () => {
    expect(needed(api({ requestsPerSecond: 100 }))).toEqual({
      cells: 1,
      fits: true,
      reason: "one cell carries the target within the limits of AWS",
    });
  });

  it("keep a target group within its targets, as many as the account was granted", () => {
    // 100,000 ÷ 99 = 1,011 targets; two cells have 506 each. 100,000 ÷ 20 = 5,000 targets in five groups of 1,000.
    expect(needed(api({ requestsPerSecond: 99 }))).toEqual({
      cells: 2,
      fits: true,
      reason: "in one cell the target group of api would need 1,011 targets, and AWS allows 1,000",
    });
    expect(needed(api({ requestsPerSecond: 20 }))?.cells).toBe(5);
    expect(needed(api({ requestsPerSecond: 20 }), [], { grantedQuotas: { "L-A0D0B863": 5000 } })?.cells).toBe(1);
  });

  it("keep a service within the tasks of one, whatever was granted", () => {
    // An internal service has no targets: 100,000 ÷ 10 = 10,000 tasks, by 5,000.
    const internal = api({ requestsPerSecond: 10 }, { exposure: "internal" });
    expect(needed(internal)).toMatchObject({
      cells: 2,
      reason: expect.stringContaining("10,000 tasks, and AWS allows 5,000"),
    });
  });

  it("keep a database within its writer, its readers and its connections", () => {
    const ledger = (load: object) => [{ name: "ledger", engine: "aurora-postgresql", load }];
    const user = (milliseconds: number) =>
      api({ requestsPerSecond: 200, responseTime: `${milliseconds}ms` }, { uses: ["ledger"] });
    // 100,000 x 2 x 50 % ÷ 250 = 400 units: two of 200 are within 256.
    expect(needed(user(1), ledger({ readShare: "50%" }))).toMatchObject({
      cells: 2,
      reason: expect.stringContaining("the writer of ledger would need 400 ACU, and AWS allows 256"),
    });
    // 100,000 x 20 x 100 % ÷ 250 = 8,000 units of readers: 15 x 256 = 3,840, so three cells of 2,666.67.
    expect(needed(user(1), ledger({ queriesPerRequest: 20, readShare: "100%" }))?.cells).toBe(3);
    // In work 100,000/s x 45 ms = 4,500, x 1.3 = 5,850 through a pooler; of clients 500 x 10 = 5,000, which is less.
    expect(needed(user(45), ledger({ queriesPerRequest: 0.1 }))?.cells).toBe(1);
    // 500 x 40 = 20,000 of clients: now the 5,850 count.
    const many = { ...user(45), capacity: { ...user(45).capacity, connections: 40 } };
    expect(needed(many, ledger({ queriesPerRequest: 0.1 }))?.cells).toBe(2);
  });

  it("keep a cache within the largest node", () => {
    // 100,000 x 25 = 2,500,000 operations/s by a million.
    const sessions = [{ name: "sessions", engine: "redis", load: { operationsPerRequest: 25 } }];
    expect(needed(api({ requestsPerSecond: 200 }, { uses: ["sessions"] }), sessions)?.cells).toBe(3);
  });

  it("are fifty at most, and say when that is too few", () => {
    // 100,000 ÷ 1 = 100,000 targets; fifty groups of 1,000 hold half.
    expect(needed(api({ requestsPerSecond: 1 }))).toEqual({
      cells: 50,
      fits: false,
      reason: "even with 50 cells the target group of api would need 2,000 targets, and AWS allows 1,000",
    });
  });
});
