import { findDangling } from "../dangling";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

export const measurableSuccess: QualityGate = {
  name: "measurable-success",
  statement: "Validate measurable success criteria provide clear operational indicators and reliability benchmarks",
  check: (context) => context.plan.initiative.phases.flatMap((phase) => phase.successCriteria.map(judge(context))),
};

function judge({ plan, evidence }: GateContext): (criterion: Criterion) => GateCheck {
  const dangling = new Map(
    findDangling(plan, evidence)
      .filter(({ kind }) => kind === "success-criterion")
      .map(({ name, missing }) => [name, missing]),
  );
  return ({ name, verification }) => {
    const missing = dangling.get(name);
    if (missing !== undefined) return fail(name, `nothing provides ${missing.join(", ")}`);
    if (typeof verification !== "string") return warn(name, `verified by a person: ${verification.manual}`);
    if (verification === "document-review") return pass(name, "verified by a review of the generated documents");
    return pass(name, `verified by the commands under ${verification} in TRACEABILITY.md`);
  };
}

type Criterion = GateContext["plan"]["initiative"]["phases"][number]["successCriteria"][number];
