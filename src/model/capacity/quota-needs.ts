import { mostReaders } from "./databases";
import type { CapacitySubject, LoadedService } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import { standardVcpus } from "./instance-vcpus";
import { type Load, loadAt, type Need } from "./need";
import { grantedQuota, QUOTA_KEYS, type QuotaKey, SERVICE_QUOTAS, type ServiceQuota } from "./quotas";
import { tableUnits } from "./tables";
import { copiesRunning } from "./tasks";

/** What the plan alone needs of a quota: other things in the account and region come on top. */
interface QuotaUse {
  readonly key: QuotaKey;
  readonly amount: (load: Load) => number;
  readonly arithmetic: (load: Load) => string;
}

/** Quotas that the plan's resources count against, as needs of the model; without those that are another need's limit. */
export function quotaNeeds(subject: CapacitySubject): readonly Need[] {
  const said = quotasOfOtherNeeds(subject);
  const uses = quotaUses(subject).filter(({ key }) => !said.includes(key));
  return uses.map(({ key, amount, arithmetic }) => ({
    subject: { kind: "plan", name: SERVICE_QUOTAS[key].name },
    resource: "quota",
    unit: SERVICE_QUOTAS[key].unit,
    limit: grantedQuota(key, subject.capacity),
    limitKey: null,
    amount,
    arithmetic,
  }));
}

/** Targets of the load balancer have no other limit, nor has a table without a maximum of its own. */
function quotasOfOtherNeeds({ stores }: CapacitySubject): readonly QuotaKey[] {
  const tables = stores.filter((store) => store.engine === "dynamodb");
  return [
    "targets-per-load-balancer",
    ...(tables.every(({ throughput }) => throughput.maxReads === undefined) ? (["table-reads"] as const) : []),
    ...(tables.every(({ throughput }) => throughput.maxWrites === undefined) ? (["table-writes"] as const) : []),
  ];
}

/** A quota with what the target needs of it. */
export interface QuotaDemand {
  readonly quota: ServiceQuota;
  /** At the target, rounded up. */
  readonly needed: number;
  /** What the account has, by the plan or by AWS's default. */
  readonly granted: number;
  readonly isShort: boolean;
  readonly arithmetic: string;
}

/** The quotas that the plan uses, with what the target needs; empty when the plan names no users to carry. */
export function quotaDemands(subject: CapacitySubject): readonly QuotaDemand[] {
  const { capacity } = subject;
  if (capacity === null) return [];
  const load = loadAt(capacity, capacity.growth);
  return quotaUses(subject).map(({ key, amount, arithmetic }) => {
    const needed = amount(load);
    const granted = grantedQuota(key, capacity);
    return { quota: SERVICE_QUOTAS[key], needed, granted, isShort: needed > granted, arithmetic: arithmetic(load) };
  });
}

function quotaUses(subject: CapacitySubject): readonly QuotaUse[] {
  const uses = [...computeUses(subject.services), ...targetUses(subject.services), ...storeUses(subject)];
  return QUOTA_KEYS.flatMap((key) => uses.filter((use) => use.key === key));
}

/** CPU units of Fargate to a vCPU. */
const UNITS_PER_VCPU = 1024;

function computeUses(services: readonly LoadedService[]): readonly QuotaUse[] {
  const tasks = services.filter(({ runtime }) => runtime === "ecs-fargate");
  const instances = services.filter(({ instanceType, runtime }) => {
    return runtime === "ec2-asg" && standardVcpus(instanceType) !== null;
  });
  return [
    ...summed("fargate-vcpus", tasks, ({ cpu }) => cpu / UNITS_PER_VCPU, "vCPU"),
    ...largest("tasks-per-service", tasks),
    ...summed("ec2-standard-vcpus", instances, ({ instanceType }) => standardVcpus(instanceType) ?? 0, "vCPU"),
    ...summed("network-interfaces", services, () => 1, "interface"),
  ];
}

function targetUses(services: readonly LoadedService[]): readonly QuotaUse[] {
  const targets = services.filter(({ exposure }) => exposure === "public");
  return [
    ...summed("targets-per-load-balancer", targets, () => 1, "target"),
    ...largest("targets-per-target-group", targets),
  ];
}

function storeUses(subject: CapacitySubject): readonly QuotaUse[] {
  const tables = subject.stores.filter((store) => store.engine === "dynamodb");
  const databases = subject.stores.filter((store) => store.engine === "aurora-postgresql");
  const instances = databases.reduce((sum, store) => sum + 1 + mostReaders(store), 0);
  return [
    ...(["reads", "writes"] as const).flatMap((direction) =>
      tables.length === 0
        ? []
        : {
            key: `table-${direction}` as const,
            amount: (load: Load) =>
              roundedUp(Math.max(...tables.map((table) => tableUnits(subject, table, direction, load)))),
            arithmetic: (load: Load) =>
              `the most of one table: ${tables
                .map((table) => `${table.name} ${figure(tableUnits(subject, table, direction, load))}/s`)
                .join(", ")}`,
          },
    ),
    ...(databases.length === 0
      ? []
      : [
          {
            key: "database-instances" as const,
            amount: () => instances,
            arithmetic: () =>
              `${databases.map((store) => `${store.name} 1 writer + ${mostReaders(store)} readers`).join(", ")}`,
          },
        ]),
  ];
}

/** All copies of the services, each by its size. */
function summed(
  key: QuotaKey,
  services: readonly LoadedService[],
  size: (service: LoadedService) => number,
  unit: string,
): readonly QuotaUse[] {
  if (services.length === 0) return [];
  return [
    {
      key,
      amount: (load) =>
        roundedUp(services.reduce((sum, service) => sum + copiesRunning(service, load) * size(service), 0)),
      arithmetic: (load) =>
        services
          .map(
            (service) => `${figure(copiesRunning(service, load))} ${service.name} x ${precise(size(service))} ${unit}`,
          )
          .join(" + "),
    },
  ];
}

/** The copies of the service that has most. */
function largest(key: QuotaKey, services: readonly LoadedService[]): readonly QuotaUse[] {
  if (services.length === 0) return [];
  return [
    {
      key,
      amount: (load) => Math.max(...services.map((service) => copiesRunning(service, load))),
      arithmetic: (load) =>
        `the most of one service: ${services
          .map((service) => `${service.name} ${figure(copiesRunning(service, load))}`)
          .join(", ")}`,
    },
  ];
}
