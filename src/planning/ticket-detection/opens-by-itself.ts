import type { TicketName } from "../../model/catalogue/ticket-triggers";
import { enabledTicket, type Plan } from "../../model/plan";
import type { EvidenceIndex } from "../evidence-index";
import { detectionOf } from "./detection";

/** Whether a ticket comes without a person: the plan leaves it on, and something generated notices that it is due. */
export function opensByItself(plan: Plan, index: EvidenceIndex, name: TicketName): boolean {
  return enabledTicket(plan, name) !== undefined && detectionOf(index, name).detectors.length > 0;
}
