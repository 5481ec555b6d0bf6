import { PCI_LOG_DAYS, SOX_TRAIL_DAYS } from "../../model/audit-retention";
import type { Capability } from "../../model/capabilities";
import type { ComplianceStandard } from "../../model/catalogue/controls/control";
import { STANDARD_TITLES } from "../../model/catalogue/controls/controls";
import { complianceSummary, countWords, type StandardSummary } from "../compliance/compliance-summary";
import { evaluateControls } from "../compliance/evaluate-controls";
import { handedOver } from "../handed-over";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

const CONTROLS: readonly (readonly [Capability, string])[] = [
  ["encryption-keys", "customer-managed encryption keys"],
  ["network-logging", "network flow logs"],
  ["threat-detection", "threat detection"],
  ["access-analysis", "analysis of access from outside"],
  ["public-access-block", "block of public buckets"],
  ["encryption-default", "disk encryption by default"],
  ["audit-trail", "audit trail"],
];

const PUBLIC_CONTROLS: readonly (readonly [Capability, string])[] = [
  ["tls-certificate", "TLS certificate"],
  ["web-application-firewall", "web application firewall"],
];

/** What a standard wants of the trail's retention, and where it says so. */
const TRAIL_RETENTION: Readonly<Partial<Record<ComplianceStandard, readonly [number, string]>>> = {
  sox: [SOX_TRAIL_DAYS, "section 802"],
  "pci-dss": [PCI_LOG_DAYS, "requirement 10.5.1"],
};

/** How many open controls a sentence names before the rest are counted. */
const NAMED_CONTROLS = 5;

export const securityCompatibility: QualityGate = {
  name: "security-compatibility",
  statement: "Confirm infrastructure strategies are compatible with security requirements and compliance standards",
  check: (context) => {
    const wanted = context.plan.edge.hasPublicEndpoint ? [...CONTROLS, ...PUBLIC_CONTROLS] : CONTROLS;
    return [...wanted.map((control) => judge(control, context)), ...compliance(context)];
  },
};

function judge([capability, words]: readonly [Capability, string], { plan, index }: GateContext): GateCheck {
  const found = index.providing(capability);
  const given = handedOver(plan).get(capability);
  if (found.length > 0) return pass(words, `${found.length} generated, ${found[0]?.address ?? ""} first`);
  if (given !== undefined) return warn(words, `not generated: ${given}; confirm it with its owner`);
  return fail(words, "nothing generated provides it");
}

function compliance({ plan, evidence }: GateContext): readonly GateCheck[] {
  const standards = complianceSummary(plan, evaluateControls(plan, evidence));
  if (standards.length === 0) return [pass("compliance", "the plan is under no standard")];
  const { trailRetentionDays } = plan.security;
  return standards.flatMap((summary) => [...retention(summary.standard, trailRetentionDays), controls(summary)]);
}

function retention(standard: ComplianceStandard, days: number): readonly GateCheck[] {
  const [least, where] = TRAIL_RETENTION[standard] ?? [0, ""];
  if (days >= least) return [];
  return [
    fail(standard, `audit logs are kept ${days} days; ${STANDARD_TITLES[standard]}, ${where}, asks for ${least}`),
  ];
}

/** What people have to show is no fault of the plan; what a setting would cover is worth a look. */
function controls(summary: StandardSummary): GateCheck {
  const { standard, results } = summary;
  const words = `${results.length} controls: ${countWords(summary)}; COMPLIANCE.md has each`;
  const open = results.filter(({ missing, elsewhere }) => missing.length + elsewhere.length > 0);
  if (open.length === 0) return pass(standard, words);
  const named = open.slice(0, NAMED_CONTROLS).map(({ control }) => control.id);
  const more = open.length - named.length;
  return warn(
    standard,
    `${words}. A setting would cover more of ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  );
}
