import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { KeyPurpose, Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { keyPolicy } from "./key-policies";

/** KMS allows 256 characters, of which `alias/` takes six. */
const ALIAS_MAX_LENGTH = 250;

/** Longest wait that KMS offers: what a deleted key encrypted is lost for good. */
const DELETION_WINDOW_DAYS = 30;

export interface EncryptionKeyProps {
  readonly plan: Plan;
  readonly purpose: KeyPurpose;
  readonly region: string;
}

/** A customer-managed key for one purpose: rotated every year, kept from deletion, with an alias people can read. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { plan, purpose, region }: EncryptionKeyProps) {
    super(scope, id);
    const elsewhere = region === plan.environment.region ? {} : { region };
    const key = new KmsKey(this, "key", {
      ...elsewhere,
      description: `${plan.name} ${plan.environment.name}: ${purpose}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: keyPolicy(plan, purpose, region),
      lifecycle: { preventDestroy: true },
    });
    const alias = `alias/${resourceName(plan, [purpose], ALIAS_MAX_LENGTH)}`;
    new KmsAlias(this, "alias", { ...elsewhere, name: alias, targetKeyId: key.keyId });
    const subject = { kind: "plan", name: "encryption" } as const;
    provides(key, subject, "encryption-keys");
    playsRole(key, subject, "kms-key", { alias, region });
    this.arn = key.arn;
  }
}
