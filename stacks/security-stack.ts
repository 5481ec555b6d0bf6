import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { FoundationOutputs } from "../src/constructs/core/stack-outputs";
import { accessAnalyzer, publicAccessBlock, volumeEncryption } from "../src/constructs/security/account-baseline";
import { AuditQueries } from "../src/constructs/security/audit-query";
import { AuditTrail } from "../src/constructs/security/audit-trail";
import { ConfigurationRecorder } from "../src/constructs/security/config/configuration-recorder";
import { configurationRules } from "../src/constructs/security/config/configuration-rules";
import { conformancePacks } from "../src/constructs/security/config/conformance-packs";
import { recordsConfiguration } from "../src/constructs/security/config/records-configuration";
import { ThreatDetection } from "../src/constructs/security/threat-detection";
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
    if (security.guardDuty) new ThreatDetection(this, "guardduty");
    if (security.accessAnalyzer) accessAnalyzer(this, plan);
    if (security.publicAccessBlock) publicAccessBlock(this, plan);
    if (security.ebsEncryption) volumeEncryption(this, foundation.keyArns.data);
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

  private config({ logBucket }: FoundationOutputs): void {
    const { plan } = this;
    if (!plan.security.configRules) return;
    const after = this.node.findAll().filter(TerraformResource.isTerraformResource);
    const recorder = recordsConfiguration(plan)
      ? new ConfigurationRecorder(this, "configuration", { plan, logBucket, after })
      : null;
    // AWS Config takes no rule in a region that nothing records.
    const recorded = recorder === null ? after : [recorder.recording];
    configurationRules(this, plan, recorded);
    conformancePacks(this, plan, recorded);
  }
}
