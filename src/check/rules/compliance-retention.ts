import { retentionBelowStandard } from "../../diagnostics/catalogue/compliance";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { PCI_LOG_DAYS, SOX_TRAIL_DAYS } from "../../model/audit-retention";
import type { COMPLIANCE_STANDARDS } from "../../model/schema/requirements";
import { type Duration, formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { type NodePath, pathText } from "../../parse/locate";
import { membersAt, placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

type Standard = (typeof COMPLIANCE_STANDARDS)[number];

/** What a standard asks of one of the plan's periods. */
interface Asked {
  readonly path: NodePath;
  readonly value: Duration | undefined;
  readonly standard: Standard;
  readonly days: number;
}

const ASKS: Readonly<Partial<Record<Standard, { readonly name: string; readonly asks: string }>>> = {
  sox: { name: "SOX", asks: "section 802 keeps records of audits for seven years" },
  "pci-dss": { name: "PCI DSS", asks: "requirement 10.5.1 keeps logs for twelve months, three of them at hand" },
};

/** A warning, not an error: a plan may send its logs to somebody who keeps them longer. */
export const complianceRetentionRule: Rule = {
  code: "compliance-retention",
  check(context) {
    const under = context.file.requirements?.compliance ?? [];
    return asked(context)
      .filter(({ standard }) => under.includes(standard))
      .flatMap((one) => short(context, one));
  },
};

function asked({ file }: RuleContext): readonly Asked[] {
  const trail = { path: ["security", "trailRetention"], value: file.security?.trailRetention };
  const logs = { path: ["observability", "logRetention"], value: file.observability?.logRetention };
  const flows = { path: ["network", "flowLogRetention"], value: file.network?.flowLogRetention };
  const sox = trail.value !== undefined && trail.value.seconds >= PCI_LOG_DAYS * SECONDS_PER_DAY;
  return [
    { ...trail, standard: "sox", days: SOX_TRAIL_DAYS },
    // Under both standards the longer one speaks, unless even the shorter is missed.
    ...(sox ? [] : [{ ...trail, standard: "pci-dss", days: PCI_LOG_DAYS } as const]),
    { ...logs, standard: "pci-dss", days: PCI_LOG_DAYS },
    { ...flows, standard: "pci-dss", days: PCI_LOG_DAYS },
  ];
}

function short({ tree }: RuleContext, { path, value, standard, days }: Asked): readonly Diagnostic[] {
  const words = ASKS[standard];
  if (words === undefined || value === undefined || value.seconds >= days * SECONDS_PER_DAY) return [];
  const place = ["requirements", "compliance"];
  const index = membersAt(tree, place).findIndex((member) => member.kind === "scalar" && member.value === standard);
  return [
    retentionBelowStandard(placeOf(tree, path), pathText(tree, path), formatDuration(value), {
      ...words,
      range: placeOf(tree, index < 0 ? place : [...place, index]),
      least: `${days}d`,
    }),
  ];
}
