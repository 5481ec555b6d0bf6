import type { HandlesOf } from "../../evidence/evidence";
import type { AuroraStore, DynamodbStore } from "../../model/plan";
import {
  backPressureStatus,
  proxyMetric,
  proxyStatus,
  readerScalingStatus,
  setBackPressure,
  setReaders,
  setWarmPool,
  warmPoolStatus,
  warmTable,
} from "../commands/scaling-commands";
import { tableStatus } from "../commands/table-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "./steps";
import type { QueueTarget, ServiceTarget, TableTarget } from "./targets";

/** Aurora's most readers (Aurora user guide, "Aurora Replicas"). */
const MOST_READERS = 15;

/** DynamoDB's own warm throughput of a new on-demand table, where the plan sets none. */
const NEW_TABLE = { reads: 12_000, writes: 4000 };

export function warmPoolStateSteps({ service, group }: ServiceTarget, region: string): readonly Item[] {
  if (group === null || service.scaling.warmPool === null) return [];
  return [
    step("Instances that are prepared: none of them is left when the pool is empty.", warmPoolStatus(group, region)),
  ];
}

export function growWarmPoolSteps({ service, group }: ServiceTarget, region: string): readonly Item[] {
  const { warmPool, min, max } = service.scaling;
  if (group === null || warmPool === null) return [];
  const larger = { ...warmPool, min: Math.min(Math.max(warmPool.min * 2, 1), max - min), max };
  return [
    step(
      `Prepare more instances: at least ${larger.min} instead of ${warmPool.min}. They are ready in some minutes.`,
      setWarmPool(group, larger, region),
    ),
  ];
}

export function shrinkWarmPoolSteps({ service, group }: ServiceTarget, region: string): readonly Item[] {
  const { warmPool } = service.scaling;
  if (group === null || warmPool === null) return [];
  return [step("Put the warm pool of the plan back.", setWarmPool(group, warmPool, region))];
}

/** What the readers of a database scale by; null where their number stays. */
export function readerTarget({ name }: AuroraStore, { index }: EmitContext): HandlesOf<"scaling-target"> | null {
  return index.oneByRole("scaling-target", name)?.handles ?? null;
}

export function readerStateSteps(store: AuroraStore, context: EmitContext): readonly Item[] {
  const target = readerTarget(store, context);
  if (target === null) return [];
  return [step("Bounds of the readers, and what scaling did last.", readerScalingStatus(target, context.region))];
}

export function growReaderCountSteps(store: AuroraStore, context: EmitContext): readonly Item[] {
  const target = readerTarget(store, context);
  if (target === null || store.readerScaling === undefined) return [];
  const { max } = store.readerScaling;
  const least = Math.min(store.readers + 1, MOST_READERS);
  return [
    step(
      [
        `Add a reader now, by a minimum of ${least} instead of ${store.readers}. It takes some minutes, and helps statements that services send to `,
        inlineCode("READER_HOST"),
        " alone.",
      ],
      setReaders(target, least, Math.max(max, least), context.region),
    ),
  ];
}

export function shrinkReaderCountSteps(store: AuroraStore, context: EmitContext): readonly Item[] {
  const target = readerTarget(store, context);
  if (target === null || store.readerScaling === undefined) return [];
  return [
    step(
      [
        "Put the bounds of the plan back. Scaling removes what it added, named ",
        inlineCode("application-autoscaling-…"),
        "; Terraform knows nothing of those.",
      ],
      setReaders(target, store.readers, store.readerScaling.max, context.region),
    ),
  ];
}

/** Name of the proxy before a database; null where services connect to the cluster. */
export function proxyOf({ name }: AuroraStore, { index }: EmitContext): string | null {
  return index.oneByRole("database-proxy", name)?.handles.proxy ?? null;
}

export function proxyStateSteps(store: AuroraStore, context: EmitContext): readonly Item[] {
  const proxy = proxyOf(store, context);
  if (proxy === null) return [];
  const { region } = context;
  return [
    step("The proxy that services connect to, and whether it reaches the database.", proxyStatus(proxy, region)),
    step(
      "How long clients wait for a connection, in microseconds.",
      proxyMetric(proxy, "DatabaseConnectionsBorrowLatency", "Average", region),
    ),
    step(
      "Connections of clients, those that the proxy has opened, and the most that it may open.",
      proxyMetric(proxy, "ClientConnections", "Sum", region),
      proxyMetric(proxy, "DatabaseConnections", "Sum", region),
      proxyMetric(proxy, "MaxDatabaseConnectionsAllowed", "Sum", region),
    ),
    step(
      "Sessions that keep a connection to themselves: settings of a session, temporary tables and locks that outlive a transaction pin it.",
      proxyMetric(proxy, "DatabaseConnectionsCurrentlySessionPinned", "Sum", region),
    ),
  ];
}

export function growTableSteps({ store, table }: TableTarget, region: string): readonly Item[] {
  const { reads, writes } = warmOf(store);
  return [
    step("Throughput that the table is warm for.", tableStatus(table, region)),
    step(
      `Before a peak that is more than twice the last one: warm it for ${reads * 2} reads and ${writes * 2} writes a second. It is charged once and stays.`,
      warmTable(table, reads * 2, writes * 2, region),
    ),
  ];
}

function warmOf({ throughput: { warmReads = NEW_TABLE.reads, warmWrites = NEW_TABLE.writes } }: DynamodbStore) {
  return { reads: warmReads, writes: warmWrites };
}

function parameterOf({ store }: QueueTarget, { index }: EmitContext): string | null {
  return index.oneByRole("back-pressure-parameter", store.name)?.handles.parameter ?? null;
}

export function backPressureSteps(target: QueueTarget, context: EmitContext): readonly Item[] {
  const parameter = parameterOf(target, context);
  if (parameter === null) return [];
  return [
    step(
      "Whether producers are told to hold back. It follows the alarm message-age, both ways.",
      backPressureStatus(parameter, context.region),
    ),
  ];
}

export function holdBackSteps(target: QueueTarget, context: EmitContext): readonly Item[] {
  const parameter = parameterOf(target, context);
  if (parameter === null) return [];
  return [
    step(
      "Tell producers to hold back before the alarm does. It lasts until the alarm changes next.",
      setBackPressure(parameter, "on", context.region),
    ),
    step(
      "Or let them send in spite of it, while losing what they send would be worse than being late.",
      setBackPressure(parameter, "off", context.region),
    ),
  ];
}

export function letSendSteps(target: QueueTarget, context: EmitContext): readonly Item[] {
  const parameter = parameterOf(target, context);
  if (parameter === null) return [];
  return [step("Let producers send again.", setBackPressure(parameter, "off", context.region))];
}
