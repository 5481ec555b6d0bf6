import { unknownChannel } from "../../diagnostics/catalogue/names";
import { locateKey } from "../../parse/locate";
import { keysAt, membersAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** Escalation goes to channels that the plan declares. */
export const unknownChannelRule: Rule = {
  code: "unknown-channel",
  check({ written }) {
    const known = keysAt(written, ["incidents", "channels"]);
    const range = locateKey(written, ["incidents", "channels"]).range;
    const list = known.length > 0 ? { range, message: "the channels" } : undefined;
    return membersAt(written, ["incidents", "escalation"])
      .flatMap((step) => wordsAt(step, ["to"]))
      .filter(({ text }) => !known.includes(text))
      .map((word) => unknownChannel(word.range, word.text, known, list));
  },
};
