import { unknownAgent } from "../../diagnostics/catalogue/names";
import { AGENTS, isAgentName } from "../../model/catalogue/agents";
import { membersAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** Agents are the specification's: each has a domain and duties that the documents rely on. */
export const unknownAgentRule: Rule = {
  code: "unknown-agent",
  check({ written }) {
    return membersAt(written, ["initiative", "phases"])
      .flatMap((phase) => [...wordsAt(phase, ["primaryAgents"]), ...wordsAt(phase, ["supportingAgents"])])
      .filter(({ text }) => !isAgentName(text))
      .map(({ text, range }) => unknownAgent(range, text, AGENTS));
  },
};
