import {
  noRequestsToMeasure,
  queueMissing,
  queueNotUsed,
  storeUnused,
  thresholdMissing,
  thresholdUnused,
} from "../../diagnostics/catalogue/objectives";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import { isPublic } from "../exposure";
import { namesAt, placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

type SloFile = ServiceFile["slos"][number];

/** Each SLO has something that measures it: the load balancer for requests, the queue for age. */
export const sloIndicatorRule: Rule = {
  code: "slo-not-measurable",
  check(context) {
    return (context.file.services ?? []).flatMap((service, index) =>
      service.slos.flatMap((slo, member) => {
        const at = (key: string) => placeOf(context.tree, ["services", index, "slos", member, key]);
        return slo.sli === "queue-age" ? ofQueue(context, service, slo, at) : ofRequests(service, slo, at);
      }),
    );
  },
};

type At = (key: string) => Diagnostic["range"] & object;

function ofRequests(service: ServiceFile, slo: SloFile, at: At): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!isPublic(service)) found.push(noRequestsToMeasure(at("sli"), slo.name, service.name, slo.sli));
  if (slo.sli === "http-latency" && slo.threshold === undefined) {
    found.push(thresholdMissing(at("sli"), slo.name, slo.sli, "200ms"));
  }
  if (slo.sli === "http-success" && slo.threshold !== undefined) found.push(thresholdUnused(at("threshold"), slo.name));
  if (slo.store !== undefined) found.push(storeUnused(at("store"), slo.name, slo.sli));
  return found;
}

function ofQueue(context: RuleContext, service: ServiceFile, slo: SloFile, at: At): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (slo.threshold === undefined) found.push(thresholdMissing(at("sli"), slo.name, slo.sli, "5m"));
  if (slo.store === undefined) return [...found, queueMissing(at("sli"), slo.name)];
  const reason = unfit(context, service, slo.store);
  return reason === undefined ? found : [...found, queueNotUsed(at("store"), slo.name, slo.store, reason)];
}

/** Why a store cannot be watched. A store that is faulty itself is given the benefit of the doubt. */
function unfit({ file, written }: RuleContext, service: ServiceFile, name: string): string | undefined {
  const store = file.dataStores?.find((candidate) => candidate.name === name);
  if (!store && !namesAt(written, ["dataStores"]).some(({ text }) => text === name)) return "is no data store";
  if (store && store.engine !== "sqs") return `is no queue but ${store.engine}`;
  return service.uses.includes(name) ? undefined : "is not used by the service";
}
