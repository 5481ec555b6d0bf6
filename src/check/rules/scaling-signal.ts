import { messagesSignal, requestsSignal } from "../../diagnostics/catalogue/services";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import { isPublic } from "../exposure";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

/** What a service scales on must exist: requests at the load balancer, messages in one queue. */
export const scalingSignalRule: Rule = {
  code: "scaling-signal",
  check(context) {
    return (context.file.services ?? []).flatMap((service, index) => {
      const at = (key: string) => placeOf(context.tree, ["services", index, "scaling", key]);
      const found: Diagnostic[] = [];
      if (service.scaling.requestsPerTarget !== undefined && !isPublic(service)) {
        found.push(requestsSignal(at("requestsPerTarget"), service.name));
      }
      const queues = service.scaling.messagesPerTask === undefined ? undefined : queuesOf(context, service);
      if (queues && queues.length !== 1) found.push(messagesSignal(at("messagesPerTask"), service.name, queues));
      return found;
    });
  },
};

/** undefined when a store that the service uses is faulty or unknown: it may be the queue. */
function queuesOf({ file }: RuleContext, service: ServiceFile): readonly string[] | undefined {
  const used = service.uses.map((name) => file.dataStores?.find((store) => store.name === name));
  if (used.includes(undefined)) return undefined;
  return used.flatMap((store) => (store?.engine === "sqs" ? [store.name] : []));
}
