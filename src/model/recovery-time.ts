import { isLive, RECOVERY_STEPS, type RecoveryStep } from "./recovery";
import type { RecoveryCase } from "./recovery-case";
import {
  FAILOVER_ALARM_SECONDS,
  HEALTH_CHECK_FAILURES,
  healthCheckSeconds,
  isNoticedByTargets,
  noticeSeconds,
  RECORD_TTL_SECONDS,
  regionAlarmSeconds,
  SECOND_LOOK_SECONDS,
  SERVICE_ALARM_SECONDS,
  SWITCH_READ_SECONDS,
  TARGETS_LOST_SECONDS,
} from "./recovery-detection";
import type { DataStoreFile } from "./schema/plan-file";
import { spelledDuration } from "./units/duration";

/** One step between the loss and users being served. */
export interface TimedStep {
  readonly step: RecoveryStep;
  readonly seconds: number;
  /** Where the length comes from, in words. */
  readonly source: string;
  /** Whether an exercise measured it. */
  readonly measured: boolean;
}

type Estimate = Omit<TimedStep, "step" | "measured">;

const MINUTE = 60;

/**
 * `terraform apply` of the standby stack. Reasoning: NAT gateways, load balancer and ECS services are minutes each, an
 * Aurora cluster with its writer a quarter of an hour (RDS user guide); three times the longest chain, for a person who
 * reads the plan first.
 */
const BUILD_SECONDS = 45 * MINUTE;

/**
 * Restores of one store each, side by side. DynamoDB: 95 % of restores are done within an hour (developer guide,
 * "Backup and restore"). Aurora: the cluster's volume is made from a snapshot and read in as it is asked for; an hour is
 * reasoning, with room. S3: AWS Backup copies objects one by one, so it grows with their number; two hours are
 * reasoning for some millions. Redis: nodes load their snapshot as they start; half an hour is reasoning. AWS gives no
 * promise for any of them (AWS Backup developer guide, "Restore a backup").
 */
const RESTORE_SECONDS: Readonly<Record<DataStoreFile["engine"], number>> = {
  "aurora-postgresql": 60 * MINUTE,
  dynamodb: 60 * MINUTE,
  s3: 120 * MINUTE,
  redis: 30 * MINUTE,
  sqs: 0,
};

/**
 * A failover of an Aurora global database. AWS says "in the order of minutes" (Aurora user guide, "Planning for business
 * continuity and disaster recovery"); five are reasoning: the call, the new writer, and its endpoint.
 */
const PROMOTE_SECONDS = 5 * MINUTE;

/**
 * Until new copies serve. Reasoning: a task pulls its image, starts and passes two health checks in a minute or two;
 * an instance boots first. Promotion and start run side by side in a failover, and are added up here all the same: the
 * sum is on the safe side. From a share of the load the rest follows while the share serves already.
 */
const SCALE_SECONDS: Readonly<Record<"zero" | "share", Readonly<Record<RecoveryCase["runtimes"][number], number>>>> = {
  zero: { "ecs-fargate": 5 * MINUTE, "ec2-asg": 10 * MINUTE },
  share: { "ecs-fargate": MINUTE, "ec2-asg": 5 * MINUTE },
};

/** Global Accelerator sends new connections elsewhere within 30 seconds (AWS Global Accelerator, "Failover"). */
const ACCELERATOR_SECONDS = 30;

/** A person changes one record: reasoning. Resolvers keep the old answer for its time to live on top. */
const RECORD_CHANGE_SECONDS = 5 * MINUTE;

/** What an Automation run asks at its end: whether targets are healthy. A person walks through the main paths. */
const VERIFY_SECONDS = { automated: 30, manual: 10 * MINUTE } as const;

/** The steps after the loss of the region, in their order; those that nothing asks for are left out. */
export function regionSteps(recovery: RecoveryCase): readonly TimedStep[] {
  return timed(recovery, (step) => ESTIMATES[step](recovery));
}

/** The steps after the loss of a store in a region that stands: it is restored from what the region keeps of it. */
export function storeSteps(recovery: RecoveryCase): readonly TimedStep[] {
  const restore = restoreEstimate(recovery.stores);
  if (restore === null) return [];
  const estimates: Partial<Record<RecoveryStep, Estimate>> = {
    detect: serviceAlarms(),
    decide: person(recovery),
    "restore-data": restore,
    verify: byHand(),
  };
  return timed(recovery, (step) => estimates[step] ?? null);
}

export function totalSeconds(steps: readonly Pick<TimedStep, "seconds">[]): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}

function timed({ measured }: RecoveryCase, estimateOf: (step: RecoveryStep) => Estimate | null): readonly TimedStep[] {
  return RECOVERY_STEPS.flatMap((step): readonly TimedStep[] => {
    const estimate = estimateOf(step);
    if (estimate === null) return [];
    const length = measured[step];
    if (length === undefined) return [{ step, ...estimate, measured: false }];
    return [{ step, seconds: length.seconds, source: "measured by an exercise", measured: true }];
  });
}

const ESTIMATES: Readonly<Record<RecoveryStep, (recovery: RecoveryCase) => Estimate | null>> = {
  detect: (recovery) => (servesAnyway(recovery) ? null : detection(recovery)),
  decide: (recovery) => (servesAnyway(recovery) ? null : decision(recovery)),
  "build-infrastructure": ({ pattern }) =>
    isLive(pattern)
      ? null
      : { seconds: BUILD_SECONDS, source: "the standby stack is applied; an estimate, AWS gives no number" },
  "restore-data": ({ pattern, stores }) => (isLive(pattern) ? null : restoreEstimate(stores)),
  "promote-database": (recovery) =>
    hasPromotion(recovery)
      ? { seconds: PROMOTE_SECONDS, source: "Aurora promotes the other region's cluster in the order of minutes" }
      : null,
  "scale-compute": scaling,
  "switch-traffic": switching,
  verify: (recovery) => {
    if (servesAnyway(recovery)) return null;
    return recovery.failover === "manual"
      ? byHand()
      : { seconds: VERIFY_SECONDS.automated, source: "the run looks at the health of what it started" };
  },
};

function hasPromotion({ pattern, stores }: RecoveryCase): boolean {
  return isLive(pattern) && stores.some(({ engine }) => engine === "aurora-postgresql");
}

/** Both regions serve and write: users of the lost one are led to the other, and nobody has to do anything. */
function servesAnyway(recovery: RecoveryCase): boolean {
  return recovery.pattern === "active-active" && !hasPromotion(recovery);
}

function detection(recovery: RecoveryCase): Estimate {
  const isAutomated = recovery.failover === "automated";
  const noticed = recovery.hasPublicEndpoint ? healthChecks(recovery) : serviceAlarms();
  if (!isAutomated) return noticed;
  return {
    seconds: noticed.seconds + SECOND_LOOK_SECONDS,
    source: `${noticed.source}, then the run asks three times more in ${spelledDuration(SECOND_LOOK_SECONDS)}`,
  };
}

function healthChecks(recovery: RecoveryCase): Estimate {
  const seconds = noticeSeconds(recovery, true);
  if (isNoticedByTargets(recovery)) {
    return {
      seconds,
      source: `no target is healthy for ${spelledDuration(TARGETS_LOST_SECONDS)}, an alarm looks at ${spelledDuration(FAILOVER_ALARM_SECONDS)}`,
    };
  }
  const alarm = regionAlarmSeconds(recovery);
  return {
    seconds,
    source: `${HEALTH_CHECK_FAILURES} health checks ${healthCheckSeconds(recovery)} seconds apart fail, an alarm looks at ${spelledDuration(alarm)}`,
  };
}

function serviceAlarms(): Estimate {
  return { seconds: SERVICE_ALARM_SECONDS, source: "alarms inside the region look at five minutes" };
}

function decision(recovery: RecoveryCase): Estimate | null {
  if (recovery.failover === "manual") return person(recovery);
  if (recovery.approvalTimeout === null) return null;
  return { seconds: recovery.approvalTimeout.seconds, source: "an approver has until then to agree" };
}

function person({ responseTime }: RecoveryCase): Estimate {
  return { seconds: responseTime.seconds, source: "a person answers a critical alarm within the plan's response time" };
}

function byHand(): Estimate {
  return { seconds: VERIFY_SECONDS.manual, source: "somebody walks through the main paths; an estimate" };
}

function restoreEstimate(stores: readonly DataStoreFile[]): Estimate | null {
  const restored = stores.filter((store) => store.engine !== "redis" || store.content === "durable");
  const slowest = [...restored].sort((a, b) => RESTORE_SECONDS[b.engine] - RESTORE_SECONDS[a.engine])[0];
  if (slowest === undefined || RESTORE_SECONDS[slowest.engine] === 0) return null;
  return {
    seconds: RESTORE_SECONDS[slowest.engine],
    source: `stores are restored side by side, ${slowest.name} (${slowest.engine}) the longest; an estimate, AWS promises none`,
  };
}

function scaling({ pattern, standbyPercent, runtimes }: RecoveryCase): Estimate | null {
  if (!isLive(pattern) || standbyPercent >= 100 || runtimes.length === 0) return null;
  const lengths = SCALE_SECONDS[standbyPercent === 0 ? "zero" : "share"];
  return {
    seconds: Math.max(...runtimes.map((runtime) => lengths[runtime])),
    source:
      standbyPercent === 0
        ? "compute starts from zero; an estimate"
        : `${standbyPercent} % of the services' minimum runs, the rest starts beside it; an estimate`,
  };
}

function switching({ pattern, traffic, hasPublicEndpoint }: RecoveryCase): Estimate | null {
  if (traffic === "global-accelerator")
    return { seconds: ACCELERATOR_SECONDS, source: "Global Accelerator leads new connections to the other region" };
  if (traffic === "failover-records") {
    return {
      seconds: SWITCH_READ_SECONDS + RECORD_TTL_SECONDS,
      source: `Route 53 reads the failover switch in ${spelledDuration(SWITCH_READ_SECONDS)} on average, resolvers keep the old answer for ${spelledDuration(RECORD_TTL_SECONDS)}`,
    };
  }
  if (isLive(pattern) || !hasPublicEndpoint) return null;
  return {
    seconds: RECORD_CHANGE_SECONDS + RECORD_TTL_SECONDS,
    source: `the domain's record is changed by hand, resolvers keep the old answer for ${spelledDuration(RECORD_TTL_SECONDS)}`,
  };
}
