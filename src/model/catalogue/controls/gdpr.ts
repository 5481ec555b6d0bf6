import { byHand, type Control, controlsOf, remains } from "./control";
import { AUDIT, DATABASES, GOVERNANCE, SECURITY } from "./people";

const principles = controlsOf("gdpr", "Principles");
const rights = controlsOf("gdpr", "Rights of people");
const duties = controlsOf("gdpr", "Controller and processor");
const security = controlsOf("gdpr", "Security of processing");
const breach = controlsOf("gdpr", "Breaches");
const transfer = controlsOf("gdpr", "Transfers");

/** Articles of Regulation (EU) 2016/679 that bear on infrastructure, or that people must show beside it. */
export const GDPR: readonly Control[] = [
  principles("Art. 5(1)(b)", "Personal data serves the purposes that it was collected for", {
    ...byHand(GOVERNANCE, "Keep the purpose of each store with personal data, and who decided it."),
  }),
  principles("Art. 5(1)(c)", "No more personal data than needed", {
    contributing: ["sensitive-data-discovery"],
    documents: ["DATA_GOVERNANCE.md"],
    verification: "data-governance-check",
    remains: remains(GOVERNANCE, "Show for each store with personal data that no field could be left out."),
  }),
  principles("Art. 5(1)(e)", "Personal data is kept no longer than needed", {
    settings: ["retention-of-sensitive-stores"],
    documents: ["DATA_GOVERNANCE.md", "runbooks/data-retention.md"],
    applies: "personal-data",
    verification: "data-governance-check",
    remains: remains(GOVERNANCE, "Show each quarter that nothing older than its retention is left in databases."),
  }),
  principles("Art. 5(1)(f)", "Integrity and confidentiality of personal data", {
    capabilities: ["encryption-keys"],
    contributing: ["database", "table", "object-storage", "backup"],
    rules: [
      "RDS_STORAGE_ENCRYPTED",
      "DYNAMODB_TABLE_ENCRYPTED_KMS",
      "ELASTICACHE_REPL_GRP_ENCRYPTED_AT_REST",
      "S3_BUCKET_PUBLIC_READ_PROHIBITED",
      "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    ],
    verification: "compliance-status",
  }),
  principles("Art. 5(2)", "The controller can show that the principles are kept", {
    capabilities: ["conformance-pack", "audit-trail"],
    documents: ["COMPLIANCE.md", "DATA_GOVERNANCE.md"],
    verification: "compliance-status",
  }),
  rights("Art. 15", "People get to know what is held about them", {
    ...byHand(GOVERNANCE, "Keep the requests of the year, with the days until each was answered."),
    applies: "personal-data",
  }),
  rights("Art. 17", "Personal data is erased when somebody may ask for it", {
    documents: ["runbooks/data-erasure.md"],
    applies: "personal-data",
    verification: "data-governance-check",
    remains: remains(
      GOVERNANCE,
      "Keep the erasures of the year: what was asked, what was erased, and when backups forget it.",
    ),
  }),
  duties("Art. 24", "Measures fit the risk, and are reviewed", {
    settings: ["yearly-runbook-review"],
    documents: ["COMPLIANCE.md"],
    verification: "document-review",
    remains: remains(AUDIT, "Review the measures in this document every year, and sign it."),
  }),
  duties("Art. 25(1)", "Protection is designed in", {
    capabilities: ["encryption-keys", "encryption-default"],
    contributing: ["network", "private-ingress", "egress-filter"],
    rules: ["EC2_EBS_ENCRYPTION_BY_DEFAULT"],
    verification: "security-services",
  }),
  duties("Art. 25(2)", "Nothing is open to everybody by default", {
    capabilities: ["public-access-block"],
    rules: ["S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC", "RDS_SNAPSHOTS_PUBLIC_PROHIBITED"],
    verification: "compliance-status",
  }),
  duties("Art. 28(3)", "Processors are bound by contract", {
    ...byHand(GOVERNANCE, "Keep AWS's data processing addendum and the contract of every other processor."),
  }),
  duties("Art. 28(3)(h)", "What is done for a controller can be shown to it", {
    capabilities: ["audit-trail", "audit-query"],
    verification: "audit-log-check",
  }),
  duties("Art. 29", "Whoever reaches personal data acts on instruction only", {
    types: ["aws_iam_role", "aws_iam_role_policy"],
    capabilities: ["access-analysis"],
    verification: "security-services",
    remains: remains(SECURITY, "Name the people who can reach personal data, and by which instruction."),
  }),
  duties("Art. 30(1)", "Processing is recorded", {
    documents: ["DATA_GOVERNANCE.md"],
    verification: "data-governance-check",
    remains: remains(GOVERNANCE, "Add purposes, recipients and legal bases to the record of processing."),
  }),
  duties("Art. 35", "High risks are assessed beforehand", {
    ...byHand(GOVERNANCE, "Keep the impact assessment of each processing with a high risk, or why there is none."),
    applies: "personal-data",
  }),
  security("Art. 32(1)(a)", "Personal data is encrypted, and pseudonymous where that helps", {
    capabilities: ["encryption-keys"],
    contributing: ["tls-certificate"],
    rules: [
      "RDS_STORAGE_ENCRYPTED",
      "DYNAMODB_TABLE_ENCRYPTED_KMS",
      "ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT",
      "S3_BUCKET_SSL_REQUESTS_ONLY",
      "ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK",
    ],
    verification: "compliance-status",
    remains: remains(DATABASES, "Show which fields are pseudonymous, and who holds what joins them again."),
  }),
  security("Art. 32(1)(b)", "Systems stay confidential, intact, available and resilient", {
    capabilities: ["compute", "golden-signal-alarm"],
    contributing: ["auto-scaling", "threat-detection", "load-balancing"],
    rules: ["ELB_DELETION_PROTECTION_ENABLED", "RDS_CLUSTER_DELETION_PROTECTION_ENABLED"],
    verification: "alarm-states",
  }),
  security("Art. 32(1)(c)", "Data can be brought back in time after an incident", {
    capabilities: ["backup"],
    contributing: ["backup-plan", "backup-copy", "standby", "failover"],
    rules: ["DYNAMODB_PITR_ENABLED", "S3_BUCKET_VERSIONING_ENABLED"],
    documents: ["RECOVERY.md", "runbooks/restore.md"],
    verification: "restore-tests",
  }),
  security("Art. 32(1)(d)", "The measures are tested regularly", {
    capabilities: ["configuration-rule", "conformance-pack"],
    contributing: ["restore-test", "game-day", "vulnerability-scan", "security-standard"],
    verification: "compliance-status",
  }),
  security("Art. 32(2)", "Risks to personal data are watched for", {
    capabilities: ["threat-detection"],
    contributing: ["sensitive-data-discovery", "vulnerability-scan", "network-logging"],
    rules: ["GUARDDUTY_ENABLED_CENTRALIZED"],
    verification: "security-services",
  }),
  security("Art. 32(4)", "People process on instruction, and what they do is on record", {
    capabilities: ["audit-trail"],
    contributing: ["audit-query"],
    verification: "audit-log-check",
  }),
  breach("Art. 33(1)", "The authority hears of a breach within 72 hours", {
    capabilities: ["security-event", "incident-notification"],
    documents: ["runbooks/breach-notification.md"],
    verification: "incident-exercise",
    remains: remains(GOVERNANCE, "Keep name and address of the authority, and who notifies it at any hour."),
  }),
  breach("Art. 33(5)", "Breaches are documented", {
    capabilities: ["ticket", "post-incident-review"],
    documents: ["runbooks/breach-notification.md", "runbooks/post-incident-review.md"],
    verification: "incident-exercise",
  }),
  breach("Art. 34", "People are told of a breach that puts them at high risk", {
    documents: ["runbooks/breach-notification.md"],
    verification: "document-review",
    remains: remains(GOVERNANCE, "Keep the text and the way by which people would be told."),
  }),
  transfer("Art. 44", "Personal data leaves the Union under the Regulation's conditions only", {
    types: ["aws_kms_key"],
    settings: ["residency"],
    verification: "data-governance-check",
  }),
  transfer("Art. 46", "Transfers rest on safeguards", {
    ...byHand(GOVERNANCE, "Keep the standard contractual clauses with every recipient outside, and its assessment."),
  }),
];
