import { figure } from "../../model/capacity/figures";
import type { Load } from "../../model/capacity/need";
import { networkNeeds } from "../../model/capacity/network";
import { serviceRate } from "../../model/capacity/tasks";
import type { Plan } from "../../model/plan";
import type { PriceBook } from "../../model/prices/price-book";
import { type CostLine, costLine, hourly, type Quantity, SECONDS_PER_MONTH } from "./cost-line";
import type { Generated } from "./generated";

const BYTES_PER_KIB = 1024;
const GIGA = 1e9;

/** What stands between users and services: distribution, web ACL, load balancer, gateways and endpoints. */
export function pathCosts(plan: Plan, generated: Generated, load: Load, book: PriceBook): readonly CostLine[] {
  return [...edgeLines(plan, generated, load, book), ...networkLines(plan, generated, load, book)];
}

function edgeLines(plan: Plan, generated: Generated, load: Load, book: PriceBook): readonly CostLine[] {
  const requests = requestsPerSecond(plan, load) * SECONDS_PER_MONTH;
  const gigabytes = (bytesPerSecond(plan, load) * SECONDS_PER_MONTH) / GIGA;
  const millions = `${figure(requests / 1e6)} million requests`;
  const traffic: readonly CostLine[] = generated.distribution
    ? [
        costLine(book, "edge", "CloudFront", [
          ...tiers(gigabytes),
          { amount: requests / 1e4, words: `${millions} ÷ 10,000`, price: "cloudfront-requests-10k" },
        ]),
      ]
    : generated.loadBalancers === 0
      ? []
      : [
          costLine(book, "edge", "transfer out", [
            { amount: gigabytes, words: `${figure(gigabytes)} GB to users`, price: "transfer-out-gb" },
          ]),
        ];
  if (generated.webAcls === 0) return traffic;
  return [
    ...traffic,
    costLine(book, "edge", "WAF", [
      { amount: generated.webAcls, words: `${generated.webAcls} web ACL`, price: "waf-acl-month" },
      { amount: (requests / 1e6) * generated.webAcls, words: wafWords(millions, generated), price: WAF_REQUESTS },
    ]),
  ];
}

const WAF_REQUESTS = "waf-requests-million";

/** Where each price of CloudFront begins, in GB of a month (Amazon CloudFront pricing; 1 TB is 1,024 GB there). */
const TIERS = [
  [0, "cloudfront-gb"],
  [10_240, "cloudfront-gb-over-10-tb"],
  [51_200, "cloudfront-gb-over-50-tb"],
  [153_600, "cloudfront-gb-over-150-tb"],
  [512_000, "cloudfront-gb-over-500-tb"],
] as const;

/** What goes to users, each part at the price of its tier. */
function tiers(gigabytes: number): readonly Quantity[] {
  return TIERS.flatMap(([from, price], index) => {
    const to = TIERS[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
    const amount = Math.min(gigabytes, to) - from;
    return amount <= 0 && index > 0 ? [] : [{ amount, words: `${figure(amount)} GB to users`, price }];
  });
}

/** A web ACL at the distribution and one at its origin both look at a request. */
function wafWords(millions: string, { webAcls }: Generated): string {
  return webAcls === 1 ? millions : `${millions} x ${webAcls}`;
}

function networkLines(plan: Plan, generated: Generated, load: Load, book: PriceBook): readonly CostLine[] {
  const { network } = plan;
  const zones = network.kind === "managed" ? network.zones.length : 0;
  const endpoints = network.kind === "managed" ? network.interfaceEndpoints.length : 0;
  return [
    ...(generated.loadBalancers === 0
      ? []
      : [costLine(book, "network", "load balancer", balancer(plan, generated, load))]),
    ...(generated.natGateways === 0
      ? []
      : [
          costLine(book, "network", "NAT gateways", [
            hourly(generated.natGateways, `${generated.natGateways} gateways`, "nat-gateway-hour"),
          ]),
        ]),
    ...(endpoints === 0
      ? []
      : [
          costLine(book, "network", "interface endpoints", [
            hourly(endpoints * zones, `${endpoints} endpoints x ${zones} zones`, "endpoint-hour"),
          ]),
        ]),
  ];
}

function balancer(plan: Plan, { loadBalancers }: Generated, load: Load): readonly Quantity[] {
  const units = networkNeeds(plan)
    .filter(({ resource }) => resource === "load-balancer-units")
    .reduce((sum, { amount }) => sum + amount(load), 0);
  return [
    hourly(loadBalancers, `${loadBalancers} load balancer`, "alb-hour"),
    hourly(units, `${figure(units)} LCU`, "lcu-hour"),
  ];
}

/** What users ask of public services; a share that several services get is counted in each. */
function requestsPerSecond({ services }: Plan, load: Load): number {
  return publicOf(services).reduce((sum, service) => sum + serviceRate(service, load), 0);
}

function bytesPerSecond({ services }: Plan, load: Load): number {
  return publicOf(services).reduce(
    (sum, service) => sum + serviceRate(service, load) * service.capacity.responseSize * BYTES_PER_KIB,
    0,
  );
}

function publicOf(services: Plan["services"]): Plan["services"] {
  return services.filter(({ exposure }) => exposure === "public");
}
