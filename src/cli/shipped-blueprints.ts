import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { SourceFile } from "../parse/located";
import type { BlueprintSource } from "../parse/parse-plan";
import { decodeText } from "./read-text";

/** Blueprints of this installation, and plan-relative files read from disk. */
export function blueprintSource(): BlueprintSource {
  const names = shippedBlueprintNames();
  return {
    shippedNames: () => names,
    shipped: (name) => (names.includes(name) ? shippedBlueprint(name) : undefined),
    relative: (fromFile, path) => {
      const name = posix.normalize(posix.join(dirname(fromFile), path));
      return existsSync(name) ? { name, text: decodeText(readFileSync(name)) } : undefined;
    },
  };
}

export function shippedBlueprintNames(): readonly string[] {
  return readdirSync(blueprintFolder())
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

export function shippedBlueprint(name: string): SourceFile {
  return { name: `blueprints/${name}.yaml`, text: readFileSync(join(blueprintFolder(), `${name}.yaml`), "utf8") };
}

/** Beside `src` in a checkout and beside `dist` in an installed package. */
function blueprintFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "blueprints"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the installation has no blueprints folder");
    folder = parent;
  }
  return join(folder, "blueprints");
}
