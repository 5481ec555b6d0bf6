import { buildApp } from "../stacks/app";
import { check } from "./check/check";
import { checkChosenCells } from "./check/check-chosen-cells";
import { baselineTwice, danglingEvidence, duplicatePlan } from "./diagnostics/catalogue/evidence";
import { awsLimit } from "./diagnostics/catalogue/limits";
import { oidcProviderTwice, stateBucketTwice } from "./diagnostics/catalogue/state";
import { type Diagnostic, hasErrors, type SourceRange } from "./diagnostics/diagnostic";
import { sortDiagnostics } from "./diagnostics/sort-diagnostics";
import { type EmittedDocument, emitDocuments } from "./emit/emit-documents";
import { emitEvidence } from "./emit/emit-evidence";
import type { Evidence } from "./evidence/evidence";
import { ownedPipelineSource } from "./model/github-pipeline";
import { ownedRegions } from "./model/owned-regions";
import type { Plan } from "./model/plan";
import type { PlanFile } from "./model/schema/plan-file";
import { ownedState } from "./model/state-storage";
import { locate, nodeAt } from "./parse/locate";
import type { PlanDocument, SourceFile } from "./parse/located";
import { type BlueprintSource, parsePlan } from "./parse/parse-plan";
import { findDangling } from "./planning/dangling";
import { resolve } from "./resolve/resolve";

/*
 * The compiler, stage by stage:
 *
 *   text ──parse──▶ PlanDocument ──check──▶ PlanFile ──resolve──▶ Plan ──stacks──▶ construct tree ──▶ Evidence
 *                                                                  └────────────────────┬──────────────┘
 *                                                                                  emit: documents
 *
 * Mistakes of the user are collected as diagnostics through all stages; an exception is a fault of opsplan.
 */

export interface CompileRequest {
  readonly sources: readonly SourceFile[];
  readonly blueprints: BlueprintSource;
  /** Names of the environments wanted; every environment of each plan when absent. */
  readonly environments?: readonly string[];
  /** An existing directory that the returned app will be written to. */
  readonly outdir: string;
}

export interface Resolution {
  readonly plan: Plan;
  /** The merged file with defaults filled, before anything is derived. */
  readonly file: PlanFile;
  readonly document: PlanDocument;
}

export interface Resolved {
  /** One per plan and environment whose document passed its checks. */
  readonly resolutions: readonly Resolution[];
  readonly diagnostics: readonly Diagnostic[];
  /** File name to text, for source frames. */
  readonly sources: ReadonlyMap<string, string>;
}

export interface CompiledPlan {
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly documents: readonly EmittedDocument[];
}

export interface Compiled {
  /** null when there is an error among the diagnostics. */
  readonly output: { readonly plans: readonly CompiledPlan[]; readonly synth: () => void } | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
}

/** The first three stages: from text to the plans of each environment. */
export function resolvePlans(request: Omit<CompileRequest, "outdir">): Resolved {
  const diagnostics: Diagnostic[] = [];
  const resolutions: Resolution[] = [];
  const texts = new Map<string, string>();
  for (const source of request.sources) {
    const parsed = parsePlan(source, request.blueprints, request.environments);
    diagnostics.push(...parsed.diagnostics);
    for (const [name, text] of parsed.sources) texts.set(name, text);
    for (const document of parsed.documents) {
      const checked = check(document);
      diagnostics.push(...checked.diagnostics);
      if (checked.file === null || hasErrors(checked.diagnostics)) continue;
      const plan = resolve(checked.file, document);
      diagnostics.push(...checkChosenCells(checked.file, document, plan.capacity === null ? 1 : plan.capacity.cells));
      resolutions.push({ plan, file: checked.file, document });
    }
  }
  diagnostics.push(
    ...duplicatePlans(resolutions),
    ...sharedBaselines(resolutions),
    ...sharedProviders(resolutions),
    ...sharedStateBuckets(resolutions),
  );
  return { resolutions, diagnostics: sortDiagnostics(diagnostics), sources: texts };
}

/** All stages. Nothing is written: the caller calls `output.synth()` when it wants the Terraform on disk. */
export function compile(request: CompileRequest): Compiled {
  const { resolutions, diagnostics, sources } = resolvePlans(request);
  if (hasErrors(diagnostics)) return { output: null, diagnostics, sources };
  const plans = resolutions.map(({ plan }) => plan);
  const app = buildApp(plans, request.outdir);
  const compiled: CompiledPlan[] = [];
  const findings: Diagnostic[] = [];
  resolutions.forEach(({ plan, document }, index) => {
    const evidence = app.evidence[index];
    if (!evidence) throw new Error(`no evidence was collected for ${plan.name}`);
    const { range } = locate(document.tree, ["services"]);
    findings.push(
      ...(app.excesses[index] ?? []).map((excess) => awsLimit(range, excess)),
      ...findDangling(plan, evidence).map((edge) =>
        danglingEvidence(edge, plan.environment.name, locate(document.tree, edge.path).range),
      ),
    );
    compiled.push({ plan, evidence, documents: [...emitDocuments(plan, evidence), emitEvidence(plan, evidence)] });
  });
  const all = sortDiagnostics([...diagnostics, ...findings]);
  return { output: hasErrors(all) ? null : { plans: compiled, synth: app.synth }, diagnostics: all, sources };
}

/** Two plans of one name in one environment would write the same stacks. */
function duplicatePlans(resolutions: readonly Resolution[]): readonly Diagnostic[] {
  const seen = new Map<string, Resolution>();
  return resolutions.flatMap((resolution) => {
    const { plan, document } = resolution;
    const key = `${plan.name}-${plan.environment.name}`;
    const earlier = seen.get(key);
    seen.set(key, earlier ?? resolution);
    if (!earlier) return [];
    const nameOf = ({ tree }: PlanDocument) => locate(tree, ["metadata", "name"]).range;
    return [duplicatePlan(key, nameOf(document), nameOf(earlier.document))];
  });
}

/**
 * An account has one GuardDuty detector, one recorder and one of each default per region: two owners would undo each
 * other's settings, or fail when the second applies. Environments of one plan are no exception.
 */
function sharedBaselines(resolutions: readonly Resolution[]): readonly Diagnostic[] {
  const owners = new Map<string, Resolution>();
  return resolutions.flatMap((resolution) => {
    const { plan, document } = resolution;
    if (plan.security.accountBaseline !== "owned") return [];
    const clashes = ownedRegions(plan).flatMap((region) => {
      const key = `${plan.environment.account}/${region}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? resolution);
      // The same plan given twice is a mistake of its own.
      return owner === undefined || isSame(owner.plan, plan) ? [] : [{ owner, region }];
    });
    // Two live regions shared by the same two plans are one mistake.
    const [clash] = clashes;
    if (clash === undefined) return [];
    const { owner, region } = clash;
    return [
      baselineTwice(
        { account: plan.environment.account, region },
        { range: baselineRange(document, plan), environment: plan.environment.name },
        {
          range: baselineRange(owner.document, owner.plan),
          plan: owner.plan.name,
          environment: owner.plan.environment.name,
        },
      ),
    ];
  });
}

/** An account has one OIDC provider for GitHub: the second to make it would fail. */
function sharedProviders(resolutions: readonly Resolution[]): readonly Diagnostic[] {
  const keyOf = ({ plan }: Resolution) => {
    const owns = ownedPipelineSource(plan) !== null && ownedState(plan)?.oidcProvider === "owned";
    return owns ? plan.environment.account : null;
  };
  const rangeOf = ({ plan, document }: Resolution) => writtenRange(document, plan, "state.oidcProvider");
  return ownedTwice(resolutions, keyOf, (account, second, first) =>
    oidcProviderTwice(account, ownerOf(second, rangeOf), ownerOf(first, rangeOf)),
  );
}

/** A bucket has one owner, in whatever account. */
function sharedStateBuckets(resolutions: readonly Resolution[]): readonly Diagnostic[] {
  const rangeOf = ({ plan, document }: Resolution) => writtenRange(document, plan, "state.bucket");
  return ownedTwice(
    resolutions,
    ({ plan }) => ownedState(plan)?.bucket ?? null,
    (bucket, second, first) => stateBucketTwice(bucket, ownerOf(second, rangeOf), ownerOf(first, rangeOf)),
  );
}

/** One finding for each owner after the first of what can have one owner only. */
function ownedTwice(
  resolutions: readonly Resolution[],
  keyOf: (resolution: Resolution) => string | null,
  report: (key: string, second: Resolution, first: Resolution) => Diagnostic,
): readonly Diagnostic[] {
  const owners = new Map<string, Resolution>();
  return resolutions.flatMap((resolution) => {
    const key = keyOf(resolution);
    if (key === null) return [];
    const owner = owners.get(key);
    owners.set(key, owner ?? resolution);
    // The same plan given twice is a mistake of its own.
    return owner === undefined || isSame(owner.plan, resolution.plan) ? [] : [report(key, resolution, owner)];
  });
}

function ownerOf(resolution: Resolution, rangeOf: (resolution: Resolution) => SourceRange) {
  const { plan } = resolution;
  return { range: rangeOf(resolution), environment: plan.environment.name, plan: plan.name };
}

/** Where ownership is written, else where the account is. */
function baselineRange(document: PlanDocument, plan: Plan): SourceRange {
  return writtenRange(document, plan, "security.accountBaseline");
}

function writtenRange({ tree }: PlanDocument, { environment }: Plan, path: string): SourceRange {
  const written = nodeAt(tree, path);
  return written === undefined
    ? locate(tree, ["environments", environment.name, "account"]).range
    : written.origin.range;
}

function isSame(a: Plan, b: Plan): boolean {
  return a.name === b.name && a.environment.name === b.environment.name;
}
