import { figure } from "../../../model/capacity/figures";
import { isConsumer } from "../../../model/capacity/queue-sides";
import { copyUnit } from "../../../model/capacity/tasks";
import type { Service } from "../../../model/plan";
import { computeCosts, copiesPaid, gigabytesOf, vcpusOf } from "../compute-costs";
import { HOURS_PER_MONTH, usdExact } from "../cost-line";
import type { SavingsContext, SavingsLever } from "./savings-lever";

/**
 * Percent off a Compute Savings Plan of one year without upfront payment, for Fargate (Savings Plans pricing: 0.0324 USD
 * in place of 0.04048 for a vCPU hour). Instances and three years save more.
 */
const SAVINGS_PLAN_PERCENT = 20;

/** Percent that Fargate Spot saves at most; the price moves with supply (AWS Fargate pricing). */
const SPOT_PERCENT = 70;

/** Hours a day that a night is taken to last. */
const NIGHT_HOURS = 10;

/** What always runs is committed to; the rest stays on demand. */
export function savingsPlan({ floor }: SavingsContext): readonly SavingsLever[] {
  const base = floor.lines.filter(({ part }) => part === "compute").reduce((sum, { usd }) => sum + (usd ?? 0), 0);
  if (base === 0) return [];
  return [
    {
      name: "Compute Savings Plan for what always runs",
      what: "Commit to the minimum of all services for a year, without upfront payment. It is paid whether it is used or not.",
      arithmetic: `${figure(base)} USD of compute without traffic x ${SAVINGS_PLAN_PERCENT} %`,
      usd: (base * SAVINGS_PLAN_PERCENT) / 100,
      bound: "about",
      key: null,
    },
  ];
}

/** Workers of a queue lose nothing when a task is taken away: the message comes back. */
export function spotWorkers({ plan, book, load, when }: SavingsContext): readonly SavingsLever[] {
  const queues = new Set(plan.stores.flatMap(({ engine, name }) => (engine === "sqs" ? [name] : [])));
  const workers = plan.services.filter(
    (service) =>
      service.runtime === "ecs-fargate" && isConsumer(service) && service.uses.some((name) => queues.has(name)),
  );
  const usd = costOf(computeCosts(workers, load, book));
  if (workers.length === 0 || usd === 0) return [];
  return [
    {
      name: "Fargate Spot for workers of queues",
      what: `${workers.map(({ name }) => name).join(", ")}: AWS takes tasks back with two minutes' notice, and their messages come again. opsplan runs on-demand tasks: it has no key for this yet.`,
      arithmetic: `${figure(usd)} USD ${when} x ${SPOT_PERCENT} %`,
      usd: (usd * SPOT_PERCENT) / 100,
      bound: "at most",
      key: null,
    },
  ];
}

/** The same tasks on Graviton. */
export function graviton({ plan, book, load, when }: SavingsContext): readonly SavingsLever[] {
  const tasks = plan.services.filter(({ runtime }) => runtime === "ecs-fargate");
  const vcpus = tasks.reduce((sum, service) => sum + copiesPaid(service, load) * vcpusOf(service), 0);
  const gigabytes = tasks.reduce((sum, service) => sum + copiesPaid(service, load) * gigabytesOf(service), 0);
  const price = (name: string) => book.price(name)?.usd ?? 0;
  const vcpu = price("fargate-vcpu-hour") - price("fargate-arm-vcpu-hour");
  const gigabyte = price("fargate-gb-hour") - price("fargate-arm-gb-hour");
  const usd = (vcpus * vcpu + gigabytes * gigabyte) * HOURS_PER_MONTH;
  if (usd <= 0) return [];
  return [
    {
      name: "Graviton for Fargate tasks",
      what: "Images have to be built for arm64 and tested there. opsplan runs x86 tasks: it has no key for this yet.",
      arithmetic: `${when}: (${figure(vcpus)} vCPU x ${usdExact(vcpu)} + ${figure(gigabytes)} GB x ${usdExact(gigabyte)}) x ${HOURS_PER_MONTH} h`,
      usd,
      bound: "about",
      key: null,
    },
  ];
}

/** Half of the minimum through the night, for services whose bounds no schedule moves. */
export function nights({ plan, floor }: SavingsContext): readonly SavingsLever[] {
  return plan.services.flatMap((service) => {
    const line = floor.lines.find(({ part, what }) => part === "compute" && what === service.name);
    const usd = line?.usd ?? 0;
    const spared = sparedAtNight(service);
    if (usd === 0 || spared === 0) return [];
    const { min } = service.scaling;
    return [
      {
        name: `Scheduled scale-down of ${service.name}`,
        what: `Let it fall to ${min - spared} ${copyUnit(service)} for ${NIGHT_HOURS} hours of the night: set scaling.min to ${min - spared}, and a schedule that raises it to ${min} in the morning. A zone's loss at night then takes a larger share.`,
        arithmetic: `${figure(usd)} USD x ${spared} of ${min} x ${NIGHT_HOURS} ÷ 24 h`,
        usd: (((usd * spared) / min) * NIGHT_HOURS) / 24,
        bound: "about" as const,
        key: `services.${service.name}.scaling.schedules`,
      },
    ];
  });
}

/** Two copies stay, so that one may fail. */
function sparedAtNight({ scaling: { min, schedules } }: Service): number {
  return schedules.length > 0 ? 0 : Math.max(min - Math.max(Math.ceil(min / 2), 2), 0);
}

function costOf(lines: readonly { readonly usd: number | null }[]): number {
  return lines.reduce((sum, { usd }) => sum + (usd ?? 0), 0);
}
