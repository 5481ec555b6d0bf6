import type { Applicability } from "../../model/catalogue/controls/control";
import type { Plan } from "../../model/plan";

/** Why a control is about nothing that the plan has, as a clause; null where it is about something. */
export function notApplicable(plan: Plan, applies: Applicability): string | null {
  return REASONS[applies](plan);
}

const REASONS: Readonly<Record<Applicability, (plan: Plan) => string | null>> = {
  always: () => null,
  "public-endpoint": ({ edge }) => (edge.hasPublicEndpoint ? null : "nothing of this plan is public"),
  "cardholder-data": ({ stores }) =>
    stores.some(({ data }) => data.cardholderData) ? null : "the plan names no store with cardholder data",
  "personal-data": ({ stores }) =>
    stores.some(({ data }) => data.personalData) ? null : "the plan names no store with personal data",
  database: ({ stores }) =>
    stores.some(({ engine }) => engine === "aurora-postgresql") ? null : "the plan has no database",
};
