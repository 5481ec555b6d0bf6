import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Compiled, type CompiledPlan, compile } from "../compile";
import { foreignOutput } from "../diagnostics/catalogue/files";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic";
import { foreignFile, promote, withStagingFolder } from "./output-folder";
import { readPlans } from "./read-plans";
import { blueprintSource } from "./shipped-blueprints";

/**
 * The oldest Terraform that has write-only arguments, by which a first password stays out of the state; the S3 backend's
 * native locking is older. It stands in a file of its own: policy scanners stop
 * at a `required_version` inside `cdk.tf.json` and report success.
 */
const VERSIONS_TF = 'terraform {\n  required_version = ">= 1.11.0"\n}\n';

export interface SynthesisRequest {
  /** Paths or blueprint names. */
  readonly plans: readonly string[];
  /** All environments when absent. */
  readonly environments?: readonly string[];
  readonly out: string;
}

export interface Synthesis {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** null when there were errors, and nothing was written. */
  readonly written: {
    readonly plans: readonly CompiledPlan[];
    readonly files: number;
    readonly removed: number;
  } | null;
}

/** Reads, compiles and, when all of it is valid, writes. */
export function synthesize(request: SynthesisRequest): Synthesis {
  return withCompiled(request, (compiled, staging) => {
    const { output, diagnostics, sources } = compiled;
    const foreign = foreignFile(request.out);
    const all = foreign === undefined ? diagnostics : [...diagnostics, foreignOutput(request.out, foreign)];
    if (output === null || hasErrors(all)) return { diagnostics: all, sources, written: null };
    output.synth();
    for (const { plan, evidence, documents } of output.plans) {
      for (const { name } of evidence.stacks) writeFileSync(join(staging, "stacks", name, "versions.tf"), VERSIONS_TF);
      for (const { path, text } of documents) {
        const file = join(staging, "docs", plan.name, plan.environment.name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    const { written, removed } = promote(staging, request.out);
    return { diagnostics: all, sources, written: { plans: output.plans, files: written, removed } };
  });
}

/** Compiles the plans named, with a staging folder that exists until the work returns. */
export function withCompiled<T>(
  request: Omit<SynthesisRequest, "out">,
  work: (compiled: Compiled, staging: string) => T,
): T {
  const read = readPlans(request.plans);
  return withStagingFolder((staging) => {
    const compiled = compile({
      sources: read.sources,
      blueprints: blueprintSource(),
      outdir: staging,
      ...(request.environments === undefined ? {} : { environments: request.environments }),
    });
    const diagnostics = [...read.diagnostics, ...compiled.diagnostics];
    return work({ ...compiled, diagnostics, output: hasErrors(diagnostics) ? null : compiled.output }, staging);
  });
}
