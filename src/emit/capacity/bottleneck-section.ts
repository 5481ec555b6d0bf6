import { headroom } from "../../model/capacity/bottlenecks";
import type { Demand } from "../../model/capacity/capacity-model";
import { figure } from "../../model/capacity/figures";
import { zoneLosses } from "../../model/capacity/zone-loss";
import { type Block, paragraph, table, tableOr } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { amountWords, demandName, multipleWords } from "./amount-words";
import type { CapacityContext } from "./capacity-context";

/** Everything with a bound, by how much of today's peak it carries. */
export function bottleneckSection({ model, capacity }: CapacityContext): readonly Block[] {
  return [
    paragraph(
      `Carries: the multiple of today's peak at which it is full. Left: of its limit, at the target of ${multipleWords(capacity.growth)}. What no load fills is not listed.`,
    ),
    tableOr(
      ["Rank", "What", "Carries", "Needed at the target", "Limit", "Left", "Raised by"],
      model.bottlenecks.map(({ demand, carries }, index) => [
        String(index + 1),
        demandName(demand),
        carries === 0 ? "not even the minimum" : multipleWords(carries),
        amountWords(demand.needed),
        demand.limit === null ? "none" : amountWords(demand.limit),
        leftWords(demand),
        demand.limitKey === null
          ? demand.resource === "quota"
            ? "a request to AWS"
            : "AWS, or cells"
          : inlineCode(demand.limitKey),
      ]),
      "Nothing that is known has a bound.",
    ),
  ];
}

function leftWords(demand: Demand): string {
  const left = headroom(demand);
  if (left === null || demand.limit === null) return "no limit";
  return left < 0 ? `${amountWords(demand.needed - demand.limit)} too little` : `${figure(left * 100)} %`;
}

/** What the loss of one zone does at the target, before new copies stand. */
export function zoneSection({ plan }: CapacityContext): readonly Block[] {
  return [
    paragraph(
      "Copies stand evenly in the zones. Until new ones have started, those that are left carry the whole load.",
    ),
    tableOr(
      ["Service", "Zones", "Copies", "Left", "CPU of those left", "Then", "Sum"],
      zoneLosses(plan).map(({ service, zones, running, left, utilisation, arithmetic }) => [
        inlineCode(service),
        String(zones),
        figure(running),
        figure(left),
        utilisation === null ? "none is left" : `${figure(utilisation)} %`,
        utilisation === null ? "an outage" : utilisation > 100 ? "requests wait or fail" : "the load is carried",
        arithmetic,
      ]),
      "No service has numbers.",
    ),
  ];
}

/** Pools of connections, which no scaling of a service minds. */
export function tableOfDemands({ model }: CapacityContext, wanted: (demand: Demand) => boolean): Block {
  return table(
    ["What", "Needed", "Limit", "Sum"],
    model.target.demands
      .filter(wanted)
      .map((demand) => [
        demandName(demand),
        amountWords(demand.needed),
        demand.limit === null ? "none" : amountWords(demand.limit),
        demand.arithmetic,
      ]),
  );
}
