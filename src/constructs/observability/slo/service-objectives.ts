import { Construct } from "constructs";
import type { BurnTier } from "../../../model/slo";
import type { FoundationOutputs, IncidentOutputs } from "../../core/stack-outputs";
import type { AlarmPost } from "../alarms/raise";
import { deliveryRateAlarms } from "../delivery-rates";
import { Recorder } from "../recorder/recorder";
import { recorderRegions } from "../recorder/recorder-regions";
import type { RecorderRoles } from "../recorder/recorder-roles";
import type { ServiceContext } from "../service-context";
import { budgetAlarm } from "./budget-alarm";
import { burnAlarms } from "./burn-alarms";
import { Canary } from "./canary";
import { jobLineFilters } from "./job-line-filters";
import { Maintenance } from "./maintenance";
import type { MeasuredSlo } from "./measured-slos";

export interface ServiceObjectivesProps {
  readonly context: ServiceContext;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly incident: IncidentOutputs;
  readonly roles: RecorderRoles;
}

/** The SLOs of one service: probes, burn-rate alarms and maintenance windows. */
export function serviceObjectives(scope: Construct, props: ServiceObjectivesProps): void {
  for (const measured of props.context.slos) objective(new Construct(scope, measured.slo.name), props, measured);
}

/** What the service's recorders publish, and the alarms on its delivery rates. */
export function serviceRecorders(scope: Construct, props: ServiceObjectivesProps): void {
  const { context, foundation, roles } = props;
  const { plan, service, slos, rates } = context;
  const home = plan.environment.region;
  for (const [region, id] of recorderRegions(context)) {
    new Recorder(scope, id, {
      plan,
      service: service.name,
      slos: slos.filter((measured) => measured.region === region),
      rates: region === home ? rates : [],
      post: postIn(scope, props, region),
      roles,
      logsKeyArn: region === home ? foundation.keyArns.logs : null,
    });
  }
  deliveryRateAlarms(scope, postIn(scope, props, home), rates);
}

function objective(scope: Construct, props: ServiceObjectivesProps, { slo, indicator, region }: MeasuredSlo): void {
  const { context, foundation, roles } = props;
  const { plan, service } = context;
  const { topics } = postIn(scope, props, region);
  jobLineFilters(scope, context, slo);
  const { domain } = plan.environment;
  if (slo.canary !== null && domain !== null) {
    new Canary(scope, "canary", { plan, service: service.name, cell: service.cell, slo, foundation, domain });
  }
  const maintenance = (tier: BurnTier) =>
    slo.maintenance.map(
      (window) =>
        new Maintenance(scope, `maintenance_${window.name}_${tier.name}`, {
          plan,
          service: service.name,
          slo,
          tier,
          window,
          region,
          schedulerRoleArn: roles.schedulerRoleArn,
        }).switch,
    );
  const common = { plan, service: service.name, slo, topics, region };
  burnAlarms(scope, { ...common, indicator, maintenance });
  budgetAlarm(scope, common);
}

function postIn(scope: Construct, { context, incident }: ServiceObjectivesProps, region: string): AlarmPost {
  const { plan, service } = context;
  return {
    scope,
    plan,
    subject: { kind: "service", name: service.name },
    topics: region === plan.environment.region ? incident.topicArns : incident.globalTopicArns,
    region,
  };
}
