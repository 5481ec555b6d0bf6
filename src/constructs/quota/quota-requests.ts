import { DataAwsServicequotasServiceQuota } from "@cdktf/provider-aws/lib/data-aws-servicequotas-service-quota";
import { ServicequotasServiceQuota } from "@cdktf/provider-aws/lib/servicequotas-service-quota";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import { quotaRequests } from "../../model/capacity/quota-requests";
import type { Plan } from "../../model/plan";
import { regionArgument } from "../core/region-argument";
import { CAPACITY } from "../observability/forecast/capacity-subject";

/**
 * Asks AWS for the quotas that the target needs beyond what the account has; in the recovery region as well, which must
 * carry the same. A request is pending for minutes or days; nothing waits for it, so it stands in the first stack.
 *
 * AWS refuses a value below the current one, and may have granted more than was asked for: the larger of both is what
 * is wanted. While a request is pending the provider holds its value for the current one; one that is denied is made
 * anew with the next apply. Destroying it leaves the quota as it is.
 */
export class QuotaRequests extends Construct {
  constructor(scope: Construct, id: string, plan: Plan) {
    super(scope, id);
    for (const { quota, needed, region } of quotaRequests(plan)) {
      const name = `${quota.key.replaceAll("-", "_")}${region === plan.environment.region ? "" : "_recovery"}`;
      const identity = {
        ...regionArgument(plan, region),
        serviceCode: quota.serviceCode,
        quotaCode: quota.quotaCode,
      };
      const current = new DataAwsServicequotasServiceQuota(this, `${name}_current`, identity);
      const request = new ServicequotasServiceQuota(this, name, {
        ...identity,
        value: Fn.max([needed, current.value]),
      });
      provides(request, CAPACITY, "quota-request");
    }
  }
}
