import type { AlarmEvidence } from "./evidence";

/**
 * What an alarm's ticket is about, the last part of its dedupe key. Alarms on one subject share a ticket; those of SLOs
 * have one each, since the ticket of a slow burn that is open for days must not stand for another SLO's outage.
 */
export function ticketSubject({ subject, slo }: Pick<AlarmEvidence, "subject" | "slo">): string {
  return slo === null ? subject.name : [subject.name, slo.name, slo.tier].join("/");
}
