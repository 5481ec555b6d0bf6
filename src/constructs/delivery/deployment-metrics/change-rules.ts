import type { Plan } from "../../../model/plan";

export const ALARM_EVENT = "CloudWatch Alarm State Change";

export interface ChangeRule {
  /** Words of the rule's name after the environment. */
  readonly name: string;
  readonly description: string;
  /** EventBridge event pattern. Plans whose names begin alike match as well: whoever acts on it looks closer. */
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** What ends a change, or a trouble. */
export function changeRules({ name, environment }: Plan): readonly ChangeRule[] {
  const prefix = `${name}-${environment.name}-`;
  return [
    {
      name: "change-ended",
      description: "A pipeline of the plan has deployed: measure the change",
      pattern: {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Action Execution State Change"],
        detail: { state: ["SUCCEEDED", "FAILED"], pipeline: [{ prefix }], type: { category: ["Deploy"] } },
      },
    },
    {
      name: "trouble-ended",
      description: "An alarm of the plan is over: measure how long it was on",
      pattern: {
        source: ["aws.cloudwatch"],
        "detail-type": [ALARM_EVENT],
        detail: {
          alarmName: [{ prefix }],
          state: { value: ["OK"] },
          previousState: { value: ["ALARM"] },
        },
      },
    },
  ];
}
