import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { EbsSnapshotBlockPublicAccess } from "@cdktf/provider-aws/lib/ebs-snapshot-block-public-access";
import { Ec2InstanceMetadataDefaults } from "@cdktf/provider-aws/lib/ec2-instance-metadata-defaults";
import { Ec2SerialConsoleAccess } from "@cdktf/provider-aws/lib/ec2-serial-console-access";
import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { SECURITY_SUBJECT } from "./security-subject";
import type { WatchedRegion } from "./watched-regions";

/** Access Analyzer's limit on an analyzer's name. */
const ANALYZER_NAME_MAX_LENGTH = 255;

/** Finds resources of the account that someone outside it can reach. */
export function accessAnalyzer(scope: Construct, plan: Plan, { prefix, placement }: WatchedRegion): void {
  const analyzer = new AccessanalyzerAnalyzer(scope, `${prefix}access_analyzer`, {
    ...placement,
    analyzerName: resourceName(plan, ["access"], ANALYZER_NAME_MAX_LENGTH),
    type: "ACCOUNT",
  });
  provides(analyzer, SECURITY_SUBJECT, "access-analysis");
}

/** No bucket of the account can be made public, whatever its own settings say. */
export function publicAccessBlock(scope: Construct, plan: Plan): void {
  const block = new S3AccountPublicAccessBlock(scope, "public_access_block", {
    accountId: plan.environment.account,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  provides(block, SECURITY_SUBJECT, "public-access-block");
}

/** No snapshot of a volume can be shared with everybody, and those that were no longer are. */
export function snapshotAccessBlock(scope: Construct, { prefix, placement }: WatchedRegion): void {
  const block = new EbsSnapshotBlockPublicAccess(scope, `${prefix}snapshot_public_access`, {
    ...placement,
    state: "block-all-sharing",
  });
  provides(block, SECURITY_SUBJECT, "public-access-block");
}

/**
 * Every new volume in the region is encrypted, with the given key unless it names another.
 *
 * @param dataKeyArn null in the recovery region, whose data key is made by a later stack: AWS's own key then
 */
export function volumeEncryption(scope: Construct, dataKeyArn: string | null, region: WatchedRegion): void {
  const { prefix, placement } = region;
  const byDefault = new EbsEncryptionByDefault(scope, `${prefix}ebs_encryption`, { ...placement, enabled: true });
  provides(byDefault, SECURITY_SUBJECT, "encryption-default");
  if (dataKeyArn === null) return;
  const key = new EbsDefaultKmsKey(scope, "ebs_key", { keyArn: dataKeyArn });
  provides(key, SECURITY_SUBJECT, "encryption-default");
}

/**
 * What instances get that nobody said otherwise for: metadata for session-oriented requests only, of which containers
 * need a second hop, and no serial console, which passes by every network rule.
 */
export function instanceDefaults(scope: Construct, { prefix, placement }: WatchedRegion): void {
  const metadata = new Ec2InstanceMetadataDefaults(scope, `${prefix}instance_metadata`, {
    ...placement,
    httpTokens: "required",
    httpPutResponseHopLimit: 2,
  });
  const console = new Ec2SerialConsoleAccess(scope, `${prefix}serial_console`, { ...placement, enabled: false });
  for (const setting of [metadata, console]) provides(setting, SECURITY_SUBJECT, "instance-default");
}

/**
 * For IAM users, should anybody make one. The figures are those that the rule IAM_PASSWORD_POLICY of AWS Config asks for
 * unless told otherwise (CIS AWS Foundations Benchmark, PCI DSS 4.0.1 requirements 8.3.6, 8.3.7 and 8.3.9).
 */
export function passwordPolicy(scope: Construct): void {
  const policy = new IamAccountPasswordPolicy(scope, "password_policy", {
    minimumPasswordLength: 14,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    allowUsersToChangePassword: true,
    // Days; whoever is late sets a new one at the next sign-in.
    maxPasswordAge: 90,
    hardExpiry: false,
    passwordReusePrevention: 24,
  });
  provides(policy, SECURITY_SUBJECT, "password-policy");
}
