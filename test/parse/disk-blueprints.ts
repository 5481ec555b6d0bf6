import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import type { SourceFile } from "../../src/parse/located";
import type { BlueprintSource } from "../../src/parse/parse-plan";

const SHIPPED = join(__dirname, "../../blueprints");

/** The shipped blueprints, and files below a folder of fixtures; names are relative to either. */
export function diskBlueprints(folder: string): BlueprintSource {
  return {
    shipped: (name) => read(join(SHIPPED, `${name}.yaml`), `blueprints/${name}.yaml`),
    relative: (fromFile, path) => {
      const name = posix.join(posix.dirname(fromFile), path);
      return read(join(folder, name), name);
    },
    shippedNames: () =>
      readdirSync(SHIPPED)
        .map((file) => basename(file, ".yaml"))
        .sort(),
  };
}

function read(path: string, name: string): SourceFile | undefined {
  return existsSync(path) ? { name, text: readFileSync(path, "utf8") } : undefined;
}
