import type { Runbook } from "../../model/catalogue/runbooks";
import { codeBlock, type Item } from "../markdown/blocks";
import { type Content, link } from "../markdown/inline";
import type { StepGroup } from "./runbook-content";

/** One step: what it is for, and the commands for bash. */
export function step(text: Content, ...commands: readonly string[]): Item {
  return commands.length === 0 ? { text } : { text, code: codeBlock("bash", commands.join("\n")) };
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
