import type { GoldenSignal } from "../../evidence/evidence";
import type { Service } from "../../model/plan";

/** What is watched, as far as its signals differ. */
export type SubjectKind =
  /** A service whose requests pass the load balancer. */
  | "balanced-service"
  /** A service that only its fellow services call. */
  | "called-service"
  /** A service that takes no requests, with and without an objective for the age of its work. */
  | "timed-worker"
  | "worker"
  | "aurora-postgresql"
  | "redis"
  | "dynamodb"
  | "sqs"
  | "s3"
  | "cloudfront-distribution"
  | "web-acl"
  | "load-balancer"
  | "health-check";

/**
 * What is expected of one signal, and why:
 * `always`: an alarm, whatever the plan says.
 * `usual`: an alarm that needs a baseline. Without anomaly detection nothing can tell that work is unusual, so that
 * traffic is not expected then, while slowness still is: it hurts, whether or not anything can tell.
 * `unmeasured`: an alarm, but AWS publishes nothing that one could watch.
 * `never`: none, since there is nothing to watch.
 */
export type Expectation =
  | { readonly alarm: "always" | "usual"; readonly of: string }
  | { readonly alarm: "unmeasured"; readonly of: string; readonly reason: string; readonly fix: string }
  | { readonly alarm: "never"; readonly reason: string };

const always = (of: string): Expectation => ({ alarm: "always", of });
const usual = (of: string): Expectation => ({ alarm: "usual", of });
const unmeasured = (of: string, reason: string, fix: string): Expectation => ({ alarm: "unmeasured", of, reason, fix });
const never = (reason: string): Expectation => ({ alarm: "never", reason });

const FULL = always("CPU, memory and room left to scale");
const LOGGED = always("errors that it writes to its log");
const IDLE = never("it takes no requests; work that comes by a queue is counted at the queue");
const PROBE = "it asks a few times a minute and only whether the domain answers";

/** Every kind of subject against the four golden signals. */
export const EXPECTATIONS: Readonly<Record<SubjectKind, Readonly<Record<GoldenSignal, Expectation>>>> = {
  "balanced-service": {
    latency: always("time until it answers, against its objective"),
    traffic: usual("requests"),
    errors: always("requests that it fails, and targets that fail their health check"),
    saturation: FULL,
  },
  "called-service": {
    latency: unmeasured(
      "time until it answers",
      "its requests pass no public load balancer, and AWS publishes no latency of what fellow services ask each other",
      "where users may reach it from outside: set its exposure to public, and a domain for the environment; else leave it private, and the gap is accepted",
    ),
    traffic: usual("bytes that it exchanges with its callers"),
    errors: LOGGED,
    saturation: FULL,
  },
  "timed-worker": {
    latency: always("age of the oldest message, against its objective"),
    traffic: IDLE,
    errors: LOGGED,
    saturation: FULL,
  },
  worker: {
    latency: never("it takes no requests, and no objective says how old its work may be"),
    traffic: IDLE,
    errors: LOGGED,
    saturation: FULL,
  },
  "aurora-postgresql": {
    latency: usual("time of reads and commits"),
    traffic: usual("commits"),
    errors: always("deadlocks"),
    saturation: always("CPU, capacity and connections"),
  },
  redis: {
    latency: usual("time of read commands"),
    traffic: usual("read commands"),
    errors: always("refused sign-ins and commands"),
    saturation: always("CPU, memory, connections and evictions"),
  },
  dynamodb: {
    latency: usual("time of reads by key"),
    traffic: usual("consumed capacity"),
    errors: always("requests that fail inside DynamoDB"),
    saturation: always("throttled requests"),
  },
  sqs: {
    latency: always("age of the oldest message"),
    traffic: usual("messages sent"),
    errors: always("messages in the dead-letter queue"),
    saturation: always("messages in flight, of which SQS takes a limited number"),
  },
  s3: {
    latency: usual("time until S3 answers"),
    traffic: usual("requests"),
    errors: always("requests that fail inside S3"),
    saturation: never("AWS scales S3; requests that it turns away count as errors"),
  },
  "cloudfront-distribution": {
    latency: usual("time until the origin answers"),
    traffic: usual("requests"),
    errors: always("requests that end in a 5xx"),
    saturation: never("AWS scales CloudFront and publishes nothing of how full it is"),
  },
  "web-acl": {
    latency: never("AWS publishes no time that the rules take; CloudFront's or the load balancer's latency holds it"),
    traffic: always("blocked requests"),
    errors: never("it blocks or lets pass, and blocked requests count as its traffic"),
    saturation: never("AWS scales it; the capacity of its rules is fixed when they are written"),
  },
  "load-balancer": {
    latency: usual("time until services answer, over all of them"),
    traffic: usual("requests"),
    errors: always("requests that it must answer with a 5xx itself"),
    saturation: always("connections that it refuses"),
  },
  "health-check": {
    latency: never(`${PROBE}; how fast is measured where users' requests pass`),
    traffic: never(`${PROBE}; its requests are Route 53's own`),
    errors: always("the domain not answering"),
    saturation: never(`${PROBE}; AWS runs the checkers`),
  },
};

/** Parts of a signal that its alarms leave out, by what the service runs on. */
export const BLIND_SPOTS: Readonly<Record<Service["runtime"], Readonly<Partial<Record<GoldenSignal, string>>>>> = {
  "ecs-fargate": {},
  "ec2-asg": { saturation: "memory: EC2 publishes none of its instances without an agent, and none is installed" },
};
