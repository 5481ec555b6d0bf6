import { byHand, type Control, controlsOf, remains } from "./control";
import { ARCHITECTURE, AUDIT, GOVERNANCE, SECURITY } from "./people";

const network = controlsOf("pci-dss", "1. Network security controls");
const configuration = controlsOf("pci-dss", "2. Secure configuration");
const storage = controlsOf("pci-dss", "3. Stored account data");
const transmission = controlsOf("pci-dss", "4. Transmission of cardholder data");
const malware = controlsOf("pci-dss", "5. Malicious software");

/** Requirements 1 to 5 of PCI DSS 4.0.1 (PCI Security Standards Council, June 2024), at the level that can be shown. */
export const PCI_DSS_NETWORK: readonly Control[] = [
  network("1.1.1", "Policies and procedures on network security are written, known and followed", {
    ...byHand(SECURITY, "Keep the network security policy, with its yearly review and the names of those who know it."),
  }),
  network("1.2.1", "Rules of network controls follow a defined standard", {
    capabilities: ["network"],
    types: ["aws_security_group"],
    rules: ["VPC_DEFAULT_SECURITY_GROUP_CLOSED"],
    verification: "terraform-plan",
  }),
  network("1.2.2", "Changes of network connections and their rules are approved and managed", {
    capabilities: ["pipeline", "operational-check"],
    documents: ["runbooks/infrastructure-drift.md"],
    verification: "terraform-plan",
    remains: remains(ARCHITECTURE, "Show the approved pull requests of the plan behind a sample of network changes."),
  }),
  network("1.2.3", "A network diagram shows every connection of the cardholder data environment", {
    documents: ["OPERATIONAL_PLAN.md"],
    verification: "document-review",
    remains: remains(ARCHITECTURE, "Add to the generated diagram what lies outside this plan, and date it."),
  }),
  network("1.2.4", "A diagram shows how account data flows", {
    documents: ["DATA_GOVERNANCE.md"],
    verification: "document-review",
    remains: remains(GOVERNANCE, "Draw the flows of account data, through other systems too, after every change."),
  }),
  network("1.2.5", "Services, protocols and ports that may be used are named and justified", {
    types: ["aws_vpc_security_group_ingress_rule"],
    verification: "terraform-plan",
    remains: remains(SECURITY, "Write down why each opened port is needed."),
  }),
  network("1.2.7", "Rules of network controls are reviewed every six months", {
    ...byHand(SECURITY, "Read every security group rule twice a year, and sign that each is still needed."),
  }),
  network("1.2.8", "Files that configure network controls are secured and kept consistent", {
    capabilities: ["operational-check"],
    documents: ["runbooks/infrastructure-drift.md"],
    verification: "terraform-plan",
  }),
  network("1.3.1", "Traffic into the cardholder data environment is limited to what is needed", {
    capabilities: ["network"],
    contributing: ["network-acl", "private-ingress"],
    types: ["aws_vpc_security_group_ingress_rule"],
    rules: ["INCOMING_SSH_DISABLED", "VPC_DEFAULT_SECURITY_GROUP_CLOSED"],
    verification: "compliance-status",
  }),
  network("1.3.2", "Traffic out of the cardholder data environment is limited to what is needed", {
    capabilities: ["egress-filter"],
    contributing: ["network-acl"],
    verification: "security-services",
  }),
  network("1.4.1", "Controls stand between trusted and untrusted networks", {
    capabilities: ["network"],
    contributing: ["network-acl", "egress-filter", "web-application-firewall"],
    types: ["aws_security_group"],
    verification: "terraform-plan",
  }),
  network("1.4.2", "Traffic from untrusted networks reaches only what is meant to be public", {
    capabilities: ["load-balancing"],
    rules: ["EC2_INSTANCE_NO_PUBLIC_IP", "RDS_INSTANCE_PUBLIC_ACCESS_CHECK"],
    applies: "public-endpoint",
    verification: "compliance-status",
  }),
  network("1.4.4", "Stores of cardholder data cannot be reached from untrusted networks", {
    types: ["aws_vpc"],
    contributing: ["database", "table", "object-storage"],
    rules: ["RDS_INSTANCE_PUBLIC_ACCESS_CHECK", "S3_BUCKET_PUBLIC_READ_PROHIBITED", "SQS_QUEUE_NO_PUBLIC_ACCESS"],
    applies: "cardholder-data",
    verification: "compliance-status",
  }),
  configuration("2.2.1", "Systems are configured to a hardening standard that is kept up to date", {
    capabilities: ["configuration-rule"],
    contributing: ["security-standard", "vulnerability-scan"],
    rules: ["EC2_IMDSV2_CHECK", "ECS_CONTAINERS_NONPRIVILEGED"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Keep the hardening standard of the images that services run, and date its review."),
  }),
  configuration("2.2.2", "Accounts that vendors deliver are not in use as delivered", {
    capabilities: ["secret-rotation"],
    rules: ["IAM_ROOT_ACCESS_KEY_CHECK"],
    applies: "database",
    verification: "security-services",
  }),
  configuration("2.2.4", "Only what is needed is switched on", {
    rules: ["ECS_CONTAINERS_NONPRIVILEGED"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Show that images hold no service, package or shell that the service does not need."),
  }),
  configuration("2.2.7", "Administrative access over networks is encrypted", {
    types: ["aws_s3_bucket_policy"],
    rules: ["S3_BUCKET_SSL_REQUESTS_ONLY", "INCOMING_SSH_DISABLED"],
    verification: "compliance-status",
  }),
  storage("3.2.1", "Account data is kept no longer than needed, and then erased", {
    settings: ["retention-of-sensitive-stores"],
    documents: ["DATA_GOVERNANCE.md", "runbooks/data-retention.md"],
    applies: "cardholder-data",
    verification: "data-governance-check",
    remains: remains(GOVERNANCE, "Show every quarter that nothing older than its retention is left in databases."),
  }),
  storage("3.3.1", "Sensitive authentication data is not kept after authorisation", {
    ...byHand(GOVERNANCE, "Show from the services' code and a sample of rows and logs that none is stored."),
  }),
  storage("3.4.1", "Card numbers are masked wherever they are shown", {
    ...byHand(GOVERNANCE, "Show the screens and reports that hold card numbers, and who may see them in full."),
  }),
  storage("3.5.1", "Card numbers cannot be read where they are stored", {
    capabilities: ["encryption-keys"],
    contributing: ["database", "table", "object-storage", "queue"],
    rules: ["RDS_STORAGE_ENCRYPTED", "DYNAMODB_TABLE_ENCRYPTED_KMS"],
    applies: "cardholder-data",
    verification: "compliance-status",
    remains: remains(
      GOVERNANCE,
      "Show that services encrypt, truncate or tokenise card numbers themselves: encryption of a volume alone is not enough (3.5.1.2).",
    ),
  }),
  storage("3.6.1", "Keys that protect account data are themselves protected", {
    capabilities: ["encryption-keys"],
    rules: ["KMS_CMK_NOT_SCHEDULED_FOR_DELETION"],
    verification: "security-services",
  }),
  storage("3.7.1", "Strong keys are generated", {
    capabilities: ["encryption-keys"],
    verification: "security-services",
  }),
  storage("3.7.4", "Keys are changed at the end of their period", {
    capabilities: ["encryption-keys"],
    rules: ["CMK_BACKING_KEY_ROTATION_ENABLED"],
    documents: ["runbooks/rotate.md"],
    verification: "security-services",
  }),
  storage("3.7.5", "Keys that are weak or known to others are replaced", {
    documents: ["runbooks/rotate.md"],
    verification: "document-review",
    remains: remains(SECURITY, "Write down each retired key and how what it encrypted was encrypted anew."),
  }),
  transmission("4.2.1", "Card numbers cross open networks only under strong cryptography", {
    capabilities: ["tls-certificate"],
    rules: ["ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK", "S3_BUCKET_SSL_REQUESTS_ONLY"],
    applies: "public-endpoint",
    verification: "compliance-status",
  }),
  transmission("4.2.1.1", "Trusted keys and certificates are listed", {
    capabilities: ["tls-certificate", "encryption-keys"],
    rules: ["ACM_CERTIFICATE_EXPIRATION_CHECK"],
    applies: "public-endpoint",
    verification: "compliance-status",
    remains: remains(SECURITY, "List the certificates that services trust beside those generated here."),
  }),
  transmission("4.2.2", "Card numbers go through no messaging of end users unprotected", {
    ...byHand(AUDIT, "Keep the policy that forbids card numbers in mail and chat, and show how it is checked."),
  }),
  malware("5.2.1", "Malware is looked for on systems that it threatens", {
    capabilities: ["threat-detection"],
    rules: ["GUARDDUTY_ENABLED_CENTRALIZED"],
    verification: "security-services",
    remains: remains(SECURITY, "Show why containers without a writable file system need no further scanner (5.2.3)."),
  }),
  malware("5.3.2", "Scans run at intervals or all the time", {
    capabilities: ["threat-detection"],
    contributing: ["vulnerability-scan", "image-scan"],
    verification: "security-services",
    remains: remains(SECURITY, "Show that what GuardDuty scans for malware, and when, is enough (5.3.2.1)."),
  }),
  malware("5.4.1", "People are protected from phishing", {
    ...byHand(SECURITY, "Show the mail filter's settings, which are outside this plan."),
  }),
];
