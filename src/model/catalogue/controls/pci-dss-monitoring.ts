import { byHand, type Control, controlsOf, remains } from "./control";
import { ARCHITECTURE, AUDIT, DATABASES, GOVERNANCE, INCIDENTS, SECURITY, TESTING } from "./people";

const logging = controlsOf("pci-dss", "10. Logging and monitoring");
const testing = controlsOf("pci-dss", "11. Tests of security");
const organisation = controlsOf("pci-dss", "12. Policies and programs");

/** Requirements 10 to 12 of PCI DSS 4.0.1. */
export const PCI_DSS_MONITORING: readonly Control[] = [
  logging("10.2.1", "Audit logs are on for every system component", {
    capabilities: ["audit-trail", "network-logging", "log-retention"],
    rules: [
      "CLOUD_TRAIL_ENABLED",
      "MULTI_REGION_CLOUD_TRAIL_ENABLED",
      "VPC_FLOW_LOGS_ENABLED",
      "ELB_LOGGING_ENABLED",
      "ECS_TASK_DEFINITION_LOG_CONFIGURATION",
    ],
    verification: "audit-log-check",
  }),
  logging("10.2.1.1", "Every access of a person to cardholder data is logged", {
    capabilities: ["audit-trail"],
    contributing: ["audit-query"],
    applies: "cardholder-data",
    verification: "audit-log-check",
    remains: remains(
      DATABASES,
      "Show that queries of people on the database are logged: the trail records objects and tables, not statements.",
    ),
  }),
  logging("10.2.1.2", "What administrators do is logged", {
    capabilities: ["audit-trail"],
    contributing: ["audit-query"],
    rules: ["CLOUD_TRAIL_ENABLED"],
    verification: "audit-log-check",
  }),
  logging("10.2.1.3", "Access to audit logs is logged", {
    capabilities: ["audit-trail", "audit-query", "log-protection"],
    verification: "audit-log-check",
  }),
  logging("10.2.1.4", "Attempts that were denied are logged", {
    capabilities: ["audit-trail", "audit-alert"],
    contributing: ["audit-query"],
    verification: "audit-log-check",
  }),
  logging("10.2.1.5", "Changes of credentials and rights are logged", {
    capabilities: ["audit-trail", "audit-alert"],
    contributing: ["audit-query"],
    verification: "audit-log-check",
  }),
  logging("10.2.1.6", "Starts, stops and pauses of audit logs are logged", {
    capabilities: ["audit-trail", "audit-alert"],
    verification: "audit-log-check",
  }),
  logging("10.2.1.7", "Creation and deletion of system objects are logged", {
    capabilities: ["audit-trail", "configuration-rule"],
    verification: "audit-log-check",
  }),
  logging("10.3.1", "Audit logs are read only by those whose work needs it", {
    capabilities: ["log-protection"],
    settings: ["audit-readers"],
    rules: ["S3_BUCKET_PUBLIC_READ_PROHIBITED"],
    verification: "audit-log-check",
  }),
  logging("10.3.2", "Audit logs cannot be changed", {
    capabilities: ["log-protection"],
    settings: ["locked-audit-log"],
    rules: [
      "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
      "CLOUD_TRAIL_ENCRYPTION_ENABLED",
      "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    ],
    verification: "audit-log-check",
  }),
  logging("10.3.3", "Audit logs are copied at once to a place that is hard to alter", {
    capabilities: ["audit-trail", "log-protection"],
    verification: "audit-log-check",
  }),
  logging("10.3.4", "Changes of audit logs raise an alert", {
    capabilities: ["audit-trail", "audit-alert"],
    rules: ["CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED"],
    verification: "audit-log-check",
  }),
  logging("10.4.1", "Security events and critical logs are reviewed every day", {
    capabilities: ["security-event", "audit-alert"],
    contributing: ["threat-detection", "security-standard"],
    verification: "alarm-states",
    remains: remains(SECURITY, "Write down each day's review of what the alarms and findings did not raise."),
  }),
  logging("10.4.1.1", "Machines do the review of audit logs", {
    capabilities: ["audit-alert", "security-event"],
    contributing: ["threat-detection"],
    verification: "alarm-states",
  }),
  logging("10.5.1", "Audit logs are kept for twelve months, three of them at hand", {
    capabilities: ["log-storage", "audit-trail", "log-retention"],
    settings: ["trail-for-a-year", "logs-for-a-year", "flow-logs-for-a-year"],
    rules: ["CW_LOGGROUP_RETENTION_PERIOD_CHECK"],
    verification: "audit-log-check",
  }),
  logging("10.6.1", "Clocks agree", {
    ...byHand(
      ARCHITECTURE,
      "Show that instances and tasks take the time from the Amazon Time Sync Service, as they do unless changed.",
    ),
  }),
  logging("10.7.2", "Failures of critical security systems are noticed at once", {
    capabilities: ["security-event", "event-notification"],
    rules: ["GUARDDUTY_ENABLED_CENTRALIZED", "SECURITYHUB_ENABLED", "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED"],
    verification: "alarm-states",
  }),
  logging("10.7.3", "Failures of critical security systems are answered at once", {
    capabilities: ["incident-notification", "incident-escalation", "ticket"],
    documents: ["runbooks/security-finding.md", "runbooks/incident.md"],
    verification: "incident-exercise",
  }),
  testing("11.2.1", "Wireless access points are known, and others are found", {
    ...byHand(AUDIT, "Show the scan of own premises; there are no wireless networks in AWS's part."),
  }),
  testing("11.3.1", "Vulnerabilities inside are scanned for every quarter", {
    capabilities: ["vulnerability-scan"],
    contributing: ["image-scan"],
    verification: "security-services",
    remains: remains(TESTING, "Keep each quarter's report, and the repeat scan that shows high findings gone."),
  }),
  testing("11.3.2", "An approved vendor scans from outside every quarter", {
    ...byHand(TESTING, "Keep each quarter's passing report of the approved scanning vendor."),
    applies: "public-endpoint",
  }),
  testing("11.4.1", "Penetration tests follow a method, from inside and outside", {
    ...byHand(TESTING, "Keep the yearly reports, what was found, and the test that shows it mended."),
  }),
  testing("11.4.5", "Tests show every year that segments are separate", {
    capabilities: ["network"],
    contributing: ["network-acl"],
    verification: "terraform-plan",
    remains: remains(TESTING, "Keep the yearly test that nothing outside reaches the isolated subnets."),
  }),
  testing("11.5.1", "Intrusions are detected", {
    capabilities: ["threat-detection", "security-event"],
    contributing: ["egress-filter"],
    rules: ["GUARDDUTY_ENABLED_CENTRALIZED"],
    verification: "security-services",
  }),
  testing("11.5.2", "Changes of critical files are detected", {
    capabilities: ["configuration-rule", "operational-check"],
    contributing: ["threat-detection"],
    documents: ["runbooks/infrastructure-drift.md"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Show that images are immutable once built, or what watches files on instances."),
  }),
  testing("11.6.1", "Changes of payment pages as browsers receive them are detected", {
    ...byHand(SECURITY, "Show the mechanism that compares the pages' headers and scripts at least weekly."),
    applies: "public-endpoint",
  }),
  organisation("12.1.1", "A security policy is written, published and kept", {
    ...byHand(AUDIT, "Keep the policy with its yearly review."),
  }),
  organisation("12.3.1", "Risks are analysed where the standard leaves a choice", {
    ...byHand(AUDIT, "Keep the analysis for each frequency that this plan chose, with its yearly review."),
  }),
  organisation("12.3.3", "Cipher suites and protocols in use are listed and reviewed every year", {
    contributing: ["tls-certificate"],
    types: ["aws_kms_key"],
    verification: "security-services",
    remains: remains(SECURITY, "Review the TLS policies of load balancers and stores every year, and sign it."),
  }),
  organisation("12.5.1", "Components in scope are listed", {
    capabilities: ["configuration-rule"],
    documents: ["TRACEABILITY.md", "COMPLIANCE.md"],
    verification: "document-review",
  }),
  organisation("12.5.2", "The scope is confirmed every year", {
    documents: ["DATA_GOVERNANCE.md"],
    verification: "document-review",
    remains: remains(GOVERNANCE, "Confirm every year, signed, which stores and services hold or reach account data."),
  }),
  organisation("12.6.1", "People know of security", {
    ...byHand(AUDIT, "Show the yearly training and who took part."),
  }),
  organisation("12.8.2", "Service providers are bound by agreement", {
    ...byHand(AUDIT, "Keep the agreements, with AWS's among them, and each provider's attestation (12.8.4)."),
  }),
  organisation("12.10.1", "A plan for incidents is ready to be used", {
    capabilities: ["incident-notification", "incident-escalation"],
    documents: ["runbooks/incident.md", "runbooks/breach-notification.md"],
    verification: "incident-exercise",
  }),
  organisation("12.10.2", "The incident plan is reviewed and tested every year", {
    contributing: ["game-day"],
    settings: ["yearly-runbook-review"],
    documents: ["runbooks/incident.md"],
    verification: "incident-exercise",
    remains: remains(INCIDENTS, "Keep the record of the yearly exercise, with date, people and what was learnt."),
  }),
  organisation("12.10.3", "People can be reached at any hour", {
    capabilities: ["incident-notification", "incident-escalation"],
    contributing: ["response-time"],
    verification: "incident-notification-drill",
    remains: remains(INCIDENTS, "Keep the roster that shows who was on duty in every hour of the quarter."),
  }),
  organisation("12.10.5", "The incident plan takes in what monitoring reports", {
    capabilities: ["security-event", "ticket"],
    documents: ["runbooks/security-finding.md", "runbooks/compliance-deviation.md"],
    verification: "incident-exercise",
  }),
  organisation("12.10.7", "There is a procedure for card numbers where none should be", {
    contributing: ["sensitive-data-discovery"],
    documents: ["runbooks/breach-notification.md", "runbooks/data-erasure.md"],
    verification: "document-review",
    remains: remains(
      GOVERNANCE,
      "Show for the last find how it was erased and why it had come there, or that there was none.",
    ),
  }),
];
