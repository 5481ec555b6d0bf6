import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic";
import { formatGithub } from "../diagnostics/format-github";
import { formatJson } from "../diagnostics/format-json";
import { formatPretty } from "../diagnostics/format-pretty";
import { formatSarif } from "../diagnostics/format-sarif";
import { EXIT_FINDINGS, EXIT_OK } from "./exit-codes";
import type { Streams } from "./streams";

export const FORMATS = ["pretty", "json", "sarif", "github"] as const;

export type Format = (typeof FORMATS)[number];

/** Lays diagnostics out in the format asked for; text that ends in a line break, or nothing. */
export function layOut(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  format: Format,
  color: boolean,
): string {
  switch (format) {
    case "json":
      return ended(formatJson(diagnostics, sources));
    case "sarif":
      return ended(formatSarif(diagnostics, sources));
    case "github":
      return ended(formatGithub(diagnostics, sources));
    case "pretty":
      return diagnostics.length === 0 ? "" : ended(formatPretty(diagnostics, sources, { colour: color }));
  }
}

/** Machine formats are results and go to stdout, complete even when empty; the pretty one is for a person. */
export function report(
  streams: Streams,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  format: Format,
): number {
  const write = format === "pretty" ? streams.err : streams.out;
  write(layOut(diagnostics, sources, format, streams.color && format === "pretty"));
  return hasErrors(diagnostics) ? EXIT_FINDINGS : EXIT_OK;
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
