import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { Role, Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import type { Severity } from "../../../model/severities";
import { type PlanAlarmProps, planAlarm } from "../../core/alarm";

/** Where alarms of one subject stand and whom they tell. */
export interface AlarmPost {
  readonly scope: Construct;
  readonly plan: Plan;
  readonly subject: Subject;
  /** The one resource of the subject that they watch; all of the subject where it is not given. */
  readonly watches?: Role;
  /** Topics of the region that the alarms stand in. */
  readonly topics: Readonly<Record<Severity, string>>;
  readonly region: string;
}

/** An alarm as the constructs here write it: what is left of its properties once its post is known. */
export type AlarmSpecification = Omit<PlanAlarmProps, "plan" | "subject" | "watches" | "topics" | "region">;

/**
 * An alarm whose logical id is its name's words: `error-rate` of checkout is `checkout_error_rate`. No alarm's words
 * end in another's, so that `<subject>-<words>` never means two alarms.
 */
export function raise(post: AlarmPost, specification: AlarmSpecification): CloudwatchMetricAlarm {
  const { scope, plan, subject, watches, topics, region } = post;
  return planAlarm(scope, specification.name.replaceAll("-", "_"), {
    ...specification,
    plan,
    subject,
    ...(watches === undefined ? {} : { watches }),
    region,
    topics: [topics[specification.severity]],
  });
}
