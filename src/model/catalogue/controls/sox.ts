import { byHand, type Control, controlsOf, remains } from "./control";
import { ARCHITECTURE, AUDIT, DATABASES, DELIVERY, INCIDENTS, SECURITY } from "./people";

const act = controlsOf("sox", "The Act");
const change = controlsOf("sox", "IT general controls: change management");
const access = controlsOf("sox", "IT general controls: access");
const operations = controlsOf("sox", "IT general controls: computer operations");

/**
 * The Sarbanes-Oxley Act names no IT controls. Management chooses them to answer for its reporting (sections 302 and 404),
 * and auditors look at the three domains below (PCAOB AS 2201, IT general controls). Ids beginning with ITGC are ours.
 */
export const SOX: readonly Control[] = [
  act("302", "Officers certify reports, and that controls over disclosure work", {
    contributing: ["conformance-pack", "security-standard"],
    documents: ["COMPLIANCE.md"],
    verification: "compliance-status",
    remains: remains(AUDIT, "Give the officers this document and the pack's state each quarter; they sign."),
  }),
  act("404", "Management assesses the controls over financial reporting every year", {
    capabilities: ["conformance-pack"],
    documents: ["COMPLIANCE.md", "TRACEABILITY.md"],
    verification: "compliance-status",
    remains: remains(AUDIT, "Test each control below on a sample of the year, and write down what failed."),
  }),
  act("802", "Records that audits rest on are kept for seven years, unaltered", {
    capabilities: ["audit-trail", "log-protection"],
    settings: ["trail-for-seven-years", "locked-audit-log"],
    rules: ["CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED"],
    verification: "audit-log-check",
  }),
  change("ITGC-CM-1", "Changes are asked for, approved and traceable", {
    capabilities: ["pipeline"],
    settings: ["approved-deployments"],
    documents: ["runbooks/deploy.md"],
    verification: "deployment-history",
    remains: remains(DELIVERY, "Show the request and the review behind a sample of deployments."),
  }),
  change("ITGC-CM-2", "Changes are tested before they reach production", {
    capabilities: ["automated-test"],
    contributing: ["deployment-alarm"],
    verification: "test-reports",
  }),
  change("ITGC-CM-3", "Whoever develops does not release alone", {
    capabilities: ["pipeline"],
    settings: ["approved-deployments"],
    verification: "pipeline-run",
    remains: remains(DELIVERY, "Show that nobody both wrote and approved a change, for a sample of the quarter."),
  }),
  change("ITGC-CM-4", "A change can be taken back", {
    capabilities: ["deployment-rollback"],
    documents: ["runbooks/roll-back.md"],
    verification: "rollback-drill",
  }),
  change("ITGC-CM-5", "Changes past the procedure are noticed", {
    capabilities: ["operational-check", "configuration-rule"],
    contributing: ["audit-query"],
    documents: ["runbooks/infrastructure-drift.md"],
    verification: "terraform-plan",
  }),
  change("ITGC-CM-6", "Infrastructure is changed through code only", {
    types: ["aws_cloudtrail"],
    contributing: ["audit-query"],
    rules: ["CLOUD_TRAIL_ENABLED"],
    verification: "audit-log-check",
    remains: remains(ARCHITECTURE, "Explain each change that the query on changes shows and no applied plan made."),
  }),
  access("ITGC-AC-1", "Access is granted by request and approval", {
    ...byHand(SECURITY, "Show request and approval for a sample of those who got access in the quarter."),
  }),
  access("ITGC-AC-2", "Access is reviewed, and ends when it is no longer needed", {
    contributing: ["access-analysis"],
    rules: ["IAM_USER_UNUSED_CREDENTIALS_CHECK"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Review every person's access each quarter; show when leavers lost theirs."),
  }),
  access("ITGC-AC-3", "Privileged access is small, strong and watched", {
    capabilities: ["audit-trail", "audit-alert"],
    rules: [
      "IAM_ROOT_ACCESS_KEY_CHECK",
      "ROOT_ACCOUNT_MFA_ENABLED",
      "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
      "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
    ],
    verification: "audit-log-check",
    remains: remains(SECURITY, "Name those with administrative access, and why."),
  }),
  access("ITGC-AC-4", "Services have the least access that they need", {
    types: ["aws_iam_role", "aws_iam_role_policy"],
    capabilities: ["access-analysis"],
    rules: ["IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED"],
    verification: "security-services",
  }),
  access("ITGC-AC-5", "Passwords and keys follow a rule", {
    capabilities: ["password-policy"],
    contributing: ["secret-rotation"],
    rules: ["IAM_PASSWORD_POLICY", "ACCESS_KEYS_ROTATED"],
    verification: "compliance-status",
  }),
  access("ITGC-AC-6", "Financial data is reached by services and named people only", {
    capabilities: ["encryption-keys"],
    contributing: ["database", "table", "object-storage"],
    rules: [
      "RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED",
      "RDS_STORAGE_ENCRYPTED",
      "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
      "S3_BUCKET_PUBLIC_READ_PROHIBITED",
      "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    ],
    verification: "compliance-status",
    remains: remains(DATABASES, "Name the people who may change rows directly, and show each use."),
  }),
  access("ITGC-AC-7", "Access to audit logs is kept from operators", {
    capabilities: ["log-protection"],
    settings: ["audit-readers"],
    verification: "audit-log-check",
  }),
  operations("ITGC-OP-1", "Data is backed up as often as the business needs", {
    capabilities: ["backup-plan"],
    contributing: ["backup", "backup-copy", "backup-lock"],
    documents: ["RECOVERY.md"],
    verification: "restore-tests",
  }),
  operations("ITGC-OP-2", "Backups are restored regularly, to see that they can be", {
    capabilities: ["restore-test"],
    documents: ["runbooks/restore.md"],
    verification: "restore-tests",
  }),
  operations("ITGC-OP-3", "The loss of a site is prepared for and rehearsed", {
    contributing: ["standby", "replication", "failover", "game-day"],
    documents: ["RECOVERY.md", "runbooks/fail-over.md"],
    verification: "recovery-exercise",
    remains: remains(ARCHITECTURE, "Keep the record of the last rehearsal: date, people, times measured."),
  }),
  operations("ITGC-OP-4", "Jobs and services are watched, and failures raise alarms", {
    capabilities: ["golden-signal-alarm", "incident-notification"],
    verification: "alarm-states",
  }),
  operations("ITGC-OP-5", "Incidents are recorded, escalated and learnt from", {
    capabilities: ["ticket", "incident-escalation", "post-incident-review"],
    documents: ["runbooks/incident.md", "runbooks/post-incident-review.md"],
    verification: "incident-exercise",
  }),
  operations("ITGC-OP-6", "Capacity is watched before it runs out", {
    capabilities: ["capacity-alarm", "auto-scaling"],
    documents: ["runbooks/scale.md"],
    verification: "capacity-headroom",
  }),
  operations("ITGC-OP-7", "Security events reach somebody who acts on them", {
    capabilities: ["security-event", "ticket"],
    contributing: ["threat-detection", "security-standard"],
    documents: ["runbooks/security-finding.md"],
    verification: "alarm-states",
  }),
  operations("ITGC-OP-8", "Events that may be material reach the disclosure committee", {
    documents: ["runbooks/breach-notification.md"],
    verification: "document-review",
    remains: remains(INCIDENTS, "Keep the committee's decision on each critical incident, with its date."),
  }),
];
