import { GLOBAL_REGION } from "../../../model/global-region";
import type { Plan } from "../../../model/plan";
import type { EdgeOutputs, LoadBalancerOutputs } from "../../core/stack-outputs";
import { blockedRequests, cdnMetrics, healthCheckStatus, loadBalancerMetrics } from "../metrics/edge-metrics";
import { graph } from "./graph";
import type { MetricWidget } from "./widget";

/** CloudFront, web ACL, health check and load balancer, as far as the plan has them. */
export function edgeGraphs(
  plan: Plan,
  { distributionId, webAcl, healthCheckId }: EdgeOutputs,
  loadBalancer: LoadBalancerOutputs | null,
): readonly MetricWidget[] {
  const { region } = plan.environment;
  const title = (words: string) => `edge: ${words}`;
  const widgets: MetricWidget[] = [];
  if (distributionId !== null) {
    const cdn = cdnMetrics(distributionId);
    const at = GLOBAL_REGION;
    widgets.push(
      graph({ title: title("requests"), region: at, series: [cdn.requests] }),
      graph({ title: title("errors"), region: at, series: [cdn.serverErrorRate, cdn.clientErrorRate] }),
      graph({ title: title("origin latency"), region: at, series: [cdn.originLatency] }),
      graph({ title: title("cache"), region: at, series: [cdn.cacheHits] }),
    );
  }
  if (webAcl !== null) {
    const at = webAcl.scope === "CLOUDFRONT" ? GLOBAL_REGION : region;
    widgets.push(graph({ title: title("blocked requests"), region: at, series: [blockedRequests(plan, webAcl)] }));
  }
  if (healthCheckId !== null) {
    const series = [healthCheckStatus(healthCheckId)];
    widgets.push(graph({ title: title("domain health"), region: GLOBAL_REGION, series }));
  }
  if (loadBalancer !== null) {
    const metrics = loadBalancerMetrics(loadBalancer);
    widgets.push(
      graph({ title: title("load balancer"), region, series: [metrics.errorRate] }),
      graph({ title: title("load balancer requests"), region, series: [metrics.requests] }),
      graph({ title: title("load balancer latency"), region, series: [metrics.latency] }),
      graph({ title: title("refused connections"), region, series: [metrics.refusedConnections] }),
    );
  }
  return widgets;
}
