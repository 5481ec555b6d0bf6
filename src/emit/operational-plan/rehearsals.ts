import { loadProfile } from "../../model/load-test/load-profile";
import { automationOf } from "../commands/automation-commands";
import { experimentState, loadTestJob, startExperiment, stopExperiment } from "../commands/load-test-commands";
import type { EmitContext } from "../emit-context";
import { type Block, heading, numbered, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link } from "../markdown/inline";
import { step } from "../runbooks/steps";

/** Failures that are rehearsed and loads that are tested; nothing of a plan without either. */
export function rehearsals(context: EmitContext): readonly Block[] {
  return [...experiments(context), ...loadTest(context)];
}

function experiments(context: EmitContext): readonly Block[] {
  const { plan, index, region } = context;
  const templates = index.byRole("experiment-template");
  const [first] = templates;
  if (first === undefined) return [];
  const { gameDays } = plan.resilience;
  const gameDay = automationOf("resilience", context)("game-day");
  return [
    heading(3, "Rehearsed failures"),
    paragraph(
      gameDays === null ? "They are made when somebody starts them" : "They are made one after another, ",
      ...(gameDays === null
        ? []
        : [inlineCode(gameDays.cron), ` ${gameDays.timezone}`, ", and whenever somebody starts them"]),
      ". An experiment ends at once when one of its alarms goes off, and the game day with it. AWS FIS writes its report, with the dashboard before, during and after, to ",
      inlineCode("fis/"),
      " in the bucket of logs.",
    ),
    table(
      ["Experiment", "Of", "What fails, and what must hold", "Stopped by"],
      templates.map(({ resource, handles: { name, failure, stops } }): readonly Content[] => [
        inlineCode(name),
        resource.subject === null ? "the plan" : inlineCode(resource.subject.name),
        failure,
        codeList(stops.split(","), "none"),
      ]),
    ),
    numbered([
      ...(gameDay === null ? [] : [step("A game day now: all of them, in their order.", gameDay)]),
      step(
        ["One of them alone, here ", inlineCode(first.handles.name), "."],
        startExperiment(first.handles),
        experimentState(region),
      ),
      step("Stop it: what it did is undone.", stopExperiment(region)),
    ]),
  ];
}

function loadTest(context: EmitContext): readonly Block[] {
  const profile = loadProfile(context.plan);
  const job = loadTestJob(context);
  if (profile === null || job === null) return [];
  return [
    heading(3, "Load test"),
    table(
      ["Service", "Requests/s", "Must hold"],
      profile.services.map(({ name, rate, failures, durations }) => [
        inlineCode(name),
        String(rate),
        codeList([...failures.map((one) => `failed ${one}`), ...durations], "nothing: it has no objective"),
      ]),
    ),
    paragraph(
      "k6 runs on ",
      inlineCode(profile.machine.computeType),
      `, the smallest machine of CodeBuild for it, in the project `,
      inlineCode(job),
      ". How to run, read and feed it back: ",
      link("load-test.md", "runbooks/load-test.md"),
      ".",
    ),
  ];
}
