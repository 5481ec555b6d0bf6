import type { DataStore } from "../../src/model/plan";
import type { RecoveryPattern } from "../../src/model/recovery";
import { standbyStore } from "../../src/model/standby-store";
import { percentage } from "../../src/model/units/percentage";
import { blueprintPlan } from "../support/blueprint-plan";

const plan = blueprintPlan("production", (tree) => {
  const [orders, sessions] = tree.dataStores;
  tree.dataStores = [
    { ...orders, capacity: { min: 12, max: 64 }, readers: 3 },
    { ...sessions, replicas: 4 },
    ...tree.dataStores.slice(2),
  ];
});

function standing(name: string, pattern: RecoveryPattern, percent: number): DataStore {
  const store = plan.stores.find((one) => one.name === name);
  if (store === undefined) throw new Error(name);
  return standbyStore(store, pattern, percentage(percent));
}

describe("a store in the recovery region", () => {
  it.each([
    ["pilot-light", 0, 0, 2],
    ["warm-standby", 25, 1, 3],
    ["warm-standby", 5, 1, 2],
    ["active-active", 100, 3, 12],
    ["backup-and-restore", 100, 3, 12],
  ] as const)("with %s at %i%% is a database of %i readers from %i units up", (pattern, percent, readers, min) => {
    expect(standing("orders", pattern, percent)).toMatchObject({ readers, capacity: { min, max: 64 } });
  });

  it("never starts above the primary's smallest capacity", () => {
    const [orders] = blueprintPlan("production", (tree) => {
      tree.dataStores[0].capacity = { min: 0.5, max: 8 };
    }).stores;
    if (orders === undefined) throw new Error("no store");
    for (const pattern of ["pilot-light", "warm-standby"] as const)
      expect(standbyStore(orders, pattern, percentage(25))).toMatchObject({ capacity: { min: 0.5, max: 8 } });
  });

  it.each([
    ["pilot-light", 0],
    ["warm-standby", 1],
    ["active-active", 4],
    ["backup-and-restore", 4],
  ] as const)("with %s is a cache of %i replicas", (pattern, replicas) => {
    expect(standing("sessions", pattern, 0)).toMatchObject({ replicas });
  });

  it("is as it is where it is paid by use", () => {
    expect(standing("catalog", "pilot-light", 0)).toBe(plan.stores.find(({ name }) => name === "catalog"));
  });
});
