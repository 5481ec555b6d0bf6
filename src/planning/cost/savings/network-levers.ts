import { figure } from "../../../model/capacity/figures";
import { HOURS_PER_MONTH, usdExact } from "../cost-line";
import type { SavingsContext, SavingsLever } from "./savings-lever";

/** One NAT gateway in place of one per zone. */
export function singleGateway({ plan, book }: SavingsContext): readonly SavingsLever[] {
  const { network } = plan;
  const hour = book.price("nat-gateway-hour")?.usd;
  if (network.kind !== "managed" || network.natGateways === "single" || hour === undefined) return [];
  const spared = network.zones.length - 1;
  if (spared === 0) return [];
  return [
    {
      name: "A single NAT gateway",
      what: "Where the loss of a zone may stop what leaves: all zones then depend on the gateway of one, and pay for traffic to it.",
      arithmetic: `${spared} gateways x ${HOURS_PER_MONTH} h x ${usdExact(hour)}`,
      usd: spared * HOURS_PER_MONTH * hour,
      bound: "at most",
      key: "network.natGateways",
    },
  ];
}

/** From how much traffic on an interface endpoint is cheaper than NAT. */
export function endpoints({ plan, book }: SavingsContext): readonly SavingsLever[] {
  const { network } = plan;
  const [hour, through, nat] = ["endpoint-hour", "endpoint-gb", "nat-gb"].map((name) => book.price(name)?.usd);
  if (network.kind !== "managed" || hour === undefined || through === undefined || nat === undefined) return [];
  if (nat <= through) return [];
  const zones = network.zones.length;
  const month = zones * HOURS_PER_MONTH * hour;
  const count = network.interfaceEndpoints.length;
  const have =
    count === 0 ? "The network has none." : `The network has ${count}: ${network.interfaceEndpoints.join(", ")}.`;
  return [
    {
      name: "Interface endpoints or NAT",
      what: `An endpoint pays from so much traffic to its service on, and keeps it off the internet whatever it costs. ${have}`,
      arithmetic: `${zones} zones x ${HOURS_PER_MONTH} h x ${usdExact(hour)} = ${figure(month)} USD an endpoint; ÷ (${usdExact(nat)} - ${usdExact(through)}) a GB = from ${figure(month / (nat - through))} GB a month`,
      usd: null,
      bound: "about",
      key: "network.interfaceEndpoints",
    },
  ];
}
