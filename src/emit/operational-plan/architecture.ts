import type { Service } from "../../model/plan";
import type { EmitContext } from "../emit-context";
import type { Block } from "../markdown/blocks";
import { mermaid, quotedLabel } from "../markdown/mermaid";

/** Requests from left to right: edge, load balancer, services, stores. Only what was generated is drawn. */
export function architecture(context: EmitContext): Block {
  const entrance = entranceNodes(context);
  const { plan } = context;
  return mermaid([
    "flowchart LR",
    ...entrance.map(({ id, label }) => `    ${id}[${label}]`),
    ...plan.services.map((service) => `    ${serviceId(service.name)}[${serviceLabel(service)}]`),
    ...plan.stores.map(({ name, engine }) => `    ${storeId(name)}[(${quotedLabel(name, engine)})]`),
    ...(entrance.length === 0 ? [] : [`    ${entrance.map(({ id }) => id).join(" --> ")}`]),
    ...routes(context, entrance.at(-1)?.id),
    ...plan.services.flatMap(({ name, uses }) => uses.map((store) => `    ${serviceId(name)} --> ${storeId(store)}`)),
  ]);
}

interface Node {
  readonly id: string;
  readonly label: string;
}

function entranceNodes({ index }: EmitContext): readonly Node[] {
  const waf = index.byRole("web-acl").length > 0;
  const cdn = index.byRole("cloudfront-distribution")[0];
  const accelerator = index.byRole("accelerator")[0];
  const balancer = index.byRole("load-balancer")[0];
  if (!balancer) return [];
  return [
    { id: "users", label: quotedLabel("Users") },
    ...(cdn ? [{ id: "cdn", label: quotedLabel(waf ? "CloudFront and WAF" : "CloudFront", cdn.handles.alias) }] : []),
    ...(accelerator ? [{ id: "accelerator", label: quotedLabel("Global Accelerator", accelerator.handles.name) }] : []),
    {
      id: "balancer",
      label: quotedLabel(waf && !cdn ? "Load balancer and WAF" : "Load balancer", balancer.handles.name),
    },
  ];
}

function routes({ plan }: EmitContext, from: string | undefined): readonly string[] {
  if (from === undefined) return [];
  return plan.services
    .filter(({ exposure }) => exposure === "public")
    .map(({ name, routes: paths }) => `    ${from} -->|${quotedLabel(paths.join(", "))}| ${serviceId(name)}`);
}

function serviceLabel({ name, runtime, scaling }: Service): string {
  return quotedLabel(name, runtime, `${scaling.min} to ${scaling.max} copies`);
}

/** Names hold no `_`, so that `-` can become one without two names meeting. */
function serviceId(name: string): string {
  return `service_${name.replaceAll("-", "_")}`;
}

function storeId(name: string): string {
  return `store_${name.replaceAll("-", "_")}`;
}
