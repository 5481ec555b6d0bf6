import type { CapacityLevel, Demand } from "../../model/capacity/capacity-model";
import { figure, precise } from "../../model/capacity/figures";
import { serviceRate } from "../../model/capacity/tasks";
import { type Block, paragraph } from "../markdown/blocks";
import { bareLabel, mermaid, quotedLabel } from "../markdown/mermaid";
import { multipleWords } from "./amount-words";
import type { CapacityContext } from "./capacity-context";

/** Charts below one another: more are no overview. */
const MOST_CHARTS = 4;

/** Copies of each service by multiple, and the most that it may run. */
export function copiesChart({ model }: CapacityContext): readonly Block[] {
  const counted = model.target.demands.filter(({ resource }) => resource === "tasks" || resource === "instances");
  const shown = counted.slice(0, MOST_CHARTS);
  if (shown.length === 0) return [];
  return [
    paragraph("Bars: copies that the load needs. Line: the most that the plan allows."),
    ...shown.map((demand) => barChart(demand, model.levels)),
  ];
}

function barChart({ subject, resource, unit, limit }: Demand, levels: readonly CapacityLevel[]): Block {
  const needed = levels.map(
    ({ demands }) => demands.find((one) => one.subject.name === subject.name && one.resource === resource)?.needed ?? 0,
  );
  const highest = Math.max(...needed, limit ?? 0);
  return mermaid([
    "xychart-beta",
    `    title "${bareLabel(`${subject.name} ${unit}`)}"`,
    `    x-axis [${levels.map(({ multiple }) => `"${multipleWords(multiple)}"`).join(", ")}]`,
    `    y-axis "${bareLabel(unit)}" 0 --> ${Math.ceil(highest * 1.1)}`,
    `    bar [${needed.join(", ")}]`,
    ...(limit === null ? [] : [`    line [${levels.map(() => limit).join(", ")}]`]),
  ]);
}

/** Cost of a month by multiple. */
export function costChart({ estimate }: CapacityContext): Block {
  const { levels } = estimate;
  const usd = levels.map(({ cost }) => Math.round(cost.usd));
  return mermaid([
    "xychart-beta",
    '    title "Estimated cost of a month in USD"',
    `    x-axis [${levels.map(({ multiple }) => `"${multipleWords(multiple)}"`).join(", ")}]`,
    `    y-axis "USD" 0 --> ${Math.ceil(Math.max(...usd, 1) * 1.1)}`,
    `    bar [${usd.join(", ")}]`,
    `    line [${levels.map(({ fixed }) => Math.round(fixed)).join(", ")}]`,
  ]);
}

/** The way of requests at the target, with rates, from users to stores. Only what was generated is drawn. */
export function requestPath({ plan, model, index }: CapacityContext): Block {
  const { target } = model;
  const rate = (perSecond: number) => `${precise(perSecond)}/s`;
  const all = `${figure(target.users)} users, ${rate(target.requestsPerSecond)}`;
  const cdn = index.byRole("cloudfront-distribution").length > 0;
  const balancer = index.byRole("load-balancer").length > 0;
  const entrance = [
    `    users[${quotedLabel("Users", all)}]`,
    ...(cdn ? [`    cdn[${quotedLabel("CloudFront")}]`] : []),
    ...(balancer ? [`    balancer[${quotedLabel("Load balancer")}]`] : []),
  ];
  const way = ["users", ...(cdn ? ["cdn"] : []), ...(balancer ? ["balancer"] : [])];
  const last = way.at(-1) ?? "users";
  return mermaid([
    "flowchart LR",
    ...entrance,
    ...plan.services.map(({ name }) => `    ${id("service", name)}[${quotedLabel(name, ...needs(target, name))}]`),
    ...plan.stores.map(({ name }) => `    ${id("store", name)}[(${quotedLabel(name, ...needs(target, name))})]`),
    ...(way.length < 2 ? [] : [`    ${way.join(" --> ")}`]),
    ...plan.services
      .filter(({ exposure }) => exposure === "public")
      .map(
        (service) =>
          `    ${last} -->|${quotedLabel(rate(serviceRate(service, target)))}| ${id("service", service.name)}`,
      ),
    ...plan.services.flatMap((service) =>
      service.uses.map((store) => `    ${id("service", service.name)} --> ${id("store", store)}`),
    ),
  ]);
}

/** What a part needs, a line each: `134 tasks`. */
function needs({ demands }: CapacityLevel, name: string): readonly string[] {
  return demands
    .filter(({ subject, resource }) => subject.name === name && subject.kind !== "plan" && resource !== "quota")
    .map(({ needed, unit }) => `${precise(needed)} ${unit}`);
}

/** Names hold no `_`, so that `-` can become one without two names meeting. */
function id(kind: string, name: string): string {
  return `${kind}_${name.replaceAll("-", "_")}`;
}
