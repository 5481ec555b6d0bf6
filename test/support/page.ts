import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/cli/program";

/** A page of the project, by its path. */
export function readPage(path: string): string {
  return readFileSync(join(__dirname, "../..", path), "utf8");
}

/** The code blocks of one language, in order. */
export function blocksOf(page: string, language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map((match) => String(match[1]));
}

/** What a console block says that its command prints, and what it really prints in the current folder. */
export function replay(block: string): { readonly printed: string; readonly shown: string } {
  const [command = "", ...shown] = block.split("\n");
  let printed = "";
  const print = (text: string) => {
    printed += text;
  };
  run(command.replace("$ opsplan ", "").split(" "), { out: print, err: print, color: false });
  return { printed, shown: shown.join("\n") };
}
