import type { Observability } from "../model/plan";
import { retentionDays, wholeDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

export function resolveObservability(file: PlanFile, decisions: Decisions): Observability {
  const { logRetention, ...observability } = file.observability;
  const days = retentionDays(logRetention);
  if (days !== wholeDays(logRetention)) {
    decisions.derive(
      "observability.logRetention",
      days,
      "rounded up to a period that CloudWatch Logs accepts",
      `${days} days`,
    );
  }
  return { ...observability, logRetentionDays: days };
}
