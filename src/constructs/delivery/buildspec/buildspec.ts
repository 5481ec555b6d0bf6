/** A CodeBuild build specification, version 0.2: all commands share one shell. */
export interface Buildspec {
  readonly phases: Readonly<Partial<Record<"pre_build" | "build" | "post_build", BuildPhase>>> & {
    /** Runtimes of the image by name: `nodejs`. */
    readonly install?: { readonly "runtime-versions": Readonly<Record<string, number>> };
  };
  /** Test reports by report group ARN. */
  readonly reports?: Readonly<Record<string, ReportFiles>>;
  readonly artifacts?: { readonly "base-directory": string; readonly files: readonly string[] };
}

export interface BuildPhase {
  readonly commands: readonly string[];
}

export interface ReportFiles {
  readonly "base-directory": string;
  readonly "file-format": "JUNITXML";
  readonly files: readonly string[];
}

/** As text: JSON, which is YAML too. */
export function buildspecText(buildspec: Buildspec): string {
  return JSON.stringify({ version: 0.2, env: { shell: "bash" }, ...buildspec });
}

/** A shell script of several lines as one command. */
export function script(...lines: readonly string[]): string {
  return lines.join("\n");
}

/**
 * Changes to the folder a service is built from: `services/<name>` in a repository of several services, the
 * repository's root in one without that folder.
 */
export function enterServiceFolder(service: string): string {
  const folder = `services/${service}`;
  return script('cd "$CODEBUILD_SRC_DIR"', `if [ -d "${folder}" ]; then cd "${folder}"; fi`);
}
