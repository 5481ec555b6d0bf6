import { Fn, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import type { AuroraStore } from "../../../model/plan";

/**
 * The first password of a master user, as an expression for write-only arguments alone: 64 hexadecimal digits of two
 * random UUIDs, 244 bits from the system's source. Terraform makes it anew whenever it applies, once for all that name
 * it, and keeps a local value neither in its plan nor in its state. An ephemeral resource would do the same with one more
 * call to AWS, for which whoever plans would need a permission.
 */
export function masterPassword(scope: Construct, { name }: Pick<AuroraStore, "name">): TerraformLocal {
  const digits = Fn.replace(Fn.join("", [Fn.uuid(), Fn.uuid()]), "-", "");
  return new TerraformLocal(scope, `${name}_master_password`, Fn.sensitive(digits));
}
