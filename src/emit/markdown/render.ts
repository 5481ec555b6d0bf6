import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import type { Block } from "./blocks";

/** Blocks as GitHub Flavored Markdown, ending in a line break. The serialiser escapes whatever is text. */
export function renderMarkdown(blocks: readonly Block[]): string {
  return toMarkdown(
    { type: "root", children: [...blocks] },
    {
      // Unaligned tables: one long cell must not rewrite every line of a diff.
      extensions: [gfmToMarkdown({ tablePipeAlign: false })],
      bullet: "-",
      fences: true,
      listItemIndent: "one",
      incrementListMarker: true,
    },
  );
}
