import type { Evidence, ResourceEvidence } from "../../evidence/evidence";
import type { Capability } from "../../model/capabilities";
import type { ComplianceStandard, Control, EvidenceType } from "../../model/catalogue/controls/control";
import { CONTROLS } from "../../model/catalogue/controls/controls";
import type { DocumentName } from "../../model/catalogue/documents";
import type { Plan } from "../../model/plan";
import { chooseAgent } from "../agents";
import { settingFor } from "../capability-settings";
import { emittedDocuments } from "../emitted-documents";
import { EvidenceIndex } from "../evidence-index";
import { handedOver } from "../handed-over";
import { notApplicable } from "./applicability";
import type { ControlResult, ControlStatus } from "./control-result";
import { checkSetting } from "./control-settings";

/** Every control of the standards that the plan is under, judged on what was generated, in the standards' order. */
export function evaluateControls(plan: Plan, evidence: Evidence): readonly ControlResult[] {
  const standing = withoutCold(evidence);
  const look: Look = {
    plan,
    index: new EvidenceIndex(standing),
    given: handedOver(plan),
    written: emittedDocuments(plan, evidence),
  };
  return plan.requirements.compliance.flatMap((standard) =>
    CONTROLS[standard].map((control) => evaluate(control, look)),
  );
}

interface Look {
  readonly plan: Plan;
  readonly index: EvidenceIndex;
  readonly given: ReadonlyMap<Capability, string>;
  readonly written: readonly DocumentName[];
}

/** A standby that is applied only in a disaster shows nothing today. */
function withoutCold(evidence: Evidence): Evidence {
  const cold = new Set(evidence.stacks.filter((stack) => stack.cold).map(({ name }) => name));
  return { ...evidence, resources: evidence.resources.filter(({ stack }) => !cold.has(stack)) };
}

function evaluate(control: Control, look: Look): ControlResult {
  const { plan } = look;
  const reason = notApplicable(plan, control.applies);
  if (reason !== null) return { ...NOTHING, control, status: "not-applicable", reason };
  const { resources, rules } = generated(control, look);
  const documents = control.documents.filter((document) => look.written.includes(document));
  const settings = control.settings.map((setting) => checkSetting(plan, setting));
  const elsewhere = control.capabilities.flatMap((capability) => elsewhereOf(capability, look));
  const missing = [
    ...new Set([...missingOf(control, look), ...settings.flatMap((one) => (one.holds ? [] : [one.instruction]))]),
  ];
  // A document says how; where resources are asked for, it shows nothing without them.
  const byDocuments = control.capabilities.length + control.types.length === 0 && documents.length > 0;
  const shown = resources.length > 0 || byDocuments;
  return {
    control,
    status: statusOf(control, shown, [...elsewhere, ...missing]),
    resources,
    rules,
    documents,
    settings: settings.flatMap(({ holds, words }) => (holds ? [words] : [])),
    elsewhere,
    missing,
    owner: control.remains === null ? null : (chooseAgent(plan, control.remains.who) ?? plan.owner),
    reason: null,
  };
}

const NOTHING = {
  resources: [],
  rules: [],
  documents: [],
  settings: [],
  elsewhere: [],
  missing: [],
  owner: null,
} as const;

function statusOf(control: Control, shown: boolean, lacking: readonly string[]): ControlStatus {
  if (!shown) return control.remains !== null && lacking.length === 0 ? "manual" : "not-covered";
  return lacking.length > 0 || control.remains !== null ? "partial" : "evidenced";
}

function generated(
  control: Control,
  { index }: Look,
): { readonly resources: readonly ResourceEvidence[]; readonly rules: readonly string[] } {
  const pack = packOf(control.standard, index);
  const rules = pack === null ? [] : control.rules.filter((rule) => pack.rules.includes(rule));
  const found = [
    ...[...control.capabilities, ...control.contributing].flatMap((capability) => index.providing(capability)),
    ...index.ofType(...control.types),
    ...(pack !== null && rules.length > 0 ? [pack.resource] : []),
  ];
  return { resources: [...new Set(found)].filter((resource) => !isPackOfAnother(resource, control.standard)), rules };
}

/** What another standard's pack says is no evidence for this one. */
function isPackOfAnother({ role, handles }: ResourceEvidence, standard: ComplianceStandard): boolean {
  return role === "conformance-pack" && handles.standard !== standard;
}

function packOf(
  standard: ComplianceStandard,
  index: EvidenceIndex,
): { readonly resource: ResourceEvidence; readonly rules: readonly string[] } | null {
  const pack = index.byRole("conformance-pack").find(({ handles }) => handles.standard === standard);
  return pack === undefined ? null : { resource: pack.resource, rules: pack.handles.rules.split(",") };
}

function elsewhereOf(capability: Capability, { index, given }: Look): readonly string[] {
  const words = given.get(capability);
  return words === undefined || index.providing(capability).length > 0 ? [] : [words];
}

/** Instructions for what is asked for and not there. Rules alone are asked for only where nothing else shows a control. */
function missingOf(control: Control, look: Look): readonly string[] {
  const { plan, index, given, written } = look;
  const capabilities = control.capabilities.filter(
    (capability) => index.providing(capability).length === 0 && !given.has(capability),
  );
  const types = control.types.filter((type) => index.ofType(type).length === 0);
  const documents = control.documents.filter((document) => !written.includes(document));
  const byRules = control.rules.length > 0 && control.capabilities.length + control.types.length === 0;
  const unwatched = byRules && generated(control, look).rules.length === 0;
  return [
    ...capabilities.map((capability) => settingFor(plan, capability)),
    ...types.map((type) => TYPE_SETTINGS[type]),
    ...documents.map((document) => documentSetting(plan, document)),
    ...(unwatched ? [unwatchedSetting(plan)] : []),
  ];
}

/** Rules fit what the plan generates and what the region has: with packs, no setting brings another. */
function unwatchedSetting(plan: Plan): string {
  return plan.security.configRules
    ? `show it by hand: no managed rule for it fits the plan, or AWS Config has none in ${plan.environment.region}`
    : settingFor(plan, "conformance-pack");
}

const TYPE_SETTINGS: Readonly<Record<EvidenceType, string>> = {
  aws_cloudtrail: "set security.cloudTrail to true",
  aws_ecr_repository: "set delivery.source",
  aws_iam_role: "add a service to services",
  aws_iam_role_policy: "add a service to services",
  aws_kms_key: "remove at least one of security.existing.keys",
  aws_s3_bucket_policy: "remove security.existing.logBucket, or set delivery.source",
  aws_security_group: "add a service to services",
  aws_vpc: "remove network.existing, so that the VPC is generated",
  aws_vpc_security_group_ingress_rule: "add a service with a port to services",
};

/** Capabilities whose resources make a document be written. Those without one are written for every plan. */
const DOCUMENT_CAPABILITIES: Readonly<Partial<Record<DocumentName, Capability>>> = {
  "runbooks/infrastructure-drift.md": "operational-check",
  "runbooks/data-retention.md": "database",
  "runbooks/data-erasure.md": "database",
  "runbooks/security-finding.md": "threat-detection",
  "runbooks/compliance-deviation.md": "configuration-rule",
  "runbooks/breach-notification.md": "conformance-pack",
};

function documentSetting(plan: Plan, document: DocumentName): string {
  const capability = DOCUMENT_CAPABILITIES[document];
  return capability === undefined ? `write ${document} by hand` : settingFor(plan, capability);
}
