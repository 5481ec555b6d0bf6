import type { Plan } from "../../../model/plan";
import type { EventSource } from "./event-source";

/** API calls that switch off what watches the account, by the service that takes them. */
interface SwitchedOff {
  /** Service name of CloudTrail's events. */
  readonly eventSource: readonly [string];
  readonly eventName: readonly string[];
  /** Where a call switches something off only with certain arguments, or only something of the plan. */
  readonly requestParameters?: Readonly<Record<string, unknown>>;
  readonly userAgent?: readonly unknown[];
}

/** Terraform names itself in every call (Terraform AWS provider, user agent). */
const BY_HAND = [{ "anything-but": { wildcard: "*Terraform*" } }];

/**
 * Security monitoring of the account, and alarms, rules and logs of the plan, that somebody switches off. Calls that
 * AWS refused carry an error code and are left out: nothing was switched off, and the audit trail's alarm on denied
 * calls counts them. What watches the account counts whoever calls. Alarms, rules and logs of the plan are deleted by
 * Terraform whenever something is renamed, which reviewers have seen in its plan; by hand is what counts there.
 * CloudTrail delivers a call only in the region that took it, and only while a trail is on: its own StopLogging is still
 * delivered.
 */
export function monitoringGapEvents(plan: Plan): readonly EventSource[] {
  return [
    gap("monitoring-gap", "Somebody switched security monitoring off", switchedOff(plan)),
    // A rule of its own: one pattern holds 2,048 characters (EventBridge quotas).
    gap("protection-gap", "Somebody switched a scan or a filter off", unprotected(plan)),
  ];
}

function gap(name: string, description: string, calls: readonly SwitchedOff[]): EventSource {
  return {
    name,
    description,
    severity: "high",
    pattern: {
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { errorCode: [{ exists: false }], $or: calls },
    },
    text: {
      title: "monitoring was switched off: <call>",
      details: ["<caller> from <address> called <call> of <service> in <region> at <time>."],
      runbook: "security-finding",
      values: {
        call: "$.detail.eventName",
        service: "$.detail.eventSource",
        caller: "$.detail.userIdentity.type",
        address: "$.detail.sourceIPAddress",
        region: "$.region",
        time: "$.time",
      },
    },
    capabilities: ["event-notification", "security-event"],
    ticket: { name: "security_monitoring_gap_detected", subject: "<service>" },
  };
}

/** What judges, scans and filters, beside what is always watched for. Each only where AWS could take such a call. */
function unprotected({ name, environment, network }: Plan): readonly SwitchedOff[] {
  const ofPlan = [{ prefix: `${name}-${environment.name}-` }];
  const filters = network.kind === "managed" && network.egressDomains !== null;
  return [
    { eventSource: ["securityhub.amazonaws.com"], eventName: ["DisableSecurityHub", "BatchDisableStandards"] },
    { eventSource: ["inspector2.amazonaws.com"], eventName: ["Disable"] },
    { eventSource: ["macie2.amazonaws.com"], eventName: ["DisableMacie"] },
    {
      eventSource: ["macie2.amazonaws.com"],
      eventName: ["UpdateMacieSession"],
      requestParameters: { status: ["PAUSED"] },
    },
    { eventSource: ["guardduty.amazonaws.com"], eventName: ["DeletePublishingDestination"] },
    { eventSource: ["s3.amazonaws.com"], eventName: ["DeleteAccountPublicAccessBlock"] },
    {
      eventSource: ["ec2.amazonaws.com"],
      eventName: ["DisableEbsEncryptionByDefault", "DisableSnapshotBlockPublicAccess", "EnableSerialConsoleAccess"],
    },
    ...(filters
      ? [
          {
            eventSource: ["network-firewall.amazonaws.com"],
            eventName: ["DeleteFirewall", "UpdateFirewallDeleteProtection", "UpdateLoggingConfiguration"],
            requestParameters: { firewallName: ofPlan },
            userAgent: BY_HAND,
          } as const,
        ]
      : []),
  ];
}

function switchedOff({ name, environment }: Plan): readonly SwitchedOff[] {
  const ofPlan = [{ prefix: `${name}-${environment.name}-` }];
  return [
    { eventSource: ["cloudtrail.amazonaws.com"], eventName: ["StopLogging", "DeleteTrail", "UpdateTrail"] },
    { eventSource: ["guardduty.amazonaws.com"], eventName: ["DeleteDetector", "StopMonitoringMembers"] },
    {
      eventSource: ["guardduty.amazonaws.com"],
      eventName: ["UpdateDetector"],
      requestParameters: { enable: [false] },
    },
    {
      eventSource: ["config.amazonaws.com"],
      eventName: ["StopConfigurationRecorder", "DeleteConfigurationRecorder", "DeleteDeliveryChannel"],
    },
    {
      eventSource: ["config.amazonaws.com"],
      eventName: ["DeleteConfigRule"],
      requestParameters: { configRuleName: ofPlan },
      userAgent: BY_HAND,
    },
    { eventSource: ["ec2.amazonaws.com"], eventName: ["DeleteFlowLogs"] },
    { eventSource: ["access-analyzer.amazonaws.com"], eventName: ["DeleteAnalyzer"] },
    {
      eventSource: ["monitoring.amazonaws.com"],
      eventName: ["DeleteAlarms", "DisableAlarmActions"],
      requestParameters: { alarmNames: ofPlan },
      userAgent: BY_HAND,
    },
    {
      eventSource: ["events.amazonaws.com"],
      eventName: ["DeleteRule", "DisableRule"],
      requestParameters: { name: ofPlan },
      userAgent: BY_HAND,
    },
    {
      eventSource: ["logs.amazonaws.com"],
      eventName: ["DeleteLogGroup"],
      requestParameters: {
        logGroupName: [
          { prefix: `/opsplan/${name}/${environment.name}/` },
          { prefix: `/aws/vendedlogs/states/${name}-${environment.name}-` },
        ],
      },
      userAgent: BY_HAND,
    },
  ];
}
