/** An error of Amazon States Language: it can be retried and caught, and ends the execution when it is not. */
export class StateError extends Error {
  constructor(
    /** Name by which `ErrorEquals` knows it. */
    readonly error: string,
    readonly reason: string,
  ) {
    super(`${error}: ${reason}`);
  }

  /** What a catcher sees as `$states.errorOutput`. */
  get output(): { readonly Error: string; readonly Cause: string } {
    return { Error: this.error, Cause: this.reason };
  }
}

/** Developer guide, "Handling errors in Step Functions workflows": neither wildcard matches these. */
const UNMATCHABLE = new Set(["States.Runtime", "States.DataLimitExceeded"]);

export function matchesError({ error }: StateError, errorEquals: readonly string[]): boolean {
  return errorEquals.some(
    (name) =>
      name === error ||
      (name === "States.ALL" && !UNMATCHABLE.has(error)) ||
      (name === "States.TaskFailed" && !UNMATCHABLE.has(error) && error !== "States.Timeout"),
  );
}

/**
 * A handler speaks as the service would: by throwing something with a name and a message. JavaScript's own errors and
 * failed expectations are faults of the test, and must not end up in a catcher.
 *
 * @throws what was thrown, when it is no error of a service
 */
export function serviceError(thrown: unknown): StateError {
  if (thrown instanceof StateError) return thrown;
  if (typeof thrown !== "object" || thrown === null || !("name" in thrown) || !("message" in thrown)) throw thrown;
  const { name, message } = thrown;
  const own = thrown instanceof Error && (name === thrown.constructor.name || "matcherResult" in thrown);
  if (own || typeof name !== "string" || typeof message !== "string") throw thrown;
  return new StateError(name, message);
}
