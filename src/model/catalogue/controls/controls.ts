import type { ComplianceStandard, Control } from "./control";
import { GDPR } from "./gdpr";
import { PCI_DSS_ACCESS } from "./pci-dss-access";
import { PCI_DSS_MONITORING } from "./pci-dss-monitoring";
import { PCI_DSS_NETWORK } from "./pci-dss-network";
import { SOX } from "./sox";

/** The controls of each standard, in the standard's order. */
export const CONTROLS: Readonly<Record<ComplianceStandard, readonly Control[]>> = {
  sox: SOX,
  "pci-dss": [...PCI_DSS_NETWORK, ...PCI_DSS_ACCESS, ...PCI_DSS_MONITORING],
  gdpr: GDPR,
};

/** What people call each standard. */
export const STANDARD_TITLES: Readonly<Record<ComplianceStandard, string>> = {
  sox: "Sarbanes-Oxley Act",
  "pci-dss": "PCI DSS 4.0.1",
  gdpr: "GDPR",
};

/** Rules of AWS Config that watch a standard's controls, in the order in which the controls name them. */
export function rulesOf(standard: ComplianceStandard): readonly string[] {
  return [...new Set(CONTROLS[standard].flatMap(({ rules }) => rules))];
}
