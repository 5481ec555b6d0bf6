import { thresholdOfNoTrigger } from "../../diagnostics/catalogue/tickets";
import { FURTHER_TICKETS, TICKET_TRIGGERS, type TicketTrigger } from "../../model/catalogue/ticket-triggers";
import { locateKey } from "../../parse/locate";
import { keysAt } from "../places";
import type { Rule } from "../rule";

/** A threshold stands only where a trigger has one; elsewhere it would change nothing. */
export const triggerThresholdRule: Rule = {
  code: "trigger-threshold",
  check({ written }) {
    const triggers: readonly TicketTrigger[] = TICKET_TRIGGERS;
    const withThreshold = triggers.filter(({ threshold }) => threshold !== undefined).map(({ name }) => name);
    // A misspelt trigger is an unknown key; which one was meant, and whether it has a threshold, is not known.
    const without = [...triggers, ...FURTHER_TICKETS]
      .map(({ name }) => name)
      .filter((name) => !withThreshold.includes(name));
    return keysAt(written, ["tickets", "triggers"])
      .filter((name) => without.includes(name))
      .filter((name) => keysAt(written, ["tickets", "triggers", name]).includes("threshold"))
      .map((name) => {
        const { range } = locateKey(written, ["tickets", "triggers", name, "threshold"]);
        return thresholdOfNoTrigger(range, name, withThreshold);
      });
  },
};
