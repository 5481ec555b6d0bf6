import { Testing } from "cdktf";
import { storeStatements } from "../../../src/constructs/compute/store-access";
import { storeEnvironment } from "../../../src/constructs/compute/store-environment";
import type { AuroraOutputs, SqsOutputs, StoreOutputs } from "../../../src/constructs/core/stack-outputs";
import { blueprintPlan } from "../../support/blueprint-plan";
import { dataInputs } from "../../support/stack-inputs";

const plan = blueprintPlan("production");
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/data";

function storeOf(name: string): StoreOutputs {
  const store = dataInputs(plan).stores.get(name);
  if (store === undefined) throw new Error(`no ${name}`);
  return store;
}

const direct = storeOf("orders") as AuroraOutputs;
const pooled: AuroraOutputs = {
  ...direct,
  proxy: {
    name: "orders-proxy",
    resourceId: "prx-0123",
    securityGroupId: "sg-proxy",
    endpoint: "proxy.example",
    readerEndpoint: "readers.example",
  },
};
const held: SqsOutputs = {
  ...(storeOf("order-events") as SqsOutputs),
  backPressure: {
    parameterName: "/opsplan/shop/back-pressure",
    parameterArn: "arn:aws:ssm:eu-west-1:111122223333:parameter/opsplan/shop/back-pressure",
    producers: ["checkout"],
  },
};

beforeAll(() => Testing.app());

describe("a service of a database", () => {
  it("is told of the cluster, and may sign in to it", () => {
    expect(storeEnvironment({ stores: [] }, { name: "checkout", cell: null }, [direct])).toMatchObject({
      ORDERS_HOST: "writer",
      ORDERS_READER_HOST: "reader",
    });
    expect(storeStatements(plan, "checkout", [direct], KEY, "vpc-1")).toMatchObject([
      { Resource: "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-1/checkout" },
    ]);
  });

  it("is told of the proxy in its place, and may not go past it", () => {
    expect(storeEnvironment({ stores: [] }, { name: "checkout", cell: null }, [pooled])).toMatchObject({
      ORDERS_HOST: "proxy.example",
      ORDERS_READER_HOST: "readers.example",
      ORDERS_PORT: "5432",
      ORDERS_USER: "checkout",
    });
    const statements = storeStatements(plan, "checkout", [pooled], KEY, "vpc-1");
    expect(statements).toMatchObject([{ Resource: "arn:aws:rds-db:eu-west-1:111122223333:dbuser:prx-0123/checkout" }]);
    expect(JSON.stringify(statements)).not.toContain("cluster-1");
  });
});

describe("a producer of a queue", () => {
  it("reads the queue's parameter and no other, from wherever Systems Manager is reached", () => {
    expect(storeEnvironment({ stores: [] }, { name: "checkout", cell: null }, [held])).toEqual({
      ORDER_EVENTS_QUEUE_URL: held.queueUrl,
      ORDER_EVENTS_BACK_PRESSURE_PARAMETER: "/opsplan/shop/back-pressure",
    });
    const read = storeStatements(plan, "checkout", [held], KEY, "vpc-1").filter(({ Action }) =>
      String(Action).startsWith("ssm"),
    );
    expect(read).toEqual([
      {
        Sid: "BackPressureOrderEvents",
        Action: "ssm:GetParameter",
        Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/opsplan/shop/back-pressure",
      },
    ]);
  });

  it("is not who only receives", () => {
    expect(storeEnvironment({ stores: [] }, { name: "fulfilment", cell: null }, [held])).toEqual({
      ORDER_EVENTS_QUEUE_URL: held.queueUrl,
    });
    expect(JSON.stringify(storeStatements(plan, "fulfilment", [held], KEY, "vpc-1"))).not.toContain("ssm:");
  });
});
