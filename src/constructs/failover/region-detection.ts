import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import { regionAlarmSeconds } from "../../model/recovery-detection";
import { planAlarm } from "../core/alarm";
import { regionArgument } from "../core/region-argument";
import type {
  EdgeOutputs,
  FoundationOutputs,
  IncidentOutputs,
  LoadBalancerOutputs,
  ServicesOutputs,
} from "../core/stack-outputs";
import { EventPath } from "./event-path";
import { domainTells, endpointParameterName, type LiveRecovery, liveRecovery, REGION_DOWN } from "./failover-names";
import { FAILOVER_SUBJECT } from "./failover-subject";
import { Pulse } from "./pulse";
import { isHeardFromAfar } from "./region-failover";
import { isAskedByName, RegionHealth } from "./region-health";

/** The finest of Route 53's metrics. */
const PERIOD_SECONDS = 60;

export interface RegionDetectionProps {
  readonly plan: Plan;
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly services: ServicesOutputs;
  readonly edge: EdgeOutputs;
}

/**
 * Notices the loss of the plan's region, and carries the news to the recovery region, where it starts the failover. It
 * stands with the other alarms, after load balancer and domain: the recovery region is applied before either, and knows
 * the alarm by its name. Nothing where no recovery region stands ready.
 */
export class RegionDetection extends Construct {
  constructor(scope: Construct, id: string, props: RegionDetectionProps) {
    super(scope, id);
    const { plan, foundation, incident, services } = props;
    const recovery = liveRecovery(plan);
    if (recovery === null) return;
    const { loadBalancer } = services;
    const open = plan.edge.hasPublicEndpoint;
    if (open && loadBalancer !== null) this.watch(props, recovery, loadBalancer);
    if (!isHeardFromAfar(plan, recovery)) return;
    new Pulse(this, "pulse", plan);
    new EventPath(this, "path", {
      plan,
      recovery,
      messagingKeyArn: open ? foundation.globalMessagingKeyArn : foundation.keyArns.messaging,
      topicArn: open ? incident.globalTopicArns.high : incident.topicArns.high,
    });
  }

  private watch(
    { plan, incident, services, edge }: RegionDetectionProps,
    recovery: LiveRecovery,
    loadBalancer: LoadBalancerOutputs,
  ): void {
    const { region } = recovery;
    const health = new RegionHealth(this, "health", {
      plan,
      recovery,
      loadBalancer,
      services,
      domainCheckId: edge.healthCheckId,
    });
    planAlarm(this, "region_down", {
      plan,
      subject: FAILOVER_SUBJECT,
      watches: "region-health-check",
      name: REGION_DOWN,
      severity: "critical",
      runbook: "region-failure",
      condition: `${plan.environment.region} does not serve: ${viewsInWords(plan, recovery, loadBalancer)}`,
      signal: null,
      capabilities: ["failover"],
      topics: [incident.globalTopicArns.critical],
      region: GLOBAL_REGION,
      ticket: null,
      metric: {
        namespace: "AWS/Route53",
        metricName: "HealthCheckStatus",
        dimensions: { HealthCheckId: health.healthCheckId },
        statistic: "Minimum",
        period: PERIOD_SECONDS,
        evaluationPeriods: regionAlarmSeconds(recovery) / PERIOD_SECONDS,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        // Route 53 publishes every minute: silence is its own, and no reason to give a region up.
        treatMissingData: "notBreaching",
      },
    });
    const { domain } = plan.environment;
    if (!domainTells(plan, recovery)) return;
    const parameter = new SsmParameter(this, "endpoint", {
      ...regionArgument(plan, region),
      name: endpointParameterName(plan),
      description: `Where ${plan.environment.region} answers, whatever the records say`,
      type: "String",
      value: isAskedByName(plan, loadBalancer) || domain === null ? loadBalancer.dnsName : domain,
    });
    provides(parameter, FAILOVER_SUBJECT, "failover");
  }
}

function viewsInWords(plan: Plan, recovery: LiveRecovery, loadBalancer: LoadBalancerOutputs): string {
  if (!domainTells(plan, recovery)) return "no service there has a healthy target";
  return isAskedByName(plan, loadBalancer)
    ? "two of load balancer, domain and healthy targets are down"
    : "neither domain nor healthy targets are well";
}
