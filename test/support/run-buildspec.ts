import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Buildspec } from "../../src/constructs/delivery/buildspec/buildspec";

export interface BuildRun {
  /** What is in the repository, by path. */
  readonly sources: Readonly<Record<string, string>>;
  /** Shell bodies that stand in for programs, by name. */
  readonly programs: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Makes of the sources what files alone cannot be: a repository with a history. */
  readonly prepare?: (sources: string) => void;
}

export interface BuildResult {
  readonly succeeded: boolean;
  readonly output: string;
}

/** Runs a build specification in a throw-away folder as CodeBuild would, then lets `inspect` look at the folder. */
export function runBuildspec(
  buildspec: Buildspec,
  run: BuildRun,
  inspect: (sources: string) => void = () => {},
): BuildResult {
  const root = mkdtempSync(join(tmpdir(), "opsplan-build-"));
  const [sources, programs] = [join(root, "src"), join(root, "bin")];
  try {
    mkdirSync(sources);
    for (const [path, text] of Object.entries(run.sources)) write(join(sources, path), text);
    run.prepare?.(sources);
    for (const [name, body] of Object.entries(run.programs)) {
      write(join(programs, name), `#!/bin/bash\n${body}\n`);
      chmodSync(join(programs, name), 0o755);
    }
    const { status, stdout, stderr } = spawnSync("bash", ["-c", asOneScript(buildspec)], {
      cwd: sources,
      encoding: "utf8",
      env: { ...run.variables, CODEBUILD_SRC_DIR: sources, PATH: `${programs}:${process.env.PATH}` },
    });
    inspect(sources);
    return { succeeded: status === 0, output: stdout + stderr };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A phase ends at its first failing command; `post_build` runs whatever `build` did, and the build's result stands. */
function asOneScript({ phases }: Buildspec): string {
  const phase = (name: "pre_build" | "build" | "post_build") =>
    (phases[name]?.commands ?? []).map(
      (command) => `if [ "$failed" = 0 ]; then\n${command}\n[ "$?" = 0 ] || failed=1\nfi`,
    );
  return [
    "failed=0",
    "trap '[ \"$failed\" = 0 ] || exit 1' EXIT",
    ...phase("pre_build"),
    ...phase("build"),
    'result="$failed"; failed=0; export CODEBUILD_BUILD_SUCCEEDING=$((1 - result))',
    ...phase("post_build"),
    'exit "$result"',
  ].join("\n");
}
