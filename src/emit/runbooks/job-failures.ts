import type { SloJob } from "../../model/slo";
import { matchingLines, tailLogs } from "../commands/log-queries";
import {
  executionMetric,
  failedExecutions,
  failedSteps,
  machineState,
  newestFailure,
  redriveExecution,
} from "../commands/state-machine-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { logSteps, recentDeploymentSteps, restartSteps, stateSteps, titleOf } from "./service-steps";
import { alarmedSlos, burnGroups, type SloTarget, sloTitle, tierDecisions, triggerOf } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { type ServiceTarget, serviceTargets } from "./targets";

export const jobFailures: RunbookWriter = (context) => {
  const jobs = jobTargets(context);
  const slos = jobs.map(({ target }) => target);
  return {
    title: "Job failures",
    trigger: triggerOf(context, "Too many runs of a job fail"),
    impact: [
      "Work that no user waits for is not done: reports, settlements, exports are late or missing.",
      "Whatever reads their results goes on with old ones, and nobody may notice for hours.",
    ],
    firstMinutes: jobs.flatMap((job) => countSteps(job, context)),
    diagnosis: [
      ...burnGroups(slos, context),
      ...jobs.flatMap(({ target, job }) =>
        job.kind === "state-machine" ? [group(sloTitle(target), ...machineSteps(job.name, context))] : [],
      ),
      ...servicesOf(jobs).flatMap((service) => groupIfAny(titleOf(service), causeSteps(service, context))),
    ],
    decisions: [
      ...tierDecisions(slos, context),
      {
        when: "One input fails each time, others pass",
        act: "Keep that input, take it out of the job's way, and let the others run",
      },
      {
        when: "The cause names a store or another service",
        act: "Open the runbook of that one; run the job again after it",
      },
      { when: "It began with a deployment", act: ["Roll back, then run the job again: ", see("roll-back")] },
      { when: "Access denied, or a secret that does not work", act: ["Look at who changed it; then ", see("rotate")] },
      {
        when: "A failed run has already done half of its work",
        act: "Ask whoever knows the job before it runs again: it must not do that half twice",
      },
      {
        when: "No run was started at all",
        act: "The schedule is off or its target is gone: apply the stack that holds it",
      },
    ],
    mitigation: [
      ...jobs.flatMap(({ target, job }) =>
        job.kind === "state-machine" ? [group(sloTitle(target), redriveStep(job.name, context))] : [],
      ),
      ...servicesOf(jobs.filter(({ job }) => job.kind === "log-lines")).flatMap((service) =>
        groupIfAny(titleOf(service), restartSteps(service, context.region)),
      ),
    ],
    verification: jobs.map((job) => group(sloTitle(job.target), ...passSteps(job, context))),
    rollback: [
      group(
        "A run that should not have begun",
        step("What a run wrote is undone as its owner says; runs undo nothing by themselves."),
      ),
    ],
  };
};

interface JobTarget {
  readonly target: SloTarget;
  readonly job: SloJob;
  /** null where nothing was generated to run the service. */
  readonly service: ServiceTarget | null;
}

function jobTargets(context: RunbookContext): readonly JobTarget[] {
  const services = serviceTargets(context);
  return alarmedSlos(context).flatMap((target): readonly JobTarget[] => {
    const { job } = target.slo;
    const service = services.find((one) => one.service.name === target.service.name) ?? null;
    return job === null ? [] : [{ target, job, service }];
  });
}

function countSteps({ job, service }: JobTarget, context: RunbookContext): readonly Item[] {
  if (job.kind === "state-machine") {
    return [
      step(
        ["Runs of ", inlineCode(job.name), " that began, and that failed."],
        executionMetric(job.name, "ExecutionsStarted", context),
        executionMetric(job.name, "ExecutionsFailed", context),
      ),
    ];
  }
  if (service === null || service.logGroup === null) return [];
  return [
    step("Lines that say a run failed, newest last.", matchingLines(service.logGroup, job.failed, context.region)),
    step("Lines that say a run succeeded.", matchingLines(service.logGroup, job.succeeded, context.region)),
  ];
}

/** Each service once, however many of its jobs have an objective. */
function servicesOf(jobs: readonly JobTarget[]): readonly ServiceTarget[] {
  const found = jobs.flatMap(({ service }) => service ?? []);
  return [...new Map(found.map((target) => [target.service.name, target])).values()];
}

function causeSteps(service: ServiceTarget, { region }: RunbookContext): readonly Item[] {
  return [...recentDeploymentSteps(service, region), ...stateSteps(service), ...logSteps(service, region)];
}

function machineSteps(name: string, context: RunbookContext): readonly Item[] {
  return [
    step("The newest failed runs.", failedExecutions(name, context)),
    step("Why the newest of them failed, and at which step.", newestFailure(name, context)),
    step(
      "Runs that took too long, or were stopped by hand.",
      ...["ExecutionsTimedOut", "ExecutionsAborted"].map((one) => executionMetric(name, one, context)),
    ),
    step(
      "Is the machine itself as it should be? The two commands above are for type STANDARD.",
      machineState(name, context),
    ),
    step(
      "An EXPRESS machine keeps no list of runs: read its log, where one is set up.",
      failedSteps(name, context.region),
    ),
  ];
}

function redriveStep(name: string, context: RunbookContext): Item {
  return step(
    "Let the newest failed run go on from the step that failed, with the same input; possible for 14 days, type STANDARD.",
    redriveExecution(name, context),
  );
}

function passSteps({ job, service, target }: JobTarget, context: RunbookContext): readonly Item[] {
  if (job.kind === "state-machine") {
    return [
      step(
        "A run succeeds, and none fails.",
        ...["ExecutionsSucceeded", "ExecutionsFailed"].map((one) => executionMetric(job.name, one, context)),
      ),
    ];
  }
  if (service === null || service.logGroup === null) {
    return [step(`Ask whoever runs ${target.service.name} whether the next run succeeded.`)];
  }
  return [
    step("The next run says that it succeeded.", matchingLines(service.logGroup, job.succeeded, context.region)),
    step("Follow the log while it runs.", tailLogs(service.logGroup, context.region)),
  ];
}
