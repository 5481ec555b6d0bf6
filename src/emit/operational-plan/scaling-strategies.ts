import type { Capability } from "../../model/capabilities";
import { queueSides } from "../../model/capacity/queue-sides";
import type { DataStore, Service } from "../../model/plan";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import type { EmitContext } from "../emit-context";
import { addressCell } from "../markdown/addresses";
import { type Block, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode } from "../markdown/inline";

/** How each tier below and around the services takes more load. */
export function scalingStrategies(context: EmitContext): readonly Block[] {
  const { plan } = context;
  const rows = [
    ...plan.services.flatMap((service) => poolRow(context, service)),
    ...plan.stores.map((store) => storeRow(context, store)),
    ...edgeRows(context),
  ];
  if (rows.length === 0) return [];
  const databases = plan.stores.filter(({ engine }) => engine === "aurora-postgresql");
  return [
    paragraph("Beside the services themselves:"),
    table(["Tier", "Member", "Strategy", "Generated"], rows),
    ...(databases.length === 0 ? [] : [splitWords()]),
  ];
}

type Row = readonly Content[];

function poolRow(context: EmitContext, { name, scaling }: Service): readonly Row[] {
  const { warmPool } = scaling;
  if (warmPool === null) return [];
  const back = warmPool.reuse ? "; instances go back to it when the group scales in" : "";
  return [
    [
      "compute",
      inlineCode(name),
      `Warm pool of at least ${warmPool.min} ${warmPool.state} instances, with those in service at most ${warmPool.max}${back}`,
      generated(context, name, ["warm-pool"]),
    ],
  ];
}

function storeRow(context: EmitContext, store: DataStore): Row {
  const [tier, capabilities, ...parts] = storeStrategy(context, store);
  return [tier, inlineCode(store.name), parts.join("; "), generated(context, store.name, capabilities)];
}

type Strategy = readonly [tier: string, capabilities: readonly Capability[], ...parts: readonly string[]];

function storeStrategy({ plan }: EmitContext, store: DataStore): Strategy {
  switch (store.engine) {
    case "aurora-postgresql": {
      const { capacity, readers, readerScaling, pooler } = store;
      return [
        "database",
        ["database", "reader-scaling", "connection-pooling", "read-write-split"],
        `Each instance grows from ${capacity.min} to ${capacity.max} capacity units by itself`,
        readerScaling === undefined
          ? `${readers} readers`
          : `${readers} to ${readerScaling.max} readers, by their mean CPU of ${formatPercentage(readerScaling.targetCpu)}`,
        pooler === "none" ? "services connect to the cluster" : "services share connections through RDS Proxy",
      ];
    }
    case "redis":
      return [
        "cache",
        ["cache"],
        `${store.replicas} replicas answer reads`,
        `grows by node type, now ${store.nodeType}`,
      ];
    case "dynamodb": {
      const { maxReads, maxWrites, warmReads, warmWrites } = store.throughput;
      return [
        "table",
        ["table"],
        "On demand, up to twice its earlier peak at once",
        ...pair("warm from the start for", warmReads, warmWrites),
        ...pair("never more than", maxReads, maxWrites),
      ];
    }
    case "sqs": {
      const { producers, consumers } = queueSides(plan.services, store);
      const names = producers.map(({ name }) => name).join(", ") || "nobody";
      const scaled = consumers.filter(({ scaling }) => scaling.messagesPerTask !== null);
      return [
        "queue",
        ["queue", "back-pressure"],
        scaled.length === 0
          ? "Takes whatever is sent"
          : scaled
              .map(({ name, scaling }) => `${name} grows by ${scaling.messagesPerTask} messages to a copy`)
              .join(", "),
        ...(store.backPressure
          ? [`while messages wait longer than ${formatDuration(store.maxAge)}, ${names} is told to hold back`]
          : []),
      ];
    }
    case "s3":
      return ["objects", ["object-storage"], "Scales by itself, by the prefix"];
  }
}

function pair(words: string, reads: number | undefined, writes: number | undefined): readonly string[] {
  const parts = [
    ...(reads === undefined ? [] : [`${reads} reads`]),
    ...(writes === undefined ? [] : [`${writes} writes`]),
  ];
  return parts.length === 0 ? [] : [`${words} ${parts.join(" and ")} a second`];
}

function edgeRows(context: EmitContext): readonly Row[] {
  const { edge } = context.plan;
  if (!edge.hasPublicEndpoint || !edge.cdn) return [];
  const strategy = [
    "HTTP/3, brotli and gzip",
    ...(edge.staticPaths.length === 0 ? [] : ["files kept for a day, or as long as they say, up to a year"]),
    ...edge.cachedPaths.map(({ path, ttl }) => `answers of ${path} kept ${formatDuration(ttl)}`),
    edge.originShield === null ? "regional caches ask the load balancer" : `origin shield in ${edge.originShield}`,
  ];
  return [["edge", "CloudFront", strategy.join("; "), generated(context, "edge", ["cdn"])]];
}

function splitWords(): Block {
  return paragraph(
    "A service finds each database in two variables, named after the store: ",
    ...codeList(["<STORE>_HOST"], ""),
    " takes every statement, ",
    ...codeList(["<STORE>_READER_HOST"], ""),
    " those that only read, a moment behind the other. With RDS Proxy both lead to it: its certificate is Amazon's own, so a service must trust the Amazon root certificates that its system comes with. For people the data stack has both as outputs, ",
    ...codeList(["<store>_writer_endpoint", "<store>_reader_endpoint"], ""),
    ".",
  );
}

function generated({ index }: EmitContext, subject: string, capabilities: readonly Capability[]): Content {
  const found = index
    .ofSubject(subject)
    .filter((resource) => capabilities.some((one) => resource.capabilities.includes(one)));
  return addressCell(found.map(({ address }) => address));
}
