import { ConfigConformancePack } from "@cdktf/provider-aws/lib/config-conformance-pack";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { detects, playsRole, provides } from "../../../evidence/declare";
import type { ComplianceStandard } from "../../../model/catalogue/controls/control";
import { rulesOf } from "../../../model/catalogue/controls/controls";
import { enabledTicket, type Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { SECURITY_SUBJECT } from "../security-subject";
import { conformancePackTemplate, type PackRule } from "./conformance-pack-template";
import { type ManagedRule, managedRules } from "./managed-rules";

/** AWS Config allows 256 characters for a pack (PutConformancePack). */
const PACK_NAME_MAX_LENGTH = 256;

/**
 * AWS Config allows 128 characters for a rule (PutConfigRule), and puts `-conformance-pack-` and nine characters of its
 * own behind the names of a pack's rules.
 */
const RULE_NAME_MAX_LENGTH = 128 - "-conformance-pack-".length - 9;

interface Pack {
  readonly standard: ComplianceStandard;
  readonly rules: readonly ManagedRule[];
}

/**
 * A pack for each standard, with the rules that watch its controls: its compliance is the standard's, as far as rules
 * can tell. A rule that stands in a pack does not stand beside it as well, since every evaluation is charged; a rule of
 * two standards stands in both packs, since each pack answers for its own standard.
 */
export function conformancePacks(scope: Construct, plan: Plan, dependsOn: readonly TerraformResource[]): void {
  const told = new Set<string>();
  for (const { standard, rules } of packsOf(plan)) {
    const name = resourceName(plan, [standard], PACK_NAME_MAX_LENGTH);
    const pack = new ConfigConformancePack(scope, `pack_${standard.replaceAll("-", "_")}`, {
      name,
      templateBody: conformancePackTemplate(rules.map((rule) => packRule(plan, standard, rule, told))),
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
    provides(pack, SECURITY_SUBJECT, "conformance-pack", "configuration-rule");
    playsRole(pack, SECURITY_SUBJECT, "conformance-pack", {
      name,
      standard,
      rules: rules.map(({ identifier }) => identifier).join(","),
    });
    if (enabledTicket(plan, "compliance_deviation_identified")) {
      detects(pack, SECURITY_SUBJECT, "compliance_deviation_identified");
    }
  }
}

/** Identifiers of the rules that packs hold. */
export function inPacks(plan: Plan): ReadonlySet<string> {
  return new Set(packsOf(plan).flatMap(({ rules }) => rules.map(({ identifier }) => identifier)));
}

function packsOf(plan: Plan): readonly Pack[] {
  if (!plan.security.configRules) return [];
  const fitting = managedRules(plan);
  return plan.requirements.compliance.map((standard) => {
    const wanted = new Set(rulesOf(standard));
    return { standard, rules: fitting.filter(({ identifier }) => wanted.has(identifier)) };
  });
}

/**
 * The event rule that opens tickets listens to names that begin with plan and environment: those of the first pack that
 * holds a rule. In later packs the name begins with the standard, so that one deviation opens one ticket.
 */
function packRule(
  plan: Plan,
  standard: ComplianceStandard,
  { name, identifier, words, parameters }: ManagedRule,
  told: Set<string>,
): PackRule {
  const first = !told.has(identifier);
  told.add(identifier);
  const ruleName = first
    ? resourceName(plan, [name], RULE_NAME_MAX_LENGTH)
    : `${standard}-${resourceName(plan, [name], RULE_NAME_MAX_LENGTH - standard.length - 1)}`;
  return { name: ruleName, identifier, words, parameters };
}
