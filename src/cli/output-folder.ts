import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";

/** Lists what the last synthesis wrote, so that the next one removes exactly what is gone, and nothing of others. */
export const FILE_LIST = ".opsplan-files";

const PENDING = ".opsplan-pending";

/** Runs the work with a folder that exists for its time only. */
export function withStagingFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "opsplan-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first file in the way of writing there that neither opsplan nor CDKTF wrote; undefined when there is none. */
export function foreignFile(out: string): string | undefined {
  const manifest = join(out, "manifest.json");
  if (existsSync(join(out, FILE_LIST)) || !existsSync(manifest)) return undefined;
  return readFileSync(manifest, "utf8").includes('"stacks"') ? undefined : "manifest.json";
}

/**
 * Makes `out` hold the files of the staging folder. Everything is written beside its place first and renamed into it
 * last, unchanged files stay untouched, and files that an earlier synthesis wrote and this one did not are removed.
 * What else lives there (`.terraform`, lock files, state) is left alone.
 */
export function promote(staging: string, out: string): { readonly written: number; readonly removed: number } {
  const files = filesBelow(staging);
  const earlier = listedFiles(out);
  const changed = files.filter((file) => !sameBytes(join(staging, file), join(out, file)));
  for (const file of changed) {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, `${file}${PENDING}`), readFileSync(join(staging, file)));
  }
  // The manifest comes last: a reader that finds it finds what it names.
  const last = (file: string) => (file === "manifest.json" ? 1 : 0);
  for (const file of changed.toSorted((a, b) => last(a) - last(b))) {
    renameSync(join(out, `${file}${PENDING}`), join(out, file));
  }
  const gone = earlier.filter((file) => !files.includes(file) && existsSync(join(out, file)));
  for (const file of gone) removeWithEmptyFolders(out, file);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, FILE_LIST), `${files.join("\n")}\n`);
  return { written: changed.length, removed: gone.length };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** The list could have been edited: only paths inside the folder count. */
function listedFiles(out: string): readonly string[] {
  const list = join(out, FILE_LIST);
  if (!existsSync(list)) return [];
  return readFileSync(list, "utf8")
    .split("\n")
    .filter((file) => file !== "" && !file.startsWith("/") && !file.split("/").includes(".."));
}

function sameBytes(a: string, b: string): boolean {
  return existsSync(b) && readFileSync(a).equals(readFileSync(b));
}

function removeWithEmptyFolders(out: string, file: string): void {
  rmSync(join(out, file));
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) {
    if (readdirSync(join(out, folder)).length > 0) return;
    rmdirSync(join(out, folder));
  }
}
