import { Construct } from "constructs";
import type { IncidentOutputs } from "../core/stack-outputs";
import { calledServiceAlarms } from "./alarms/called-service-alarms";
import { computeAlarms } from "./alarms/compute-alarms";
import { logAlarms } from "./alarms/log-alarms";
import type { AlarmPost } from "./alarms/raise";
import { requestAlarms } from "./alarms/request-alarms";
import { errorLineFilter } from "./logs/error-lines";
import { savedQueries } from "./logs/saved-queries";
import type { ServiceContext } from "./service-context";

export interface ServiceMonitoringProps {
  readonly context: ServiceContext;
  readonly incident: IncidentOutputs;
}

/** The golden signals of one service, its error lines and saved queries. */
export class ServiceMonitoring extends Construct {
  constructor(scope: Construct, id: string, { context, incident }: ServiceMonitoringProps) {
    super(scope, id);
    const { plan, service } = context;
    const post: AlarmPost = {
      scope: this,
      plan,
      subject: { kind: "service", name: service.name },
      topics: incident.topicArns,
      region: plan.environment.region,
    };
    requestAlarms(post, context);
    calledServiceAlarms(post, context);
    computeAlarms(post, context);
    errorLineFilter(this, context);
    logAlarms(post, context);
    savedQueries(this, context);
  }
}
