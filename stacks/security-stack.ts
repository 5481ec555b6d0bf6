import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { FoundationOutputs } from "../src/constructs/core/stack-outputs";
import {
  accessAnalyzer,
  instanceDefaults,
  passwordPolicy,
  publicAccessBlock,
  snapshotAccessBlock,
  volumeEncryption,
} from "../src/constructs/security/account-baseline";
import { AuditQueries } from "../src/constructs/security/audit-query";
import { AuditTrail } from "../src/constructs/security/audit-trail";
import { ConfigurationRecorder } from "../src/constructs/security/config/configuration-recorder";
import { configurationRules } from "../src/constructs/security/config/configuration-rules";
import { conformancePacks } from "../src/constructs/security/config/conformance-packs";
import { recordsConfiguration } from "../src/constructs/security/config/records-configuration";
import { secretRotationRules } from "../src/constructs/security/config/secret-rotation-rules";
import { SecurityHub } from "../src/constructs/security/security-hub";
import { SensitiveData } from "../src/constructs/security/sensitive-data";
import { ThreatDetection } from "../src/constructs/security/threat-detection";
import { vulnerabilityScan } from "../src/constructs/security/vulnerability-scan";
import { type WatchedRegion, watchedRegions } from "../src/constructs/security/watched-regions";
import { auditBucket } from "../src/constructs/storage/audit-bucket";
import { separateAuditBucket } from "../src/constructs/storage/separate-audit-bucket";
import type { Plan } from "../src/model/plan";

export interface SecurityStackInputs {
  readonly foundation: FoundationOutputs;
}

/** Settings of the whole account; each is left out where the plan says that the organisation owns it. */
export class SecurityStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, { foundation }: SecurityStackInputs) {
    super(scope, plan, "security");
    const { security } = plan;
    const regions = watchedRegions(plan);
    for (const region of regions) this.region(region, foundation);
    if (security.publicAccessBlock) publicAccessBlock(this, plan);
    if (security.passwordPolicy) passwordPolicy(this);
    if (security.securityHub) new SecurityHub(this, "security_hub", { plan, regions });
    if (security.macie) new SensitiveData(this, "macie", plan);
    if (security.cloudTrail) this.audit(foundation);
    this.config(foundation);
  }

  private audit({ keyArns, logBucket }: FoundationOutputs): void {
    const props = { plan: this.plan, logsKeyArn: keyArns.logs, logBucketName: logBucket.name };
    if (!separateAuditBucket(this.plan)) {
      new AuditTrail(this, "audit", { ...props, auditBucket: null });
      return;
    }
    const bucket = auditBucket(this, props);
    new AuditTrail(this, "audit", { ...props, auditBucket: bucket });
    new AuditQueries(this, "audit_query", { ...props, auditBucket: bucket });
  }

  /** What each region has of its own. */
  private region(region: WatchedRegion, { keyArns, logBucket }: FoundationOutputs): void {
    const { plan } = this;
    const { security } = plan;
    const home = region.region === plan.environment.region;
    if (security.guardDuty) {
      const findings = home ? { bucket: logBucket, keyArn: keyArns.logs } : null;
      new ThreatDetection(this, `${region.prefix}guardduty`, { region, findings });
    }
    if (security.inspector) vulnerabilityScan(this, plan, region);
    if (security.accessAnalyzer) accessAnalyzer(this, plan, region);
    if (security.ebsEncryption) volumeEncryption(this, home ? keyArns.data : null, region);
    if (security.publicAccessBlock) snapshotAccessBlock(this, region);
    if (security.accountBaseline === "owned") instanceDefaults(this, region);
  }

  private config({ logBucket }: FoundationOutputs): void {
    const { plan } = this;
    if (!plan.security.configRules) return;
    const after = this.node.findAll().filter(TerraformResource.isTerraformResource);
    const recorder = recordsConfiguration(plan)
      ? new ConfigurationRecorder(this, "configuration", { plan, logBucket, after })
      : null;
    // AWS Config takes no rule in a region that nothing records.
    const recording = recorder === null ? after : [recorder.recording];
    configurationRules(this, plan, recording);
    secretRotationRules(this, plan, recording);
    conformancePacks(this, plan, recording);
  }
}
