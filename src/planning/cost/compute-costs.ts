import { figure, precise } from "../../model/capacity/figures";
import type { Load } from "../../model/capacity/need";
import { copiesNeeded, copyUnit } from "../../model/capacity/tasks";
import type { Service } from "../../model/plan";
import type { PriceBook } from "../../model/prices/price-book";
import { instancePriceName } from "../../model/prices/price-names";
import { type CostLine, costLine, hourly, type Quantity } from "./cost-line";

const UNITS_PER_VCPU = 1024;
const MIB_PER_GB = 1024;

/** Copies that run at a load: never below the minimum, which stands for a service without numbers. */
export function copiesPaid(service: Service, load: Load): number {
  return Math.max(copiesNeeded(service, load) ?? 0, service.scaling.min);
}

/** Tasks and instances of every service. */
export function computeCosts(services: readonly Service[], load: Load, book: PriceBook): readonly CostLine[] {
  return services.map((service) => costLine(book, "compute", service.name, copies(service, copiesPaid(service, load))));
}

function copies(service: Service, count: number): readonly Quantity[] {
  const words = `${figure(count)} ${copyUnit(service)}`;
  if (service.runtime === "ec2-asg") {
    return [hourly(count, `${words} ${service.instanceType}`, instancePriceName(service.instanceType))];
  }
  const vcpus = vcpusOf(service);
  const gigabytes = gigabytesOf(service);
  return [
    hourly(count * vcpus, `${words} x ${precise(vcpus)} vCPU`, "fargate-vcpu-hour"),
    hourly(count * gigabytes, `${words} x ${precise(gigabytes)} GB`, "fargate-gb-hour"),
  ];
}

export function vcpusOf({ cpu }: Pick<Service, "cpu">): number {
  return cpu / UNITS_PER_VCPU;
}

export function gigabytesOf({ memory }: Pick<Service, "memory">): number {
  return memory / MIB_PER_GB;
}
