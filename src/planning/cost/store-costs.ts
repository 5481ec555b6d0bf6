import { hasPooler } from "../../model/capacity/database-connections";
import { readerUnits, writerUnits } from "../../model/capacity/databases";
import { figure } from "../../model/capacity/figures";
import type { Load } from "../../model/capacity/need";
import { messageRate } from "../../model/capacity/queues";
import { tableUnits } from "../../model/capacity/tables";
import type { AuroraStore, DataStore, DynamodbStore, Plan, RedisStore, SqsStore } from "../../model/plan";
import type { PriceBook } from "../../model/prices/price-book";
import { nodePriceName } from "../../model/prices/price-names";
import { type CostLine, costLine, hourly, type Quantity, SECONDS_PER_MONTH } from "./cost-line";

/** RDS Proxy in front of Aurora Serverless v2 is paid for at least so many capacity units (Amazon RDS Proxy pricing). */
const LEAST_PROXY_UNITS = 8;

/** A message is sent, received and deleted, a request each; with batches it is fewer (Amazon SQS pricing). */
const CALLS_PER_MESSAGE = 3;

/** What the stores of a plan cost at a load, without what they keep: nobody has said how much that is. */
export function storeCosts(plan: Plan, load: Load, book: PriceBook): readonly CostLine[] {
  return plan.stores.flatMap((store) => ofStore(plan, store, load, book));
}

function ofStore(plan: Plan, store: DataStore, load: Load, book: PriceBook): readonly CostLine[] {
  switch (store.engine) {
    case "aurora-postgresql":
      return auroraLines(plan, store, load, book);
    case "redis":
      return [costLine(book, "cache", store.name, nodes(store))];
    case "dynamodb":
      return [costLine(book, "tables", store.name, units(plan, store, load))];
    case "sqs":
      return [costLine(book, "queues", store.name, [calls(plan, store, load)])];
    case "s3":
      return [];
  }
}

/** Capacity units of writer and readers together; each instance keeps at least the minimum. */
export function auroraUnits(plan: Plan, store: AuroraStore, load: Load): number {
  const { min } = store.capacity;
  return Math.max(writerUnits(plan, store, load), min) + Math.max(readerUnits(plan, store, load), min * store.readers);
}

function auroraLines(plan: Plan, store: AuroraStore, load: Load, book: PriceBook): readonly CostLine[] {
  const count = auroraUnits(plan, store, load);
  const database = costLine(book, "database", store.name, [hourly(count, `${figure(count)} ACU`, "aurora-acu-hour")]);
  if (!hasPooler(plan.services, store)) return [database];
  const pooled = Math.max(count, LEAST_PROXY_UNITS);
  return [
    database,
    costLine(book, "database", `RDS Proxy of ${store.name}`, [
      hourly(pooled, `${figure(pooled)} ACU`, "rds-proxy-acu-hour"),
    ]),
  ];
}

function nodes({ nodeType, replicas }: RedisStore): readonly Quantity[] {
  return [hourly(1 + replicas, `${1 + replicas} nodes ${nodeType}`, nodePriceName(nodeType))];
}

function units(plan: Plan, store: DynamodbStore, load: Load): readonly Quantity[] {
  return (["reads", "writes"] as const).map((direction) => {
    const millions = (tableUnits(plan, store, direction, load) * SECONDS_PER_MONTH) / 1e6;
    return {
      amount: millions,
      words: `${figure(millions)} million ${direction}`,
      price: direction === "reads" ? "dynamodb-read-million" : "dynamodb-write-million",
    };
  });
}

function calls(plan: Plan, store: SqsStore, load: Load): Quantity {
  const millions = (messageRate(plan, store, load) * SECONDS_PER_MONTH) / 1e6;
  return {
    amount: millions * CALLS_PER_MESSAGE,
    words: `${figure(millions)} million messages x ${CALLS_PER_MESSAGE} requests`,
    price: store.fifo ? "sqs-fifo-million" : "sqs-million",
  };
}
