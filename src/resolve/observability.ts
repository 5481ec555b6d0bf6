import type { Observability } from "../model/plan";
import { retentionDays, wholeDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";
import { logRetention } from "./log-retention";

export function resolveObservability(file: PlanFile, decisions: Decisions): Observability {
  const { logRetention: written, ...observability } = file.observability;
  const wanted = logRetention(file, written, "observability.logRetention", decisions);
  const days = retentionDays(wanted);
  if (days !== wholeDays(wanted)) {
    decisions.derive(
      "observability.logRetention",
      days,
      "rounded up to a period that CloudWatch Logs accepts",
      `${days} days`,
    );
  }
  return { ...observability, logRetentionDays: days };
}
