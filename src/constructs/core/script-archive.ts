import { strToU8, zipSync } from "fflate";

/** A script as a ZIP archive in Base64, the same bytes on every machine: no compression, a fixed date. */
export function scriptArchive(path: string, script: string): string {
  // ZIP keeps local time without a zone; a date made of local parts reads the same everywhere.
  const mtime = new Date(1980, 0, 1);
  const archive = zipSync({ [path]: [strToU8(script), { level: 0, mtime, os: 3, attrs: 0o644 << 16 }] });
  return Buffer.from(archive).toString("base64");
}
