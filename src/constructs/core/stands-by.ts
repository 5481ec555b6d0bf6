import type { TerraformResource } from "cdktf";
import { provides } from "../../evidence/declare";
import type { Subject } from "../../evidence/evidence";
import type { Plan } from "../../model/plan";

/** Claims for what stands in the recovery region that it stands by there. */
export function standsBy(resource: TerraformResource, subject: Subject, { environment }: Plan): void {
  if (environment.site === "recovery") provides(resource, subject, "standby");
}
