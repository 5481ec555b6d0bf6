import { Construct } from "constructs";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import type { EdgeOutputs, IncidentOutputs, LoadBalancerOutputs } from "../core/stack-outputs";
import { EDGE } from "../edge/edge-subject";
import { cdnAlarms } from "./alarms/cdn-alarms";
import { blockedRequestsAlarm, healthCheckAlarm } from "./alarms/edge-alarms";
import { loadBalancerAlarms } from "./alarms/load-balancer-alarms";
import type { AlarmPost } from "./alarms/raise";

export interface EdgeMonitoringProps {
  readonly plan: Plan;
  readonly edge: EdgeOutputs;
  readonly loadBalancer: LoadBalancerOutputs | null;
  readonly incident: IncidentOutputs;
}

/** Alarms of what stands before the services. CloudFront and Route 53 publish theirs in us-east-1 alone. */
export class EdgeMonitoring extends Construct {
  constructor(scope: Construct, id: string, { plan, edge, loadBalancer, incident }: EdgeMonitoringProps) {
    super(scope, id);
    const common = { scope: this, plan, subject: EDGE };
    const near: AlarmPost = { ...common, topics: incident.topicArns, region: plan.environment.region };
    const global: AlarmPost = { ...common, topics: incident.globalTopicArns, region: GLOBAL_REGION };
    const { distributionId, webAcl, healthCheckId } = edge;
    if (loadBalancer !== null) loadBalancerAlarms({ ...near, watches: "load-balancer" }, plan, loadBalancer);
    if (distributionId !== null) cdnAlarms({ ...global, watches: "cloudfront-distribution" }, plan, distributionId);
    if (webAcl !== null) {
      const post = webAcl.scope === "CLOUDFRONT" ? global : near;
      blockedRequestsAlarm({ ...post, watches: "web-acl" }, plan, webAcl);
    }
    if (healthCheckId !== null) healthCheckAlarm({ ...global, watches: "health-check" }, healthCheckId);
  }
}
