import type { ResourceEvidence } from "../../evidence/evidence";
import type { Control } from "../../model/catalogue/controls/control";
import type { DocumentName } from "../../model/catalogue/documents";

/**
 * `evidenced`: all that the control asks for is generated. `partial`: some is, and what remains is said. `manual`: only
 * people can show it. `not-covered`: nothing shows it, and a setting would. `not-applicable`: the plan has nothing that
 * it is about.
 */
export const CONTROL_STATUSES = ["evidenced", "partial", "manual", "not-covered", "not-applicable"] as const;

export type ControlStatus = (typeof CONTROL_STATUSES)[number];

export interface ControlResult {
  readonly control: Control;
  readonly status: ControlStatus;
  /** What was generated for it, without what stands by cold: that is not there yet. */
  readonly resources: readonly ResourceEvidence[];
  /** Rules of the standard's conformance pack that watch it. */
  readonly rules: readonly string[];
  /** Documents that were written. */
  readonly documents: readonly DocumentName[];
  /** Settings of the plan that it rests on, in words. */
  readonly settings: readonly string[];
  /** What somebody else provides, in words that name the setting. */
  readonly elsewhere: readonly string[];
  /** What to write in the plan so that more is covered, as instructions. */
  readonly missing: readonly string[];
  /** The agent accountable for what people have to do; null where nothing is left to them. */
  readonly owner: string | null;
  /** Why it is about nothing here; null where it applies. */
  readonly reason: string | null;
}
