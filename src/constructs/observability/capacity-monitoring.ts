import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { FoundationOutputs, IncidentOutputs } from "../core/stack-outputs";
import { quotaAlarms } from "./alarms/quota-alarms";
import type { AlarmPost } from "./alarms/raise";
import { bySubject } from "./forecast/by-subject";
import { CAPACITY } from "./forecast/capacity-subject";
import type { Forecast } from "./forecast/forecast";
import { forecastAlarm } from "./forecast/forecast-alarm";
import { ForecastRecorder } from "./forecast/forecast-recorder";

export interface CapacityMonitoringProps {
  readonly plan: Plan;
  readonly forecasts: readonly Forecast[];
  readonly foundation: Pick<FoundationOutputs, "keyArns">;
  readonly incident: Pick<IncidentOutputs, "topicArns">;
}

/** What runs out in some days, and quotas of AWS that are nearly used. */
export class CapacityMonitoring extends Construct {
  constructor(scope: Construct, id: string, { plan, forecasts, foundation, incident }: CapacityMonitoringProps) {
    super(scope, id);
    const post: AlarmPost = {
      scope: this,
      plan,
      subject: CAPACITY,
      topics: incident.topicArns,
      region: plan.environment.region,
    };
    quotaAlarms(post);
    if (forecasts.length === 0) return;
    new ForecastRecorder(this, "recorder", { plan, forecasts, post, logsKeyArn: foundation.keyArns.logs });
    for (const own of bySubject(forecasts)) {
      const [{ subject }] = own;
      // Names of services and stores are unique together, and hold no underscore.
      const place = subject.kind === "plan" ? this : new Construct(this, `of_${subject.name}`);
      for (const forecast of own) forecastAlarm({ ...post, scope: place }, forecast);
    }
  }
}
