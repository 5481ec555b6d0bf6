import type { ComplianceStandard } from "../../model/catalogue/controls/control";
import type { Plan } from "../../model/plan";
import { CONTROL_STATUSES, type ControlResult, type ControlStatus } from "./control-result";

export interface StandardSummary {
  readonly standard: ComplianceStandard;
  readonly results: readonly ControlResult[];
  readonly counts: Readonly<Record<ControlStatus, number>>;
}

/** The results of each standard in scope, with how many controls have which status. */
export function complianceSummary(plan: Plan, results: readonly ControlResult[]): readonly StandardSummary[] {
  return plan.requirements.compliance.map((standard) => {
    const own = results.filter(({ control }) => control.standard === standard);
    return { standard, results: own, counts: countStatuses(own) };
  });
}

function countStatuses(results: readonly ControlResult[]): Readonly<Record<ControlStatus, number>> {
  const counts = CONTROL_STATUSES.map((status) => [status, results.filter((one) => one.status === status).length]);
  return Object.fromEntries(counts) as Record<ControlStatus, number>;
}

/** `58 evidenced, 20 partial, …`, without statuses that no control has. */
export function countWords({ counts }: Pick<StandardSummary, "counts">): string {
  return CONTROL_STATUSES.filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${STATUS_WORDS[status]}`)
    .join(", ");
}

export const STATUS_WORDS: Readonly<Record<ControlStatus, string>> = {
  evidenced: "evidenced",
  partial: "evidenced in part",
  manual: "manual",
  "not-covered": "not covered",
  "not-applicable": "not applicable",
};
