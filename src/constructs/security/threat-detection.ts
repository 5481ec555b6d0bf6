import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { GuarddutyPublishingDestination } from "@cdktf/provider-aws/lib/guardduty-publishing-destination";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { BucketOutputs } from "../core/stack-outputs";
import { LOG_PREFIXES } from "../storage/log-prefixes";
import { SECURITY_SUBJECT } from "./security-subject";
import type { WatchedRegion } from "./watched-regions";

/**
 * Features without settings of their own, by construct id. A new detector has all of them on, so what no plan runs is
 * switched off by name. Lambda runs the probes of CloudWatch Synthetics.
 */
const FEATURES = {
  s3_data_events: ["S3_DATA_EVENTS", "ENABLED"],
  ebs_malware_protection: ["EBS_MALWARE_PROTECTION", "ENABLED"],
  rds_login_events: ["RDS_LOGIN_EVENTS", "ENABLED"],
  lambda_network_logs: ["LAMBDA_NETWORK_LOGS", "ENABLED"],
  eks_audit_logs: ["EKS_AUDIT_LOGS", "DISABLED"],
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

export interface ThreatDetectionProps {
  readonly region: WatchedRegion;
  /** Where findings are kept; null for a region that has no bucket of its own: they stay 90 days in GuardDuty. */
  readonly findings: { readonly bucket: BucketOutputs; readonly keyArn: string } | null;
}

/** GuardDuty in one region, with the protections of what plans are made of. */
export class ThreatDetection extends Construct {
  constructor(scope: Construct, id: string, { region: { placement }, findings }: ThreatDetectionProps) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "detector", {
      ...placement,
      enable: true,
      // Updates of a finding every 15 minutes, the shortest; new findings come at once in any case.
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    provides(detector, SECURITY_SUBJECT, "threat-detection");
    for (const [feature, [name, status]] of Object.entries(FEATURES)) {
      const set = new GuarddutyDetectorFeature(this, feature, { ...placement, detectorId: detector.id, name, status });
      if (status === "ENABLED") provides(set, SECURITY_SUBJECT, "threat-detection");
    }
    const runtime = new GuarddutyDetectorFeature(this, "runtime_monitoring", {
      ...placement,
      detectorId: detector.id,
      name: "RUNTIME_MONITORING",
      status: "ENABLED",
      additionalConfiguration: AGENTS.map((agent) => ({ ...agent })),
    });
    provides(runtime, SECURITY_SUBJECT, "threat-detection");
    if (findings === null) return;
    const kept = new GuarddutyPublishingDestination(this, "findings", {
      detectorId: detector.id,
      destinationArn: `${findings.bucket.arn}/${LOG_PREFIXES.guardDuty}`,
      kmsKeyArn: findings.keyArn,
    });
    provides(kept, SECURITY_SUBJECT, "threat-detection");
  }
}
