import type { Plan } from "../../model/plan";
import { runbookLink } from "../core/runbook-link";
import { toldByChat } from "../failover/documents/region-context";
import { chained, must, type RunStep, script, TELL_FAILED } from "../failover/documents/run";
import { CALL_SECONDS } from "../failover/failover-budget";
import { TELL_SCRIPT } from "../failover/scripts/tell-script";
import {
  call,
  inOrder,
  insist,
  output,
  type Property,
  pause,
  reference,
  type Step,
  waitUntil,
} from "../observability/automation/step";
import type { Experiment } from "./experiment";
import type { RestoreCheck } from "./restore-check";

/** How an experiment can end (FIS API reference, ExperimentState). */
const ENDED = ["completed", "stopped", "failed", "cancelled"];

/** The longest lasts ten minutes; resolving targets, stopping and the report come on top. */
const EXPERIMENT_SECONDS = 1800;

/** What failed is made good before the next failure: a start, health checks, and caches that fill again. */
const REST_MINUTES = 10;

const TELL_SECONDS = 60;

export interface RehearsedExperiment {
  readonly experiment: Experiment;
  /** Id of its template. */
  readonly templateId: string;
}

export interface GameDayDocumentProps {
  readonly plan: Plan;
  readonly experiments: readonly RehearsedExperiment[];
  readonly topicArn: string;
  readonly roleArn: string;
  /** Asks whether backups were proven to be restorable; null where nothing tests them. */
  readonly restores: RestoreCheck | null;
}

/** A document that a game day runs on its way: some of a large plan's experiments. */
export interface GameDayPart {
  readonly name: string;
  readonly experiments: readonly RehearsedExperiment[];
}

/**
 * Most experiments of one document. Four steps of at most 2,000 characters in all to each: twenty fill 40 of the 64 KB
 * that a document takes.
 */
const MOST_IN_DOCUMENT = 20;

/** The experiments by the document that holds them; all in one, the game day's own, as long as they fit. */
export function shares(experiments: readonly RehearsedExperiment[]): readonly (readonly RehearsedExperiment[])[] {
  const count = Math.ceil(experiments.length / MOST_IN_DOCUMENT);
  return Array.from({ length: count }, (_, index) =>
    experiments.slice(index * MOST_IN_DOCUMENT, (index + 1) * MOST_IN_DOCUMENT),
  );
}

/**
 * A game day as an Automation document: one experiment after another, so that no failure hides another, and no more once
 * one has hurt. The move to the recovery region is not among them: even planned it stops writes for minutes, twice, which
 * no clock may decide; people start it. Those of a large plan stand in documents of their own, which this one runs.
 */
export function gameDayDocument(props: GameDayDocumentProps, parts: readonly GameDayPart[]) {
  const { plan, experiments, roleArn, restores } = props;
  const names = inWords(experiments);
  const line = [
    // Before anything fails: what a rehearsal might break must be known to come back.
    ...(restores === null ? [] : [must(restores.step)]),
    must(tell(props, "tellStart", "a game day begins", `In this order: ${names}.`)),
    ...(parts.length === 0 ? rehearsals(experiments) : rested(parts.map((part) => [runPart(part)]))),
    must(tell(props, "tellEnd", "the game day is over", `Nothing that mattered failed: ${names}.`)),
  ];
  return {
    schemaVersion: "0.3",
    description:
      `The game day of ${plan.name} ${plan.environment.name}: ${names}. Stops at the first experiment that an alarm ` +
      `stops.\n\nOwner ${plan.owner}.`,
    assumeRole: roleArn,
    mainSteps: [
      ...chained(line),
      {
        ...tell(
          props,
          TELL_FAILED,
          "the game day has STOPPED",
          "An alarm stopped an experiment, or it could not run. Treat it as an incident until the alarm is over.",
        ),
        isEnd: true as const,
      },
    ],
  };
}

/** Ends as failed at the first experiment that failed; the game day that runs it tells people. */
export function gameDayPartDocument({ plan, roleArn }: GameDayDocumentProps, { experiments }: GameDayPart) {
  return {
    schemaVersion: "0.3",
    description:
      `Part of the game day of ${plan.name} ${plan.environment.name}, which runs it: ${inWords(experiments)}.\n\n` +
      `Owner ${plan.owner}.`,
    assumeRole: roleArn,
    mainSteps: inOrder(...rehearsals(experiments).map(({ step }) => ({ ...step, onFailure: "Abort" as const }))),
  };
}

/** A few names are a list, many a number. */
function inWords(experiments: readonly RehearsedExperiment[]): string {
  const names = experiments.map(({ experiment }) => experiment.name);
  const [first] = names;
  return names.length <= MOST_IN_DOCUMENT
    ? names.join(", ")
    : `${names.length} experiments, from ${first} to ${names.at(-1)}`;
}

function rehearsals(experiments: readonly RehearsedExperiment[]): readonly RunStep[] {
  return rested(experiments.map(({ experiment, templateId }) => rehearsal(experiment, templateId)));
}

/** With a rest before each but the first. */
function rested(failures: readonly (readonly RunStep[])[]): readonly RunStep[] {
  return failures.flatMap((steps, index) => [
    ...(index === 0
      ? []
      : [must(pause({ name: `rest_${index}`, description: "Let all of it recover." }, REST_MINUTES))]),
    ...steps,
  ]);
}

function runPart({ name, experiments }: GameDayPart): RunStep {
  return must({
    name: `run_${name.slice(name.lastIndexOf("-") + 1)}`,
    description: `${inWords(experiments)}.`,
    action: "aws:executeAutomation",
    timeoutSeconds: experiments.length * (EXPERIMENT_SECONDS + REST_MINUTES * 60 + 2 * CALL_SECONDS),
    inputs: { DocumentName: name },
  });
}

/** Starts an experiment and follows it to its end: it has failed when an alarm, or anything else, stopped it. */
function rehearsal({ name, description }: Experiment, templateId: string): readonly RunStep[] {
  const id = name.replaceAll("-", "_");
  const status: Property = {
    of: { service: "fis", operation: "GetExperiment", parameters: { id: reference(`start_${id}.ExperimentId`) } },
    at: "$.experiment.state.status",
  };
  return [
    must(
      call(
        { name: `start_${id}`, description },
        {
          service: "fis",
          operation: "StartExperiment",
          parameters: { experimentTemplateId: templateId, clientToken: `${name}-{{ automation:EXECUTION_ID }}` },
        },
        [output("ExperimentId", "$.experiment.id")],
      ),
    ),
    must(waitUntil({ name: `await_${id}`, description: "Wait for its end." }, status, ENDED, EXPERIMENT_SECONDS)),
    must(insist({ name: `check_${id}`, description: "Nothing had to stop it." }, status, ["completed"])),
  ];
}

function tell({ plan, topicArn }: GameDayDocumentProps, name: string, title: string, text: string): Step {
  return script(
    {
      name,
      description: "Tell people.",
      handler: "tell",
      script: TELL_SCRIPT,
      timeoutSeconds: TELL_SECONDS,
    },
    {
      Topic: topicArn,
      Chat: toldByChat(plan, "medium") ? "yes" : "no",
      Title: `${plan.name} ${plan.environment.name}: ${title}`,
      Text: `${text} Run {{ automation:EXECUTION_ID }} in ${plan.environment.region}.`,
      Links: `Runbook: ${runbookLink(plan, "incident")}`,
    },
  );
}
