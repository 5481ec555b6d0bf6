import type { Code } from "mdast";
import type { DataStore } from "../../model/plan";
import { isLive, type Recovery } from "../../model/recovery";
import type { EmitContext } from "../emit-context";
import { mermaid, quotedLabel } from "../markdown/mermaid";

/** Both regions, with what goes from one to the other. */
export function regionDiagram({ plan }: EmitContext, recovery: Recovery, region: string): Code {
  const live = isLive(recovery.pattern);
  const { services, stores, edge } = plan;
  const held = stores.filter(({ engine }) => engine !== "sqs" && engine !== "redis");
  const node = (side: string, kind: string, index: number) => `${side}_${kind}_${index}`;
  const side = (name: string, title: string, standing: readonly string[]) => [
    `  subgraph ${name} [${quotedLabel(...standing, title)}]`,
    ...services.map((service, index) => `    ${node(name, "service", index)}[${quotedLabel(service.name)}]`),
    ...held.map((store, index) => `    ${node(name, "store", index)}[(${quotedLabel(store.name, store.engine)})]`),
    "  end",
  ];
  return mermaid([
    "flowchart LR",
    ...(edge.hasPublicEndpoint ? [`  users((${quotedLabel("users")}))`] : []),
    ...side("primary", plan.environment.region, ["serves"]),
    ...side("recovery", region, [standing(recovery)]),
    ...(edge.hasPublicEndpoint
      ? [
          `  users ==> primary`,
          `  users ${recovery.traffic === "global-accelerator" ? "==>" : "-.->"}|${quotedLabel(way(recovery))}| recovery`,
        ]
      : []),
    ...held.map(
      (store, index) =>
        `  ${node("primary", "store", index)} ${live ? "-->" : "-.->"}|${quotedLabel(live ? REPLICATION[store.engine] : "backup copies")}| ${node("recovery", "store", index)}`,
    ),
  ]);
}

const REPLICATION: Readonly<Record<DataStore["engine"], string>> = {
  "aurora-postgresql": "global database",
  dynamodb: "global table",
  s3: "replication",
  redis: "nothing",
  sqs: "nothing",
};

function standing({ pattern, standbyCapacity }: Recovery): string {
  if (!isLive(pattern)) return "built when needed";
  return pattern === "active-active" ? "serves" : `stands by at ${standbyCapacity.percent} %`;
}

function way({ traffic }: Recovery): string {
  if (traffic === "global-accelerator") return "Global Accelerator";
  return traffic === "failover-records" ? "failover switch" : "record changed by hand";
}
