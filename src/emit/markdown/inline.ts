import type { InlineCode, Link, PhrasingContent, Strong } from "mdast";

/** What stands in a paragraph, an item or a cell. A string is text: nothing in it means anything to Markdown. */
export type Inline = string | PhrasingContent;
export type Content = Inline | readonly Inline[];

/** Identifiers, addresses and commands, which must read as they are. */
export function inlineCode(value: string): InlineCode {
  return { type: "inlineCode", value: oneLine(value) };
}

export function strong(value: string): Strong {
  return { type: "strong", children: [{ type: "text", value: oneLine(value) }] };
}

/** A link to another document of the same folder, or to a heading (`#…`). */
export function link(text: string, url: string): Link {
  return { type: "link", url, children: [{ type: "text", value: oneLine(text) }] };
}

/** Identifiers separated by commas; the words given when there are none. */
export function codeList(values: readonly string[], none: string): readonly Inline[] {
  return values.length === 0 ? [none] : separated(values.map(inlineCode), ", ");
}

export function separated(values: readonly Inline[], separator: string): readonly Inline[] {
  return values.flatMap((value, index) => (index === 0 ? [value] : [separator, value]));
}

/** Text becomes a text node, which the serialiser escapes. Line breaks would start a block, or end a table's row. */
export function phrasing(content: Content): PhrasingContent[] {
  const parts: readonly Inline[] = isList(content) ? content : [content];
  return parts.map((part) => (typeof part === "string" ? { type: "text", value: oneLine(part) } : part));
}

function isList(content: Content): content is readonly Inline[] {
  return Array.isArray(content);
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
}
