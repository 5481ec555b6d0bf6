/** What is done to a service, in commands of whatever it runs on. */
export interface ServiceOperations {
  /** `ECS service shop-production-checkout` */
  readonly words: string;
  /** How many copies run, are wanted and are healthy. */
  readonly status: string;
  /** The newest events: placements, failed health checks, scaling. */
  readonly events: string;
  /** Why copies stopped. */
  readonly failures: string;
  /** CPU, and memory where the runtime measures it. */
  readonly load: string;
  /** A shell on one running copy. */
  readonly shell: string;
  /** Replaces every copy by a fresh one, few at a time. */
  readonly restart: string;
  readonly scalingPolicies: string;
  readonly scheduledActions: string;
  /** Moves the bounds that scaling keeps within. */
  setRange(min: number, max: number): string;
  /** Changes the number of copies at once; scaling moves it on from there. */
  setCount(count: number): string;
}
