import { type Block, heading, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";
import { amountWords, demandName, multipleWords } from "./amount-words";
import type { CapacityContext } from "./capacity-context";
import { copiesChart, requestPath } from "./charts";

/** What each multiple of today's peak needs, and how that is reckoned. */
export function demandSection(context: CapacityContext): readonly Block[] {
  const { model } = context;
  const { levels, target } = model;
  return [
    table(
      ["Load", ...levels.map(({ multiple }) => multipleWords(multiple))],
      [
        ["Concurrent users", ...levels.map(({ users }) => amountWords(users))],
        ["Requests a second", ...levels.map(({ requestsPerSecond }) => amountWords(requestsPerSecond))],
      ],
    ),
    heading(3, "Needed"),
    table(
      ["What", ...levels.map(({ multiple }) => multipleWords(multiple)), "Limit", "Set by"],
      target.demands.map((demand, index): readonly Content[] => [
        demandName(demand),
        ...levels.map(({ demands }) => needed(demands[index])),
        demand.limit === null ? "none" : amountWords(demand.limit),
        demand.limitKey === null ? (demand.limit === null ? "nobody" : "AWS") : inlineCode(demand.limitKey),
      ]),
    ),
    ...copiesChart(context),
    heading(3, "Request path at the target"),
    requestPath(context),
    heading(3, "Sums at the target"),
    paragraph(
      `At ${multipleWords(target.multiple)}: ${amountWords(target.users)} users, ${amountWords(target.requestsPerSecond)} requests a second.`,
    ),
    table(
      ["What", "Needed", "Sum"],
      target.demands.map((demand) => [demandName(demand), amountWords(demand.needed), demand.arithmetic]),
    ),
  ];
}

function needed(demand: CapacityContext["model"]["target"]["demands"][number] | undefined): string {
  return demand === undefined ? "" : amountWords(demand.needed);
}
