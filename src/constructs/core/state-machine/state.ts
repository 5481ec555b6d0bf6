import { jsonata } from "./jsonata";

/** A state of Amazon States Language, or a whole machine: JSON as data until the last moment. */
export type State = Readonly<Record<string, unknown>>;
export type States = Readonly<Record<string, State>>;

/** Five tries after the first over some two and a half minutes, spread so that many incidents do not collide. */
export const RETRY = {
  ErrorEquals: ["States.ALL"],
  IntervalSeconds: 5,
  BackoffRate: 2,
  MaxAttempts: 5,
  JitterStrategy: "FULL",
} as const;

/** A call of an AWS service that is tried again when it fails, but not after an error that is an answer. */
export function task(integration: string, callArguments: unknown, answers: readonly string[] = []): State {
  const final = answers.length === 0 ? [] : [{ ErrorEquals: [...answers], MaxAttempts: 0 }];
  return {
    Type: "Task",
    Resource: `arn:aws:states:::${integration}`,
    Arguments: callArguments,
    Retry: [...final, RETRY],
  };
}

export function choice(condition: string, then: string, otherwise: string): State {
  return { Type: "Choice", Choices: [{ Condition: jsonata(condition), Next: then }], Default: otherwise };
}
