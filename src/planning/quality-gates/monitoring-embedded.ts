import type { GoldenSignal } from "../../evidence/evidence";
import { counted } from "../../model/counted";
import type { Service } from "../../model/plan";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

const REQUEST_SIGNALS: readonly GoldenSignal[] = ["latency", "traffic", "errors", "saturation"];

export const monitoringEmbedded: QualityGate = {
  name: "monitoring-embedded",
  statement: "Review monitoring and incident response requirements are embedded throughout operational planning",
  check: (context) => [
    ...context.plan.services.map((service) => watched(service, context)),
    ...context.plan.stores.map(({ name }) => store(name, context)),
    silence(context),
  ],
};

/** A service behind the load balancer has all four golden signals; any other has saturation. */
function watched(service: Service, { plan, index }: GateContext): GateCheck {
  const measured = service.exposure === "public" && plan.edge.hasPublicEndpoint;
  const wanted = (measured ? REQUEST_SIGNALS : (["saturation"] as const)).filter(
    (signal) => signal !== "traffic" || plan.observability.anomalyDetection,
  );
  const alarms = index.alarmsOf(service.name);
  const unwatched = wanted.filter((signal) => !alarms.some((alarm) => alarm.signal === signal));
  const beside = [
    ...(index.providing("dashboard", service.name).length === 0 ? ["a dashboard"] : []),
    ...(index.providing("log-retention", service.name).length === 0 ? ["kept logs"] : []),
  ];
  if (unwatched.length > 0) return fail(service.name, `no alarm on ${unwatched.join(", ")}`);
  if (beside.length > 0)
    return warn(service.name, `${counted(alarms.length, "alarm")}, but not ${beside.join(" nor ")}`);
  return pass(service.name, `${counted(alarms.length, "alarm")} on ${wanted.join(", ")}; a dashboard; logs`);
}

function store(name: string, { index }: GateContext): GateCheck {
  const alarms = index.alarmsOf(name);
  return alarms.length > 0 ? pass(name, counted(alarms.length, "alarm")) : fail(name, "no alarm watches it");
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
