import { byHand, type Control, controlsOf, remains } from "./control";
import { AUDIT, DATABASES, DELIVERY, GOVERNANCE, SECURITY } from "./people";

const software = controlsOf("pci-dss", "6. Secure systems and software");
const need = controlsOf("pci-dss", "7. Access by need to know");
const identity = controlsOf("pci-dss", "8. Identification and authentication");
const physical = controlsOf("pci-dss", "9. Physical access");

/** Requirements 6 to 9 of PCI DSS 4.0.1. */
export const PCI_DSS_ACCESS: readonly Control[] = [
  software("6.2.1", "Own software is developed securely", {
    ...byHand(DELIVERY, "Show the secure development procedure, and that it was followed for a sample of releases."),
  }),
  software("6.2.3", "Own code is reviewed before it is released", {
    capabilities: ["pipeline"],
    settings: ["approved-deployments"],
    verification: "pipeline-run",
    remains: remains(DELIVERY, "Show the reviews of a sample of merged changes in the source repository."),
  }),
  software("6.2.4", "Common attacks are prevented while software is made", {
    capabilities: ["automated-test"],
    verification: "test-reports",
    remains: remains(DELIVERY, "Show which attacks the tests and the training of developers cover."),
  }),
  software("6.3.1", "Vulnerabilities are found and ranked", {
    capabilities: ["vulnerability-scan"],
    contributing: ["image-scan"],
    rules: ["ECR_PRIVATE_IMAGE_SCANNING_ENABLED"],
    verification: "security-services",
  }),
  software("6.3.2", "Own and third-party components are listed", {
    contributing: ["image-scan", "vulnerability-scan"],
    types: ["aws_ecr_repository"],
    verification: "security-services",
    remains: remains(DELIVERY, "Keep the list of components of each image; Amazon Inspector can export one."),
  }),
  software("6.3.3", "Patches for serious vulnerabilities are in place within a month", {
    capabilities: ["vulnerability-scan", "ticket"],
    verification: "security-services",
    remains: remains(DELIVERY, "Show the dates of finding and deployment for the month's critical vulnerabilities."),
  }),
  software("6.4.2", "A technical solution stops attacks on public web applications", {
    capabilities: ["web-application-firewall"],
    rules: ["ALB_WAF_ENABLED"],
    applies: "public-endpoint",
    verification: "security-services",
  }),
  software("6.4.3", "Scripts of payment pages are authorised and intact", {
    ...byHand(DELIVERY, "List the scripts of every payment page with their reason, and how each is kept intact."),
    applies: "public-endpoint",
  }),
  software("6.5.1", "Changes in production follow a procedure: reason, impact, approval, test, way back", {
    capabilities: ["pipeline", "deployment-rollback"],
    contributing: ["automated-test", "deployment-alarm"],
    settings: ["approved-deployments"],
    documents: ["runbooks/deploy.md", "runbooks/roll-back.md"],
    verification: "deployment-history",
  }),
  software("6.5.2", "After a significant change the requirements are confirmed", {
    capabilities: ["conformance-pack"],
    contributing: ["operational-check"],
    verification: "compliance-status",
    remains: remains(
      AUDIT,
      "Sign after each significant change that this document was read again, with what changed in it.",
    ),
  }),
  software("6.5.3", "Environments before production are separate from it", {
    capabilities: ["network"],
    verification: "terraform-plan",
    remains: remains(AUDIT, "Show that the accounts of the plan's environments differ and no role crosses them."),
  }),
  software("6.5.5", "Live card numbers are not used before production", {
    ...byHand(GOVERNANCE, "Show where the test data of each environment comes from."),
  }),
  need("7.2.1", "A model says who may do what, by function and need", {
    types: ["aws_iam_role"],
    verification: "terraform-plan",
    remains: remains(SECURITY, "Keep the access model of people; the generated roles are those of services only."),
  }),
  need("7.2.2", "People get the least access that their function needs", {
    rules: ["IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Show the permission sets of a sample of people beside their functions."),
  }),
  need("7.2.4", "Access of people is reviewed every six months", {
    contributing: ["access-analysis"],
    rules: ["IAM_USER_UNUSED_CREDENTIALS_CHECK"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Review every person's access twice a year, and have management sign it."),
  }),
  need("7.2.5", "Access of systems and applications is the least that they need", {
    types: ["aws_iam_role", "aws_iam_role_policy"],
    capabilities: ["access-analysis"],
    rules: ["IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED"],
    verification: "security-services",
  }),
  need("7.2.6", "Stores of cardholder data are queried only through defined means", {
    rules: ["RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED"],
    applies: "cardholder-data",
    verification: "compliance-status",
    remains: remains(DATABASES, "Show who may query the database directly, and the reason of each."),
  }),
  need("7.3.1", "A system controls access to every component", {
    types: ["aws_iam_role", "aws_security_group"],
    verification: "terraform-plan",
  }),
  need("7.3.3", "What is not allowed is denied", {
    types: ["aws_iam_role_policy", "aws_security_group"],
    rules: ["VPC_DEFAULT_SECURITY_GROUP_CLOSED", "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC"],
    verification: "compliance-status",
  }),
  identity("8.2.1", "Everybody has an identity of their own", {
    types: ["aws_cloudtrail"],
    verification: "audit-log-check",
    remains: remains(SECURITY, "Show from the identity provider that no two people share a sign-in."),
  }),
  identity("8.2.2", "Shared identities are the exception, and each use has a name to it", {
    capabilities: ["audit-alert", "audit-trail"],
    rules: ["IAM_ROOT_ACCESS_KEY_CHECK", "ROOT_ACCOUNT_MFA_ENABLED"],
    verification: "audit-log-check",
    remains: remains(SECURITY, "Keep the record of each use of the root user: who, when and why."),
  }),
  identity("8.2.5", "Access of those who leave ends at once", {
    ...byHand(SECURITY, "Show the day of leaving and of the last sign-in for everybody who left in the quarter."),
  }),
  identity("8.2.6", "Identities that nobody uses are switched off within 90 days", {
    rules: ["IAM_USER_UNUSED_CREDENTIALS_CHECK"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Show when each identity that the rule found was switched off."),
  }),
  identity("8.3.1", "Sign-in needs at least one factor that is checked", {
    rules: ["MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Show the factors that the identity provider asks for."),
  }),
  identity("8.3.6", "Passwords are long and mixed", {
    capabilities: ["password-policy"],
    rules: ["IAM_PASSWORD_POLICY"],
    verification: "compliance-status",
  }),
  identity("8.3.9", "Passwords that stand alone are changed every 90 days", {
    capabilities: ["password-policy"],
    rules: ["IAM_PASSWORD_POLICY", "ACCESS_KEYS_ROTATED"],
    verification: "compliance-status",
  }),
  identity("8.4.2", "Access to the cardholder data environment needs more than one factor", {
    contributing: ["audit-alert"],
    rules: ["MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", "ROOT_ACCOUNT_MFA_ENABLED"],
    verification: "compliance-status",
    remains: remains(SECURITY, "Show that the identity provider asks every administrator for a second factor."),
  }),
  identity("8.6.2", "Passwords of applications stand in no script or file", {
    capabilities: ["secret-rotation"],
    rules: ["RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED"],
    applies: "database",
    verification: "compliance-status",
  }),
  identity("8.6.3", "Passwords of applications are changed and guarded from misuse", {
    capabilities: ["secret-rotation"],
    documents: ["runbooks/rotate.md"],
    applies: "database",
    verification: "security-services",
  }),
  physical("9.2.1", "Buildings with cardholder data are entered only by those who may", {
    ...byHand(AUDIT, "Keep AWS's attestation of compliance, from AWS Artifact, and show the same of own premises."),
  }),
  physical("9.4.1", "Media with cardholder data are secured", {
    ...byHand(AUDIT, "Keep AWS's attestation of compliance, and the list of media that leave the cloud, if any."),
  }),
  physical("9.5.1", "Devices that read cards are guarded from tampering", {
    ...byHand(AUDIT, "Keep the list of card readers and their inspections, or show that there are none."),
  }),
];
