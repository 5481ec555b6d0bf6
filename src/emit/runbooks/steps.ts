import type { Runbook } from "../../model/catalogue/runbooks";
import { codeBlock, type Item } from "../markdown/blocks";
import { type Content, link } from "../markdown/inline";
import type { StepGroup } from "./runbook-content";

/** One step: what it is for, and the commands for bash. */
export function step(text: Content, ...commands: readonly string[]): Item {
  return commands.length === 0 ? { text } : { text, code: codeBlock("bash", commands.join("\n")) };
}

/** What a run of Automation is to the reader. */
const BY_AUTOMATION =
  "Systems Manager does it: repeat the second command until the status is Success, or Failed with the reason.";

/** One thing to do in two ways: as an Automation runbook where one was generated, and by plain commands. */
export function eitherWay(text: string, automation: string | null, ...commands: readonly string[]): readonly Item[] {
  if (automation === null) return [step(text, ...commands)];
  return [step(`${text} ${BY_AUTOMATION}`, automation), step("Or the same by hand.", ...commands)];
}

/** An Automation runbook in place of the steps that follow it. */
export function automatedInstead(text: string, automation: string | null): readonly Item[] {
  return automation === null
    ? []
    : [step(`${text} ${BY_AUTOMATION} Or go on by hand, with the first step below that fits.`, automation)];
}

export function group(title: string, ...steps: readonly Item[]): StepGroup {
  return { title, steps };
}

/** The group, unless it has no steps. */
export function groupIfAny(title: string, steps: readonly Item[]): readonly StepGroup[] {
  return steps.length === 0 ? [] : [{ title, steps }];
}

/** Another runbook of the same folder. */
export function see(runbook: Runbook): ReturnType<typeof link> {
  return link(`${runbook}.md`, `${runbook}.md`);
}
