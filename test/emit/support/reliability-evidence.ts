import type { AlarmEvidence, Evidence, ResourceEvidence, Subject } from "../../../src/evidence/evidence";
import type { AlarmRunbook } from "../../../src/model/catalogue/runbooks";
import type { TicketName } from "../../../src/model/catalogue/ticket-triggers";
import type { Plan } from "../../../src/model/plan";
import type { SliKind } from "../../../src/model/slo";
import { allSlos, type ServiceSlo } from "../../../src/planning/slo-budget";
import { resource, sampleAlarm, sampleEvidence } from "./sample-evidence";

/**
 * The sample with what watches objectives and opens tickets: burn-rate alarms in place of the plain ones that they
 * replace, recorders, maintenance, canaries, tickets, checks and configuration rules.
 */
export function reliabilityEvidence(plan: Plan): Evidence {
  const base = sampleEvidence(plan);
  const slos = allSlos(plan);
  const alarms = [
    ...base.alarms.filter((alarm) => !replaced(alarm, slos)),
    ...slos.flatMap((slo) => alarmsOf(plan, slo)),
  ];
  alarms.push(
    sampleAlarm(plan, {
      name: "shop-edge-load-balancer",
      subject: part("edge"),
      runbook: "edge-errors",
      condition: "the load balancer's own 5xx answers above 1 % of requests over 5 minutes",
    }),
  );
  const recorded = plan.services.filter(({ slos: own }) => own.length > 0);
  alarms.push(
    ...recorded.map(({ name }) =>
      sampleAlarm(plan, {
        name: `shop-${name}-recorder-silent`,
        subject: { kind: "service", name },
        severity: "high",
        runbook: "monitoring-gap",
        condition: "the SLO recorder publishes nothing for 15 minutes",
        signal: null,
        ticket: "monitoring_coverage_gap",
      }),
    ),
  );
  const kept = new Set(alarms.map(({ address }) => address));
  const resources = [
    ...base.resources.filter(({ address, type }) => type !== "aws_cloudwatch_metric_alarm" || kept.has(address)),
    ...alarms
      .filter(({ address }) => !base.alarms.some((alarm) => alarm.address === address))
      .map((alarm) => resourceOf(plan, alarm)),
    ...recorded.map(({ name }) =>
      resource(plan, "observability", `aws_sfn_state_machine.${name}_recorder`, service(name), ["slo-recorder"], {
        role: "slo-recorder",
        handles: { name: `shop-${name}-slos`, region: plan.environment.region },
      }),
    ),
    ...slos.flatMap((slo) => helpersOf(plan, slo)),
    ...ticketing(plan),
  ];
  return { ...base, alarms, resources };
}

const service = (name: string): Subject => ({ kind: "service", name });
const part = (name: string): Subject => ({ kind: "plan", name });

const FAMILIES: Readonly<Record<SliKind, AlarmRunbook>> = {
  "http-success": "service-errors",
  "http-latency": "service-latency",
  "queue-age": "queue-backlog",
  "job-success": "job-failures",
  "canary-availability": "canary-failures",
  custom: "indicator-failures",
};

function replaced({ name, subject }: AlarmEvidence, slos: readonly ServiceSlo[]): boolean {
  const has = (sli: SliKind) => slos.some((each) => each.service.name === subject.name && each.slo.sli === sli);
  return (name.endsWith("-error-rate") && has("http-success")) || (name.endsWith("-latency") && has("http-latency"));
}

function alarmsOf(plan: Plan, { service: { name }, slo }: ServiceSlo): readonly AlarmEvidence[] {
  const runbook = FAMILIES[slo.sli];
  const alarm = (words: string, type: string, more: Partial<AlarmEvidence>) =>
    sampleAlarm(plan, {
      name: `shop-${name}-${slo.name}-${words}`,
      address: `${type}.${name}_${slo.name}_${words.replaceAll("-", "_")}`,
      subject: service(name),
      signal: slo.sli === "http-success" ? "errors" : slo.sli === "http-latency" ? "latency" : null,
      runbook,
      ...more,
    });
  return [
    ...slo.tiers.flatMap((tier) => {
      const tierOf = { name: slo.name, tier: tier.name };
      return [
        ...["long", "short"].map((which) =>
          alarm(`burn-${tier.name}-${which}`, "aws_cloudwatch_metric_alarm", {
            purpose: "window",
            severity: tier.severity,
            ticket: null,
            slo: tierOf,
          }),
        ),
        alarm(`burn-${tier.name}`, "aws_cloudwatch_composite_alarm", {
          kind: "composite",
          severity: tier.severity,
          condition: `${tier.budget.percent} % of the error budget spent within ${tier.name}`,
          ticket: "error_budget_burn_rate_exceeded",
          slo: tierOf,
        }),
        ...slo.maintenance.map((window) =>
          alarm(`maintenance-${window.name}-${tier.name}`, "aws_cloudwatch_metric_alarm", {
            purpose: "maintenance",
            severity: "low",
            runbook: "error-budget",
            condition: `maintenance ${window.name}`,
            signal: null,
            ticket: null,
            slo: tierOf,
          }),
        ),
      ];
    }),
    alarm("budget-exhausted", "aws_cloudwatch_metric_alarm", {
      runbook: "error-budget",
      condition: "nothing of the error budget is left",
      signal: null,
      ticket: "sla_violation_detected",
      slo: { name: slo.name, tier: "budget" },
    }),
  ];
}

function helpersOf(plan: Plan, { service: { name }, slo }: ServiceSlo): readonly ResourceEvidence[] {
  const id = `${name}_${slo.name}`;
  return [
    ...(slo.canary === null
      ? []
      : [
          resource(plan, "observability", `aws_synthetics_canary.${id}`, service(name), ["canary-probe"], {
            role: "canary",
            handles: { name: `shop-${slo.name}`, slo: slo.name },
          }),
        ]),
  ];
}

function ticketing(plan: Plan): readonly ResourceEvidence[] {
  const detecting = (one: ResourceEvidence, ...detects: TicketName[]): ResourceEvidence => ({ ...one, detects });
  return [
    resource(plan, "incident", "aws_sfn_state_machine.tickets", part("incident"), ["ticket"], {
      role: "ticket-state-machine",
      handles: { name: "shop-tickets" },
    }),
    resource(plan, "incident", "aws_cloudwatch_event_rule.resolved", part("incident"), ["post-incident-review"]),
    detecting(
      resource(plan, "delivery", "aws_codebuild_project.checks", part("delivery"), ["operational-check"], {
        role: "operational-checks",
        handles: { name: "shop-checks" },
      }),
      "infrastructure_drift_detected",
      "monitoring_coverage_gap",
      "operational_runbook_outdated",
    ),
    ...["s3-public-read", "rds-encrypted"].map((rule) =>
      detecting(
        resource(plan, "security", `aws_config_config_rule.${rule}`, part("security"), ["configuration-rule"], {
          role: "config-rule",
          handles: { name: `shop-${rule}` },
        }),
        "compliance_deviation_identified",
      ),
    ),
  ];
}

function resourceOf(plan: Plan, { address, subject, slo }: AlarmEvidence): ResourceEvidence {
  return resource(plan, "observability", address, subject, slo === null ? ["golden-signal-alarm"] : ["slo-alarm"]);
}
