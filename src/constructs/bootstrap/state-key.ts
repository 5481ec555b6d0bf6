import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { policyDocument } from "../core/policy";
import { regionArgument } from "../core/region-argument";
import { STATE_SUBJECT } from "./pipeline-subject";

/** Longest wait that KMS offers: a state that cannot be read is lost. */
const DELETION_WINDOW_DAYS = 30;

export interface StateKeyProps {
  readonly plan: Plan;
  readonly region: string;
  readonly alias: string;
}

/** The key of Terraform's state alone: rotated every year, kept from deletion. Who may use it, IAM policies say. */
export class StateKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { plan, region, alias }: StateKeyProps) {
    super(scope, id);
    const place = regionArgument(plan, region);
    const key = new KmsKey(this, "key", {
      ...place,
      description: `${plan.name} ${plan.environment.name}: Terraform state`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyDocument({
        Sid: "AccountAdministration",
        Principal: { AWS: `arn:aws:iam::${plan.environment.account}:root` },
        Action: "kms:*",
        // In a key policy this key and no other.
        Resource: "*",
      }),
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, "alias", { ...place, name: alias, targetKeyId: key.keyId });
    provides(key, STATE_SUBJECT, "encryption-keys", "state-storage");
    playsRole(key, STATE_SUBJECT, "kms-key", { alias, region });
    this.arn = key.arn;
  }
}
