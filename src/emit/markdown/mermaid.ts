import type { Code } from "mdast";
import { codeBlock } from "./blocks";

/** A Mermaid diagram, which GitHub and GitLab draw from a fenced block. */
export function mermaid(lines: readonly string[]): Code {
  return codeBlock("mermaid", lines.join("\n"));
}

/** Characters that end a label, start an entity, a directive (`%%{`), a Markdown string or HTML. */
const SPECIAL = /["#%<>`{}&\\]/g;

/** A flowchart label in quotes; what Mermaid would read becomes its own entity codes (decimal, ended by `;`). */
export function quotedLabel(...lines: readonly string[]): string {
  return `"${lines.map(escaped).join("<br/>")}"`;
}

/** A name where Mermaid knows no quoting (gantt, timeline): its separators become spaces. */
export function bareLabel(text: string): string {
  return text.replace(/["#%<>`{}&\\:;,\s]+/g, " ").trim();
}

function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(SPECIAL, (character) => `#${character.charCodeAt(0)};`);
}
