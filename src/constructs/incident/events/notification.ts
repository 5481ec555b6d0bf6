import type { Runbook } from "../../../model/catalogue/runbooks";
import type { Plan } from "../../../model/plan";
import { runbookLink } from "../../core/runbook-link";

/** What people read when an event comes; `<name>` stands for a value of {@link EventText.values}. */
export interface EventText {
  /** One line. */
  readonly title: string;
  readonly details: readonly string[];
  readonly runbook: Runbook;
  /** JSON paths into the event, by the name used in the texts. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The message in EventBridge's template language. Mail takes lines of text. Where a chat channel listens, all listeners
 * get Amazon Q Developer's schema for custom notifications instead: chat shows nothing else, and a rule has one
 * message for a topic.
 */
export function notificationTemplate(plan: Plan, { title, details, runbook }: EventText, forChat: boolean): string {
  const heading = `${plan.name} ${plan.environment.name}: ${title}`;
  const lines = [...details, `Runbook: ${runbookLink(plan, runbook)}`];
  if (!forChat) return [heading, ...lines].map((line) => JSON.stringify(line)).join("\n");
  const content = { textType: "client-markdown", title: heading, description: lines.join("\n") };
  return JSON.stringify({ version: "1.0", source: "custom", content });
}
