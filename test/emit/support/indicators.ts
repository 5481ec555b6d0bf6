import type { blueprintPlan } from "../../support/blueprint-plan";

type Tree = Parameters<NonNullable<Parameters<typeof blueprintPlan>[1]>>[0];

/** Gives the blueprint's services an SLO of every kind that it has none of, and maintenance to one it has. */
export function everyIndicator(tree: Tree): void {
  const [storefront, checkout, fulfilment] = tree.services;
  checkout.slos[0].maintenance = [
    { name: "weekly", days: ["SUN"], start: "03:00", duration: "2h", timezone: "Europe/Dublin" },
  ];
  storefront.slos.push({ name: "edge", sli: "http-success", source: "cdn", target: "99.9%", window: "28d" });
  storefront.slos.push({
    name: "probe",
    sli: "canary-availability",
    target: "99.5%",
    window: "30d",
    canary: { path: "/health", every: "5m" },
  });
  checkout.slos.push({
    name: "settlement",
    sli: "job-success",
    target: "95%",
    window: "30d",
    job: { stateMachine: "settle-orders" },
  });
  fulfilment.slos.push({
    name: "labels",
    sli: "job-success",
    target: "99%",
    window: "30d",
    job: { succeeded: '"label printed"', failed: "?ERROR ?'it broke'" },
  });
  fulfilment.slos.push({
    name: "shipments",
    sli: "custom",
    target: "99%",
    window: "7d",
    metrics: {
      bad: { namespace: "Shop/Shipping", name: "Lost", dimensions: { Carrier: "a, b" } },
      total: { namespace: "Shop/Shipping", name: "Sent" },
    },
  });
}
