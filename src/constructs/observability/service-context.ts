import type { Plan, Service } from "../../model/plan";
import type { LoadBalancerOutputs, ServiceOutputs, StoreOutputs } from "../core/stack-outputs";
import { type DeliveryRate, deliveryRates } from "./delivery-rates";
import { type ComputeMetrics, computeMetrics } from "./metrics/compute-metrics";
import { type RequestMetrics, requestMetrics } from "./metrics/request-metrics";
import { type MeasuredSlo, measuredSlos } from "./slo/measured-slos";

/** One service with all that its alarms and its dashboard look at. */
export interface ServiceContext {
  readonly plan: Plan;
  readonly service: Service;
  readonly outputs: ServiceOutputs;
  readonly compute: ComputeMetrics;
  /** null where no load balancer stands before the service. */
  readonly requests: RequestMetrics | null;
  /** The stores it uses, in the order of the plan. */
  readonly stores: readonly StoreOutputs[];
  /** Its SLOs that something in this environment measures. */
  readonly slos: readonly MeasuredSlo[];
  readonly rates: readonly DeliveryRate[];
}

export function serviceContext(
  plan: Plan,
  service: Service,
  built: {
    readonly outputs: ServiceOutputs;
    readonly loadBalancer: LoadBalancerOutputs | null;
    readonly stores: ReadonlyMap<string, StoreOutputs>;
    readonly distributionId: string | null;
  },
): ServiceContext {
  const stores = service.uses.map((name) => built.stores.get(name)).filter((store) => store !== undefined);
  return {
    plan,
    service,
    outputs: built.outputs,
    compute: computeMetrics(built.outputs),
    requests: requestMetrics(built.outputs, built.loadBalancer),
    stores,
    slos: measuredSlos({ plan, service, ...built, stores }),
    rates: deliveryRates(plan, service),
  };
}

/** Whether requests reach the service past every load balancer, from its fellow services alone. */
export function isCalledByServices({ service, requests }: Pick<ServiceContext, "service" | "requests">): boolean {
  return requests === null && service.port !== null && service.exposure !== "none";
}
