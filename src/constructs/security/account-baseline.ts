import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";

const SUBJECT = { kind: "plan", name: "security" } as const;

/** Access Analyzer's limit on an analyzer's name. */
const ANALYZER_NAME_MAX_LENGTH = 255;

/** Finds resources of the account that someone outside it can reach. */
export function accessAnalyzer(scope: Construct, plan: Plan): void {
  const analyzer = new AccessanalyzerAnalyzer(scope, "access_analyzer", {
    analyzerName: resourceName(plan, ["access"], ANALYZER_NAME_MAX_LENGTH),
    type: "ACCOUNT",
  });
  provides(analyzer, SUBJECT, "access-analysis");
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
  provides(block, SUBJECT, "public-access-block");
}

/** Every new volume in the region is encrypted, with the data key unless it names another. */
export function volumeEncryption(scope: Construct, dataKeyArn: string): void {
  const byDefault = new EbsEncryptionByDefault(scope, "ebs_encryption", { enabled: true });
  const key = new EbsDefaultKmsKey(scope, "ebs_key", { keyArn: dataKeyArn });
  provides(byDefault, SUBJECT, "encryption-default");
  provides(key, SUBJECT, "encryption-default");
}
