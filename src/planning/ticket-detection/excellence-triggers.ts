import { formatDuration } from "../../model/units/duration";
import { detectors, NOT_DETECTED, type TriggerRule } from "./detection";

export const incidentResponseTime: TriggerRule = {
  owners: ["incident-coordinator", "process-optimizer"],
  runbook: "incident",
  review: "after every incident",
  threshold: ({ incidents: { responseTime } }) =>
    `critical ${formatDuration(responseTime.critical)}, high ${formatDuration(responseTime.high)}, medium ${formatDuration(responseTime.medium)}, low ${formatDuration(responseTime.low)}`,
  detect: (_plan, index) => {
    const found = index.byRole("escalation-state-machine").map(({ resource }) => resource);
    return {
      detectors: detectors(found),
      words:
        found.length === 0
          ? NOT_DETECTED
          : "The escalation notices an alarm that nobody answers in time; the time to an answer itself is read at the review.",
      subjects: [],
    };
  },
};

export const monitoringCoverage: TriggerRule = {
  owners: ["monitoring-specialist", "performance-optimizer"],
  runbook: "post-incident-review",
  review: "with every change of the plan",
  threshold: () => "a service or store without an alarm, a service without a dashboard or kept logs",
  detect: () => ({
    detectors: [],
    words: `${NOT_DETECTED}: the monitoring gate in OPERATIONAL_PLAN.md lists gaps whenever the plan is compiled`,
    subjects: [],
  }),
};

export const runbookOutdated: TriggerRule = {
  owners: ["incident-coordinator", "process-optimizer"],
  runbook: "post-incident-review",
  review: "every 90 days",
  threshold: () => "a runbook not reviewed for 90 days, or not after its use",
  detect: () => ({
    detectors: [],
    words: `${NOT_DETECTED}: each runbook's owner reviews it every 90 days and after each use`,
    subjects: [],
  }),
};
