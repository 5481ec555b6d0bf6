import type { Code, Heading, List, ListItem, Paragraph, RootContent, Table, TableRow } from "mdast";
import { type Content, phrasing } from "./inline";

export type Block = RootContent;

export function heading(depth: 1 | 2 | 3 | 4, text: Content): Heading {
  return { type: "heading", depth, children: phrasing(text) };
}

export function paragraph(...content: readonly Content[]): Paragraph {
  return { type: "paragraph", children: content.flatMap(phrasing) };
}

/** A list item: its words, and the commands that belong to them. */
export interface Item {
  readonly text: Content;
  /** Shown below as one block; none for an item of words only. */
  readonly code?: Code;
}

export function bullets(items: readonly Content[]): List {
  return list(
    false,
    items.map((text) => ({ text })),
  );
}

export function numbered(items: readonly Item[]): List {
  return list(true, items);
}

export function codeBlock(language: string, value: string): Code {
  return { type: "code", lang: language, value };
}

/** Every row must have as many cells as the header. */
export function table(header: readonly string[], rows: readonly (readonly Content[])[]): Table {
  for (const row of rows) {
    if (row.length !== header.length) throw new Error(`a row of ${row.length} cells under ${header.join(", ")}`);
  }
  return { type: "table", children: [header, ...rows].map(tableRow) };
}

/** The table, or a sentence where it would be empty. */
export function tableOr(header: readonly string[], rows: readonly (readonly Content[])[], none: Content): Block {
  return rows.length === 0 ? paragraph(none) : table(header, rows);
}

function tableRow(cells: readonly Content[]): TableRow {
  return { type: "tableRow", children: cells.map((cell) => ({ type: "tableCell", children: phrasing(cell) })) };
}

function list(ordered: boolean, items: readonly Item[]): List {
  const spread = items.some(({ code }) => code !== undefined);
  return { type: "list", ordered, start: ordered ? 1 : null, spread, children: items.map((item) => entry(item)) };
}

function entry({ text, code }: Item): ListItem {
  const words = paragraph(text);
  return { type: "listItem", spread: code !== undefined, children: code === undefined ? [words] : [words, code] };
}
