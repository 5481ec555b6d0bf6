import type { Capability } from "../model/capabilities";
import type { Plan } from "../model/plan";

/** What to write in the plan so that something generated provides a capability, as an instruction. */
export function settingFor(plan: Plan, capability: Capability): string {
  return SETTINGS[capability](`environments.${plan.environment.name}.domain`);
}

const publicService = (domain: string) => `set ${domain} and give a public service a port`;
const always = (what: string) => () => what;

const SETTINGS: Readonly<Record<Capability, (domain: string) => string>> = {
  network: always("remove network.existing, or give network.cidr"),
  "network-logging": always("remove network.existing, so that the VPC and its flow logs are generated"),
  "encryption-keys": always("remove at least one of security.existing.keys"),
  "log-storage": always("remove security.existing.logBucket"),
  "artifact-storage": always("set delivery.source"),
  dns: publicService,
  "tls-certificate": publicService,
  "load-balancing": publicService,
  compute: always("add a service to services"),
  "auto-scaling": always("add a service to services, with scaling.min and scaling.max"),
  "scheduled-scaling": always("add scaling.schedules to a service"),
  "predictive-scaling": always("set scaling.predictive to true for a service"),
  database: always("add a store with engine aurora-postgresql to dataStores"),
  cache: always("add a store with engine redis to dataStores"),
  table: always("add a store with engine dynamodb to dataStores"),
  queue: always("add a store with engine sqs to dataStores"),
  backup: always("add a store with engine aurora-postgresql, redis or dynamodb to dataStores"),
  "performance-insights": always("add a store with engine aurora-postgresql to dataStores"),
  cdn: (domain) => `set edge.cdn to true, set ${domain} and give a public service a port`,
  "web-application-firewall": (domain) => `set edge.waf to true, set ${domain} and give a public service a port`,
  "health-check": publicService,
  "threat-detection": always("set security.guardDuty to true"),
  "access-analysis": always("set security.accessAnalyzer to true"),
  "public-access-block": always("set security.publicAccessBlock to true"),
  "encryption-default": always("set security.ebsEncryption to true"),
  "audit-trail": always("set security.cloudTrail to true"),
  "golden-signal-alarm": always("add a service to services"),
  "slo-alarm": always("add slos to a service"),
  "slo-recorder": always("add slos to a service"),
  "maintenance-window": always("add maintenance to an SLO"),
  "canary-probe": always("add an SLO with sli canary-availability to a public service"),
  "capacity-alarm": always("add a service to services, with scaling.max"),
  baseline: always("set observability.anomalyDetection to true"),
  "log-retention": always("add a service to services, and set observability.logRetention"),
  "log-metric": always("add a service to services"),
  dashboard: always("add a service to services"),
  "incident-notification": always("add incidents.channels, and name them in incidents.escalation"),
  "incident-escalation": always("add a step with a time above 0m to incidents.escalation"),
  "event-notification": always("add incidents.channels, and name them in incidents.escalation"),
  "security-event": always("set security.guardDuty or security.accessAnalyzer to true"),
  ticket: always("leave at least one of tickets.triggers enabled"),
  "response-time": always("leave tickets.triggers.incident_response_time_exceeded enabled"),
  "post-incident-review": always("leave at least one of tickets.triggers enabled"),
  "runbook-automation": always("add a service to services"),
  "configuration-rule": always("set security.configRules to true"),
  "operational-check": always("set delivery.source, and leave delivery.checks enabled"),
  "delivery-rate": always("set delivery.source"),
  pipeline: always("set delivery.source"),
  "automated-test": always("set delivery.source, and delivery.testCommand to the command that tests a service"),
  "image-scan": always("set delivery.source"),
  "deployment-alarm": always("add a service to services"),
  "deployment-rollback": always("set delivery.source, or run a service on ecs-fargate"),
  "deployment-event": always("set delivery.source"),
};
