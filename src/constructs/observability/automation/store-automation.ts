import type { DataStore, Plan } from "../../../model/plan";
import type { StoreOutputs } from "../../core/stack-outputs";
import { auroraAutomation } from "./aurora-automation";
import { redisAutomation } from "./redis-automation";
import type { Automation } from "./runbook-document";
import { sqsAutomation } from "./sqs-automation";

/** What can be done to a store without a person typing the commands. A table needs nobody: DynamoDB runs it. */
export function storeAutomation(plan: Plan, store: DataStore, outputs: StoreOutputs, dataKeyArn: string): Automation {
  if (store.engine === "aurora-postgresql" && outputs.engine === store.engine) {
    return auroraAutomation(plan, store, outputs);
  }
  if (store.engine === "redis" && outputs.engine === store.engine) return redisAutomation(plan, store, outputs);
  if (store.engine === "sqs" && outputs.engine === store.engine) {
    return sqsAutomation(plan, store, outputs, dataKeyArn);
  }
  return { documents: [], statements: [] };
}
