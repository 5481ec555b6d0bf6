import { headroom } from "../../../src/model/capacity/bottlenecks";
import { cacheNode, cacheNodeFor } from "../../../src/model/capacity/cache-nodes";
import { capacityModel } from "../../../src/model/capacity/capacity-model";
import { unitsForConnections } from "../../../src/model/capacity/database-connections";
import type { CapacitySubject, Demand } from "../../../src/model/capacity/demand";
import { standardVcpus } from "../../../src/model/capacity/instance-vcpus";
import { quotaDemands } from "../../../src/model/capacity/quota-needs";
import { grantedQuota } from "../../../src/model/capacity/quotas";
import { zoneLosses } from "../../../src/model/capacity/zone-loss";
import { capacitySubject } from "../../support/capacity-subject";

/** 1,000 users x 6 a minute ÷ 60 = 100 requests/s, 300 at the target. */
const CAPACITY = { currentPeakUsers: 1000, growth: "3x" };
const API = { name: "api", port: 8080, scaling: { max: 20 }, capacity: { requestsPerSecond: 20 } };

function modelOf(subject: CapacitySubject) {
  const model = capacityModel(subject);
  if (model === null) throw new Error("the plan names no users to carry");
  return model;
}

function demandOf(subject: CapacitySubject, name: string, unit: string): Demand {
  const found = modelOf(subject).target.demands.find((demand) => demand.subject.name === name && demand.unit === unit);
  if (found === undefined) throw new Error(`no ${unit} of ${name}`);
  return found;
}

describe("levels", () => {
  const multiples = (growth: string) =>
    modelOf(capacitySubject({ capacity: { ...CAPACITY, growth }, services: [API] })).levels.map(
      ({ multiple }) => multiple,
    );

  it("are four and the target, rising, each once", () => {
    expect(multiples("3x")).toEqual([1, 2, 3, 5, 10]);
    expect(multiples("5x")).toEqual([1, 2, 5, 10]);
    expect(multiples("40x")).toEqual([1, 2, 5, 10, 40]);
  });
});

describe("a service", () => {
  it("needs what throughput or Little's law asks for, whichever is more", () => {
    // 300/s ÷ 20 = 15. 300/s x 1.2 s = 360 in work ÷ (30 x 60 %) = 20.
    const slow = { ...API, capacity: { ...API.capacity, responseTime: "1.2s", concurrency: 30 } };
    const needed = (service: object) =>
      demandOf(capacitySubject({ capacity: CAPACITY, services: [{ ...API, ...service }] }), "api", "tasks").needed;
    expect(needed(API)).toBe(15);
    expect(needed(slow)).toBe(20);
    expect(needed({ ...slow, capacity: { responseTime: "1.2s", concurrency: 30 } })).toBe(20);
  });

  it("is not charged another task for what binary fractions add", () => {
    // 300 x 0.07 is 21.000000000000004 in binary.
    const exact = { ...API, capacity: { requestShare: 0.07, requestsPerSecond: 21 } };
    expect(demandOf(capacitySubject({ capacity: CAPACITY, services: [exact] }), "api", "tasks").needed).toBe(1);
  });

  it("is unknown without numbers, and counts with its maximum where others depend on it", () => {
    const { name, port, scaling } = API;
    const subject = capacitySubject({
      capacity: CAPACITY,
      services: [{ name, port, scaling, capacity: { connections: 7 }, uses: ["ledger"] }],
      dataStores: [{ name: "ledger", engine: "aurora-postgresql" }],
    });
    expect(modelOf(subject).unknown).toEqual([{ name: "api", key: "services.api.capacity.requestsPerSecond" }]);
    expect(modelOf(subject).target.demands.filter(({ resource }) => resource === "tasks")).toEqual([]);
    expect(demandOf(subject, "ledger", "connections")).toMatchObject({
      needed: 140,
      arithmetic: "20 api x 7 = 140 connections of clients",
    });
  });
});

describe("a database", () => {
  const uses = { ...API, uses: ["ledger"] };
  const subject = (store: object) =>
    capacitySubject({
      capacity: CAPACITY,
      services: [uses],
      dataStores: [{ name: "ledger", engine: "aurora-postgresql", ...store }],
    });

  it("answers reads by its readers, and by the writer when it has none", () => {
    // 300/s x 2 = 600 queries/s; 20 % write, by 250 a unit: 0.48. All of them: 2.4.
    expect(demandOf(subject({}), "ledger", "ACU of the writer")).toMatchObject({ needed: 0.5, limit: 8 });
    expect(demandOf(subject({}), "ledger", "ACU of readers")).toMatchObject({
      needed: 2,
      limit: 8,
      limitKey: "dataStores.ledger.readers",
    });
    expect(demandOf(subject({ readers: 0 }), "ledger", "ACU of the writer").needed).toBe(2.5);
    expect(demandOf(subject({ readerScaling: { max: 3 } }), "ledger", "ACU of readers")).toMatchObject({
      limit: 24,
      limitKey: "dataStores.ledger.readerScaling.max",
    });
  });

  it("is spared connections by a pooler, but never holds more than its clients do", () => {
    // 15 tasks x 10 = 150 of clients. In work: 300/s x 0.1 s = 30, x 1.3 = 39.
    expect(demandOf(subject({ pooler: "none" }), "ledger", "connections").needed).toBe(150);
    expect(demandOf(subject({ pooler: "rds-proxy" }), "ledger", "connections").needed).toBe(39);
    // 20 tasks at most x 10 = 200 fit in the 1,668 of 8 units, so `auto` has none.
    expect(demandOf(subject({}), "ledger", "connections")).toMatchObject({ needed: 150, limit: 1668 });
    const held = capacitySubject({
      capacity: CAPACITY,
      services: [{ ...uses, capacity: { ...API.capacity, connections: 2 } }],
      dataStores: [{ name: "ledger", engine: "aurora-postgresql", pooler: "rds-proxy" }],
    });
    expect(demandOf(held, "ledger", "connections").needed).toBe(30);
  });

  it("takes more connections by a larger maximum, up to AWS's own", () => {
    expect(unitsForConnections(1668, 2)).toBe(8);
    expect(unitsForConnections(1669, 2)).toBe(8.5);
    expect(unitsForConnections(5000, 2)).toBe(24);
    expect(unitsForConnections(2001, 0.5)).toBeNull();
    expect(unitsForConnections(5001, 2)).toBeNull();
  });
});

describe("a cache", () => {
  it("knows nodes by AWS's table, a quarter kept back", () => {
    expect(cacheNode("cache.r7g.large")).toEqual({ operations: 100_000, memory: 14_037_181_030 * 0.75 });
    expect(cacheNode("cache.t4g.small")?.operations).toBe(20_000);
    expect(cacheNode("cache.x9z.large")).toBeNull();
  });

  it("names the least node that carries both", () => {
    expect(cacheNodeFor(30_000, 1)).toBe("cache.r7g.large");
    expect(cacheNodeFor(100_001, 1)).toBe("cache.r7g.xlarge");
    // 0.75 x 28,261,849,702 bytes are the most of an xlarge.
    expect(cacheNodeFor(1, 21_196_387_277)).toBe("cache.r7g.2xlarge");
    expect(cacheNodeFor(1_000_001, 1)).toBeNull();
  });

  it("holds the users of its own cell", () => {
    const memory = (cells: number) =>
      demandOf(
        capacitySubject({
          capacity: { ...CAPACITY, cells },
          services: [{ ...API, uses: ["sessions"] }],
          dataStores: [{ name: "sessions", engine: "redis", load: { memoryPerUser: 1024 } }],
        }),
        "sessions",
        "MiB",
      ).needed;
    // 3,000 users x 1 MiB, by one or three cells.
    expect([memory(1), memory(3)]).toEqual([3000, 1000]);
  });

  it("is unknown, not unbounded by accident, with a node type that the table lacks", () => {
    const subject = capacitySubject({
      capacity: CAPACITY,
      services: [{ ...API, uses: ["sessions"] }],
      dataStores: [{ name: "sessions", engine: "redis", nodeType: "cache.x9z.large" }],
    });
    expect(demandOf(subject, "sessions", "operations/s").limit).toBeNull();
    expect(modelOf(subject).unknown).toEqual([{ name: "sessions", key: "dataStores.sessions.nodeType" }]);
  });
});

describe("a table", () => {
  const subject = (throughput: object, grantedQuotas = {}) =>
    capacitySubject({
      capacity: { ...CAPACITY, grantedQuotas },
      services: [{ ...API, uses: ["events"] }],
      dataStores: [{ name: "events", engine: "dynamodb", throughput }],
    });
  const reads = (found: CapacitySubject) => demandOf(found, "events", "read units/s");

  it("is bounded by its own maximum, else by the account's quota", () => {
    expect(reads(subject({}))).toMatchObject({ needed: 300, limit: 40_000, limitKey: null });
    expect(reads(subject({}, { "L-CF0CBE56": 120_000 })).limit).toBe(120_000);
    expect(reads(subject({ maxReads: 400 }))).toMatchObject({
      limit: 400,
      limitKey: "dataStores.events.throughput.maxReads",
    });
  });

  it("names the quota once: beside a maximum of the table's own", () => {
    const quotas = (throughput: object) =>
      modelOf(subject(throughput)).target.demands.filter(({ subject: { name } }) => name.startsWith("Table-level"));
    expect(quotas({})).toEqual([]);
    expect(quotas({ maxReads: 400 }).map(({ needed, limit }) => [needed, limit])).toEqual([[300, 40_000]]);
    expect(quotaDemands(subject({})).map(({ quota }) => quota.key)).toContain("table-reads");
  });
});

describe("a queue", () => {
  const producer = { ...API, uses: ["jobs"] };
  const worker = (capacity: object) => ({ name: "worker", scaling: { max: 4 }, capacity, uses: ["jobs"] });
  const subject = (store: object, capacity: object) =>
    capacitySubject({
      capacity: CAPACITY,
      services: [producer, worker(capacity)],
      dataStores: [{ name: "jobs", engine: "sqs", load: { messagesPerRequest: 0.5 }, ...store }],
    });

  it("gets what producers send, and is emptied by its readers at their maximum", () => {
    // 300/s x 0.5 = 150/s; 4 x 50 = 200/s; 150/s x 2 s = 300 in flight.
    const found = subject({}, { requestsPerSecond: 50, responseTime: "2s" });
    expect(demandOf(found, "jobs", "messages/s")).toMatchObject({
      needed: 150,
      limit: 200,
      limitKey: "services.worker.scaling.max",
    });
    expect(demandOf(found, "jobs", "messages in flight")).toMatchObject({ needed: 300, limit: 120_000 });
    // The reader's own share follows from what is sent: 150/s ÷ 50 = 3.
    expect(demandOf(found, "worker", "tasks").needed).toBe(3);
  });

  it("is bounded by SQS alone where nobody knows its readers, and FIFO by its own rate", () => {
    expect(demandOf(subject({}, {}), "jobs", "messages/s").limit).toBeNull();
    expect(demandOf(subject({ fifo: true }, {}), "jobs", "messages/s").limit).toBe(2400);
    expect(demandOf(subject({ fifo: true }, { requestsPerSecond: 1000 }), "jobs", "messages/s")).toMatchObject({
      limit: 2400,
      limitKey: null,
    });
  });
});

describe("the network", () => {
  it("shares what leaves between its gateways", () => {
    const open = (network: Readonly<Record<string, unknown>>) =>
      demandOf(capacitySubject({ capacity: CAPACITY, services: [API], network }), "NAT gateways", "connections");
    // 300/s x 100 ms = 30 open.
    expect(open({ zones: 3 })).toMatchObject({ needed: 10, limit: 55_000, limitKey: null });
    expect(open({ zones: 3, natGateways: "single" })).toMatchObject({ needed: 30, limitKey: "network.natGateways" });
  });

  it("says nothing of gateways that are not the plan's", () => {
    const subnets = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"];
    const existing = {
      vpcId: "vpc-0a1b2c3d",
      publicSubnetIds: subnets,
      privateSubnetIds: subnets,
      isolatedSubnetIds: subnets,
    };
    const subject = capacitySubject({ capacity: CAPACITY, services: [API], network: { existing } });
    expect(modelOf(subject).target.demands.some(({ subject: { name } }) => name === "NAT gateways")).toBe(false);
    // 15 tasks on two subnets, 8 of them lost: 60 % x 15 ÷ 7.
    expect(zoneLosses(subject)).toMatchObject([{ zones: 2, left: 7, utilisation: 128.57 }]);
  });
});

describe("quotas", () => {
  it("are AWS's unless the plan says what was granted", () => {
    expect(grantedQuota("fargate-vcpus", null)).toBe(6);
    expect(grantedQuota("fargate-vcpus", { grantedQuotas: { "L-3032A538": 4000 } })).toBe(4000);
  });

  it.each([
    ["m7g.large", 2],
    ["c7g.medium", 1],
    ["t4g.nano", 2],
    ["t3.2xlarge", 8],
    ["r7i.24xlarge", 96],
    ["im4gn.xlarge", 4],
    ["g5.xlarge", null],
    ["p4d.24xlarge", null],
    ["inf2.xlarge", null],
    ["hpc7g.16xlarge", null],
    ["m7i.metal-24xl", null],
  ])("count vCPUs of standard instances: %s", (type, expected) => {
    expect(standardVcpus(type)).toBe(expected);
  });
});

it("tells headroom as a share of the limit", () => {
  expect(headroom({ needed: 75, limit: 100 })).toBe(0.25);
  expect(headroom({ needed: 150, limit: 100 })).toBe(-0.5);
  expect(headroom({ needed: 1, limit: null })).toBeNull();
});

it("is null without users to carry", () => {
  expect(capacityModel({ ...capacitySubject({ capacity: CAPACITY, services: [API] }), capacity: null })).toBeNull();
});
