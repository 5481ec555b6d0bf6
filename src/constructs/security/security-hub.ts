import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { SECURITY_SUBJECT } from "./security-subject";
import type { WatchedRegion } from "./watched-regions";

/** A standard of Security Hub by construct id, with the end of its ARN (Security Hub user guide, standards reference). */
const FOUNDATIONS = {
  best_practices: "aws-foundational-security-best-practices/v/1.0.0",
  cis: "cis-aws-foundations-benchmark/v/5.0.0",
} as const;

/** Those that a plan's compliance adds. SOX and GDPR have none: their controls are others' (see COMPLIANCE.md). */
const BY_COMPLIANCE: Readonly<Record<Plan["requirements"]["compliance"][number], Readonly<Record<string, string>>>> = {
  "pci-dss": { pci_dss: "pci-dss/v/4.0.1" },
  sox: {},
  gdpr: {},
};

export interface SecurityHubProps {
  readonly plan: Plan;
  /** The plan's own first: findings of the others are brought there. */
  readonly regions: readonly WatchedRegion[];
}

/**
 * Security Hub with the standards that fit the plan. In the recovery region it only collects what other services find
 * there, for the plan's region to show: controls need AWS Config, which records the plan's region.
 */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, { plan, regions }: SecurityHubProps) {
    super(scope, id);
    const [home, ...others] = regions.map(({ prefix, placement }) => {
      const hub = new SecurityhubAccount(this, `${prefix}hub`, {
        ...placement,
        // The standards are those below, whatever AWS makes its default.
        enableDefaultStandards: false,
        autoEnableControls: true,
        // One finding for a control that several standards share.
        controlFindingGenerator: "SECURITY_CONTROL",
      });
      provides(hub, SECURITY_SUBJECT, "security-standard");
      return hub;
    });
    if (home === undefined) throw new Error("a plan has a region");
    this.standards(plan, home);
    if (others.length === 0) return;
    const aggregator = new SecurityhubFindingAggregator(this, "aggregator", {
      linkingMode: "SPECIFIED_REGIONS",
      specifiedRegions: regions.slice(1).map(({ region }) => region),
      dependsOn: [home, ...others],
    });
    provides(aggregator, SECURITY_SUBJECT, "security-standard");
  }

  private standards({ requirements, environment }: Plan, hub: SecurityhubAccount): void {
    const standards = [FOUNDATIONS, ...requirements.compliance.map((name) => BY_COMPLIANCE[name])].flatMap((one) =>
      Object.entries(one),
    );
    for (const [name, end] of standards) {
      const standard = new SecurityhubStandardsSubscription(this, name, {
        standardsArn: `arn:aws:securityhub:${environment.region}::standards/${end}`,
        dependsOn: [hub],
      });
      provides(standard, SECURITY_SUBJECT, "security-standard");
    }
  }
}
