import { counted } from "../../model/counted";
import {
  type MonitoringCoverage,
  monitoringCoverage,
  type SubjectCoverage,
} from "../monitoring-coverage/monitoring-coverage";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

export const monitoringEmbedded: QualityGate = {
  name: "monitoring-embedded",
  statement: "Review monitoring and incident response requirements are embedded throughout operational planning",
  check: (context) => {
    const coverage = monitoringCoverage(context.plan, context.evidence);
    return [...coverage.subjects.map((subject) => watched(subject, context)), figure(coverage), silence(context)];
  },
};

function watched(coverage: SubjectCoverage, { index }: GateContext): GateCheck {
  const { subject, part, signals } = coverage;
  const alarmed = signals.filter(({ state }) => state === "alarmed").map(({ signal }) => signal);
  const gaps = signals.filter(({ state }) => state === "gap").map(({ signal }) => signal);
  const words = counted(
    signals.reduce((count, one) => count + (one.state === "alarmed" ? one.alarms.length : 0), 0),
    "alarm",
  );
  const service = part === "service";
  const missing = [
    ...(service && index.providing("dashboard", subject).length === 0 ? ["a dashboard"] : []),
    ...(service && index.providing("log-retention", subject).length === 0 ? ["kept logs"] : []),
  ];
  if (gaps.length > 0) {
    const found = alarmed.length === 0 ? "no alarm watches it" : `no alarm on ${gaps.join(", ")}`;
    return (isReliedUpon(coverage) ? fail : warn)(subject, found);
  }
  if (missing.length > 0) return warn(subject, `${words}, but not ${missing.join(" nor ")}`);
  return pass(subject, `${words} on ${alarmed.join(", ")}${service ? "; a dashboard; logs" : ""}`);
}

/**
 * Whether a gap leaves nobody to notice: any signal of a service that the public uses, the saturation of another, a
 * store without an alarm at all. Elsewhere what stands before or behind is watched.
 */
function isReliedUpon({ part, kind, signals }: SubjectCoverage): boolean {
  if (part === "service") {
    return (
      kind === "balanced-service" || signals.some(({ signal, state }) => signal === "saturation" && state === "gap")
    );
  }
  return part === "store" && !signals.some(({ state }) => state === "alarmed");
}

/** The gaps are told above, each at its subject. */
function figure({ covered, expected, percent }: MonitoringCoverage): GateCheck {
  return pass("coverage", `${covered} of ${expected} expected signals have an alarm: ${percent} %`);
}

/** Alarms that notify are worth nothing when the escalation tells nobody. */
function silence({ plan, evidence }: GateContext): GateCheck {
  const notifying = evidence.alarms.filter(({ purpose }) => purpose === "notifies");
  const heard = new Set(plan.incidents.escalation.flatMap(({ severities }) => severities));
  const silent = notifying.filter(({ severity }) => !heard.has(severity));
  if (notifying.length === 0) return fail("notification", "no alarm notifies anyone");
  return silent.length === 0
    ? pass("notification", `all ${notifying.length} notifying alarms reach a channel and name a runbook`)
    : warn(
        "notification",
        `${silent.length} of ${notifying.length} alarms have a severity that no escalation step tells`,
      );
}
