import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import type { DataStore } from "../../model/plan";
import { keptLogGroup } from "../core/kept-log-group";
import type { StoreProps } from "./store-props";
import { storeSubject } from "./store-subject";

/** A log group made before the store that writes to it: one that AWS makes is neither encrypted nor ever emptied. */
export function storeLogGroup(
  scope: Construct,
  id: string,
  name: string,
  { plan, store, foundation }: StoreProps<DataStore>,
): CloudwatchLogGroup {
  return keptLogGroup(scope, id, {
    subject: storeSubject(store),
    name,
    retentionDays: plan.observability.logRetentionDays,
    keyArn: foundation.keyArns.logs,
  });
}
