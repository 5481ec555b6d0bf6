import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";

const SUBJECT = { kind: "plan", name: "security" } as const;

/** Features without settings of their own, by construct id. */
const FEATURES = {
  s3_data_events: "S3_DATA_EVENTS",
  ebs_malware_protection: "EBS_MALWARE_PROTECTION",
  rds_login_events: "RDS_LOGIN_EVENTS",
} as const;

/**
 * GuardDuty's agents for containers on Fargate and for instances; no plan runs EKS. All three stand in the order in
 * which the service returns them, so that a plan shows no difference where there is none.
 */
const AGENTS = [
  { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
  { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
  { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
] as const;

/** GuardDuty in the plan's region, with the protections of what plans are made of. */
export class ThreatDetection extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "detector", {
      enable: true,
      // Updates of a finding every 15 minutes, the shortest; new findings come at once in any case.
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    provides(detector, SUBJECT, "threat-detection");
    for (const [feature, name] of Object.entries(FEATURES)) {
      const enabled = new GuarddutyDetectorFeature(this, feature, { detectorId: detector.id, name, status: "ENABLED" });
      provides(enabled, SUBJECT, "threat-detection");
    }
    const runtime = new GuarddutyDetectorFeature(this, "runtime_monitoring", {
      detectorId: detector.id,
      name: "RUNTIME_MONITORING",
      status: "ENABLED",
      additionalConfiguration: AGENTS.map((agent) => ({ ...agent })),
    });
    provides(runtime, SUBJECT, "threat-detection");
  }
}
