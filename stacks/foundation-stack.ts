import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { FoundationOutputs } from "../src/constructs/core/stack-outputs";
import { publicDns } from "../src/constructs/dns/public-dns";
import { planNetwork } from "../src/constructs/network/network";
import { QuotaRequests } from "../src/constructs/quota/quota-requests";
import { encryptionKeys } from "../src/constructs/security/encryption-keys";
import { artifactBucket } from "../src/constructs/storage/artifact-bucket";
import { logBucket } from "../src/constructs/storage/log-bucket";
import type { Plan } from "../src/model/plan";

/** What everything else stands on: keys, network, buckets, the domain with its certificates, and quotas of AWS. */
export class FoundationStack extends OpsplanStack {
  readonly outputs: FoundationOutputs;

  constructor(scope: Construct, plan: Plan) {
    super(scope, plan, "foundation");
    new QuotaRequests(this, "plan_quotas", plan);
    const keys = encryptionKeys(this, plan);
    const logs = logBucket(this, plan);
    this.outputs = {
      ...keys,
      ...planNetwork(this, plan, keys.keyArns.logs),
      logBucket: logs.outputs,
      artifactBucket: artifactBucket(this, plan, keys.keyArns.artifacts, logs),
      dns: publicDns(this, plan),
    };
  }
}
