import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { DataStore } from "../../model/plan";
import type { StoreProps } from "./store-props";
import { storeSubject } from "./store-subject";

/** A log group made before the store that writes to it: one that AWS makes is neither encrypted nor ever emptied. */
export function storeLogGroup(
  scope: Construct,
  id: string,
  name: string,
  { plan, store, foundation }: StoreProps<DataStore>,
): CloudwatchLogGroup {
  const group = new CloudwatchLogGroup(scope, id, {
    name,
    retentionInDays: plan.observability.logRetentionDays,
    kmsKeyId: foundation.keyArns.logs,
  });
  provides(group, storeSubject(store), "log-retention");
  return group;
}
