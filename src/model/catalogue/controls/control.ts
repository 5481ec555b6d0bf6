import type { Capability } from "../../capabilities";
import type { COMPLIANCE_STANDARDS } from "../../schema/requirements";
import type { AgentName } from "../agents";
import type { Verification } from "../deliverables";
import type { DocumentName } from "../documents";

export type ComplianceStandard = (typeof COMPLIANCE_STANDARDS)[number];

/** What a plan can say that a control asks for; the evaluation knows how each is read. */
export const CONTROL_SETTINGS = [
  "trail-for-a-year",
  "trail-for-seven-years",
  "logs-for-a-year",
  "flow-logs-for-a-year",
  "locked-audit-log",
  "audit-readers",
  "approved-deployments",
  "retention-of-sensitive-stores",
  "residency",
  "yearly-runbook-review",
] as const;

export type ControlSetting = (typeof CONTROL_SETTINGS)[number];

/** Terraform types that show something by being there, where no capability says it. */
export type EvidenceType =
  | "aws_cloudtrail"
  | "aws_ecr_repository"
  | "aws_iam_role"
  | "aws_iam_role_policy"
  | "aws_kms_key"
  | "aws_s3_bucket_policy"
  | "aws_security_group"
  | "aws_vpc"
  | "aws_vpc_security_group_ingress_rule";

/** What a plan must have for a control to be about it at all. */
export type Applicability = "always" | "public-endpoint" | "cardholder-data" | "personal-data" | "database";

/** What no generated resource can show: people do it, and say what they show for it. */
export interface HumanPart {
  /** Who is accountable, best suited first. */
  readonly who: readonly AgentName[];
  /** What they do and what they show, as a sentence in the imperative. */
  readonly what: string;
}

/**
 * One demand of a standard, in our own words, and what shows that it is met. A control without anything generated is
 * manual; one with both is met in part until people have done the rest.
 */
export interface Control {
  readonly standard: ComplianceStandard;
  /** The standard's own number: `10.5.1`, `Art. 32(1)(a)`. SOX numbers none of its IT controls: those ids are ours. */
  readonly id: string;
  /** The part of the standard that it stands in. */
  readonly group: string;
  readonly title: string;
  /** Each must be provided by at least one generated resource. */
  readonly capabilities: readonly Capability[];
  /** Counted as evidence where they are generated. */
  readonly contributing: readonly Capability[];
  /** Terraform types of which there must be at least one resource. */
  readonly types: readonly EvidenceType[];
  /** Managed rules of AWS Config, by identifier, that watch it; those that fit the plan go into the standard's pack. */
  readonly rules: readonly string[];
  readonly documents: readonly DocumentName[];
  readonly settings: readonly ControlSetting[];
  readonly applies: Applicability;
  readonly verification: Verification;
  readonly remains: HumanPart | null;
}

type Parts = Partial<Omit<Control, "standard" | "group" | "id" | "title" | "verification">> &
  Pick<Control, "verification">;

/** Writes the controls of one part of a standard; what a control does not name, it does not ask for. */
export function controlsOf(standard: ComplianceStandard, group: string) {
  return (id: string, title: string, parts: Parts): Control => ({
    standard,
    group,
    id,
    title,
    capabilities: [],
    contributing: [],
    types: [],
    rules: [],
    documents: [],
    settings: [],
    applies: "always",
    remains: null,
    ...parts,
  });
}

/** A control that nothing generated can show. */
export function byHand(who: readonly AgentName[], what: string): Parts {
  return { verification: "document-review", remains: { who, what } };
}

export function remains(who: readonly AgentName[], what: string): HumanPart {
  return { who, what };
}
