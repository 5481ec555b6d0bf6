import { hasPooler, maxConnections, needsPooler } from "../../model/capacity/database-connections";
import { figure } from "../../model/capacity/figures";
import { type Block, bullets, paragraph } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";
import { tableOfDemands } from "./bottleneck-section";
import type { CapacityContext } from "./capacity-context";

/** Connections to databases, and whether something pools them. */
export function connectionSection(context: CapacityContext): readonly Block[] {
  const { plan } = context;
  const databases = plan.stores.filter((store) => store.engine === "aurora-postgresql");
  if (databases.length === 0) return [paragraph("The plan has no database that connections run out of.")];
  const needs = needsPooler(plan);
  return [
    tableOfDemands(context, ({ resource }) => resource === "database-connections"),
    bullets(
      databases.map((store): Content => {
        const limit = `an instance takes ${figure(maxConnections(store.capacity))} connections, by its largest capacity of ${figure(store.capacity.max)} ACU`;
        const most = needs.find((need) => need.store === store.name);
        const pooled = hasPooler(plan.services, store);
        return [
          inlineCode(store.name),
          `: ${limit}. `,
          most === undefined
            ? "All services at their maximum stay below it. "
            : `All services at their maximum would hold more: ${most.arithmetic}. `,
          pooled
            ? "RDS Proxy stands between and lends them out by transaction."
            : most === undefined
              ? "No pooler is needed."
              : "Nothing pools them: set the key below.",
          " Key: ",
          inlineCode(`dataStores.${store.name}.pooler`),
          ".",
        ];
      }),
    ),
  ];
}

/** What the load balancer and NAT gateways carry. */
export function networkSection(context: CapacityContext): readonly Block[] {
  const units = ["load-balancer-units", "load-balancer-targets", "nat-bandwidth", "nat-connections"];
  const wanted = context.model.target.demands.filter(({ resource }) => units.includes(resource));
  if (wanted.length === 0) return [paragraph("Neither a load balancer nor NAT gateways of the plan carry its load.")];
  return [
    tableOfDemands(context, ({ resource }) => units.includes(resource)),
    paragraph(
      "A load balancer scales by itself, and is paid for by its units; a steep rise may be faster than it, so a load test that ramps up in minutes shows that as well. What services call outside is not in the plan: the sums for NAT are a bound.",
    ),
  ];
}
