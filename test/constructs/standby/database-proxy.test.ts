import type { AuroraOutputs } from "../../../src/constructs/core/stack-outputs";
import { type Json, synthStores } from "../../support/standby-data";

function withProxy(tree: Json): void {
  const orders = tree.dataStores.find(({ name }: Json) => name === "orders");
  Object.assign(orders, { pooler: "rds-proxy", readers: 2, readerScaling: { max: 4 } });
}

const pilot = synthStores("pilot-light", withProxy);
const warm = synthStores("warm-standby", withProxy);
const cold = synthStores("backup-and-restore", withProxy);

describe("a proxy in the recovery region", () => {
  it.each([
    ["pilot-light", pilot],
    ["warm-standby", warm],
    ["backup-and-restore", cold],
  ])("stands before the cluster of %s, under a name of its own", (_, { standby, outputs }) => {
    const proxies = standby.resource.aws_db_proxy;
    expect(Object.keys(proxies)).toEqual(["store_orders_database_proxy_proxy"]);
    expect(proxies.store_orders_database_proxy_proxy.name).toBe("shop-production-recovery-orders-proxy");
    expect((outputs.stores.get("orders") as AuroraOutputs).proxy?.name).toBe("shop-production-recovery-orders-proxy");
  });

  it("signs in to the cluster that it stands before", () => {
    const { policy } = pilot.standby.resource.aws_iam_role_policy.store_orders_database_proxy_policy;
    const [statement] = JSON.parse(policy).Statement;
    for (const user of statement.Resource) {
      expect(user).toContain(
        "rds-db:eu-central-1:111122223333:dbuser:${aws_rds_cluster.store_orders_database_cluster.cluster_resource_id}/",
      );
    }
  });

  it("leads reads to the writer to be where the standby has no reader", () => {
    expect(pilot.standby.resource.aws_db_proxy_endpoint).toBeUndefined();
    expect(Object.keys(warm.standby.resource.aws_db_proxy_endpoint)).toHaveLength(1);
  });

  it("has readers that scale only where its cluster does not follow", () => {
    expect(pilot.standby.resource.aws_appautoscaling_target).toBeUndefined();
    expect(warm.standby.resource.aws_appautoscaling_target).toBeUndefined();
    expect(Object.keys(cold.standby.resource.aws_appautoscaling_target)).toEqual(["store_orders_database_readers"]);
    expect(Object.keys(pilot.data.resource.aws_appautoscaling_target)).toEqual(["orders_readers"]);
  });
});
