import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { HEALTH_CHECK_FAILURES, healthCheckSeconds, TARGETS_LOST_SECONDS } from "../../model/recovery-detection";
import { spelledDuration } from "../../model/units/duration";
import { planAlarm } from "../core/alarm";
import { resourceName } from "../core/names";
import type { LoadBalancerOutputs, ServicesOutputs } from "../core/stack-outputs";
import { checkerRegions } from "../edge/checker-regions";
import { healthTarget } from "../edge/health-target";
import { domainTells, type LiveRecovery, targetsAlarm } from "./failover-names";
import { FAILOVER_SUBJECT } from "./failover-subject";

/** Tag values hold 256 characters. */
const NAME_TAG_MAX_LENGTH = 256;

const HTTPS_PORT = 443;

/** The finest that load balancers count in. */
const PERIOD_SECONDS = 60;

/** Each minute of those without a healthy target: longer than a deployment takes to pass from old targets to new ones. */
const TARGETS = { period: PERIOD_SECONDS, evaluationPeriods: TARGETS_LOST_SECONDS / PERIOD_SECONDS } as const;

export interface RegionHealthProps {
  readonly plan: Plan;
  readonly recovery: LiveRecovery;
  readonly loadBalancer: LoadBalancerOutputs;
  readonly services: ServicesOutputs;
  /** The check on the public domain; null where no checker is let in. */
  readonly domainCheckId: string | null;
}

/**
 * Whether the plan's region serves, as three views that vote: its load balancer asked by its own name, which no switch
 * of records changes; the public domain; and healthy targets, as CloudWatch counts them inside. Two of three that see it
 * down are its loss: one alone may be a record, a rule of the firewall or a network in between. Behind a CDN, which alone
 * reaches the load balancer, both views that are left must see it down. Behind Global Accelerator the domain shows the
 * other region as soon as this one fails, so the targets decide.
 */
export class RegionHealth extends Construct {
  readonly healthCheckId: string;

  constructor(scope: Construct, id: string, props: RegionHealthProps) {
    super(scope, id);
    const { plan, recovery, domainCheckId } = props;
    const domainView = domainTells(plan, recovery) ? domainCheckId : null;
    const views = [this.endpointView(props), domainView, this.targetsView(props)].filter((view) => view !== null);
    const name = resourceName(plan, ["region"], NAME_TAG_MAX_LENGTH);
    const check = new Route53HealthCheck(this, "region", {
      type: "CALCULATED",
      childHealthchecks: [...views],
      // Down when two views say so, or both of two; one that is alone decides.
      childHealthThreshold: Math.max(1, views.length - 1),
      tags: { Name: name },
    });
    provides(check, FAILOVER_SUBJECT, "failover", "health-check");
    playsRole(check, FAILOVER_SUBJECT, "region-health-check", { name });
    this.healthCheckId = check.id;
  }

  /** null where the load balancer takes requests from within or from CloudFront only, or turns checkers away. */
  private endpointView({ plan, recovery, loadBalancer }: RegionHealthProps): string | null {
    const regions = checkerRegions(plan);
    if (!isAskedByName(plan, loadBalancer) || regions === null) return null;
    const path = healthTarget(plan);
    const check = new Route53HealthCheck(this, "endpoint", {
      fqdn: loadBalancer.dnsName,
      port: HTTPS_PORT,
      // Route 53 does not look at the certificate, which names the domain.
      ...(path === null ? { type: "TCP" } : { type: "HTTPS", resourcePath: path, enableSni: true }),
      failureThreshold: HEALTH_CHECK_FAILURES,
      requestInterval: healthCheckSeconds(recovery),
      regions: [...regions],
      tags: { Name: resourceName(plan, ["primary-endpoint"], NAME_TAG_MAX_LENGTH) },
    });
    provides(check, FAILOVER_SUBJECT, "failover");
    return check.id;
  }

  /** Healthy while any target group of any service holds a healthy target; a region that is gone counts none. */
  private targetsView({ plan, loadBalancer, services }: RegionHealthProps): string | null {
    const checks = [...services.services.values()].flatMap(({ name, targetGroup, alternateTargetGroup }) =>
      [
        { which: "first", group: targetGroup } as const,
        { which: "second", group: alternateTargetGroup } as const,
      ].flatMap(({ which, group }) =>
        group === null ? [] : [this.targetsCheck(plan, loadBalancer, targetsAlarm(name, which), group.arnSuffix)],
      ),
    );
    if (checks.length === 0) return null;
    const view = new Route53HealthCheck(this, "targets", {
      type: "CALCULATED",
      childHealthchecks: checks,
      childHealthThreshold: 1,
      tags: { Name: resourceName(plan, ["region-targets"], NAME_TAG_MAX_LENGTH) },
    });
    provides(view, FAILOVER_SUBJECT, "failover");
    return view.id;
  }

  /** Route 53 reads the metric of an alarm, one without math or percentiles. It tells nobody: the service's own do. */
  private targetsCheck(plan: Plan, loadBalancer: LoadBalancerOutputs, words: string, targetGroup: string): string {
    const id = words.replaceAll("-", "_");
    const alarm = planAlarm(this, `${id}_alarm`, {
      plan,
      subject: FAILOVER_SUBJECT,
      name: words,
      severity: "critical",
      runbook: "region-failure",
      condition: `no healthy target in one of the groups of a public service over ${spelledDuration(TARGETS_LOST_SECONDS)}`,
      signal: null,
      capabilities: ["failover"],
      topics: [],
      ticket: null,
      purpose: "view",
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName: "HealthyHostCount",
        dimensions: { TargetGroup: targetGroup, LoadBalancer: loadBalancer.arnSuffix },
        statistic: "Maximum",
        ...TARGETS,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
      },
    });
    const check = new Route53HealthCheck(this, `${id}_check`, {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: alarm.alarmName,
      cloudwatchAlarmRegion: plan.environment.region,
      // A region that is gone counts nothing.
      insufficientDataHealthStatus: "Unhealthy",
      tags: { Name: resourceName(plan, [words], NAME_TAG_MAX_LENGTH) },
    });
    provides(check, FAILOVER_SUBJECT, "failover");
    return check.id;
  }
}

/** Whether the world can ask the load balancer by its own name: a private one not, nor one that only a CDN reaches. */
export function isAskedByName(plan: Plan, { internal }: Pick<LoadBalancerOutputs, "internal">): boolean {
  return !internal && !plan.edge.cdn;
}
