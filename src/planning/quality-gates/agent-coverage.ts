import { domainCoverage } from "../agent-domains";
import { overlaps } from "../phase-assignments";
import { fail, type GateCheck, pass, type QualityGate, warn } from "./gate";

export const agentCoverage: QualityGate = {
  name: "agent-coverage",
  statement:
    "Validate agent selection combinations provide comprehensive operational coverage without unnecessary gaps or overlaps",
  check: ({ plan }) => {
    const domains = domainCoverage(plan).map(({ name, agents, selected, absent, always, leadSelected }): GateCheck => {
      const share = `${selected.length} of ${agents.length} agents`;
      if (!always) return pass(name, `${share}; only initiatives that migrate need this domain`);
      if (selected.length === 0) return fail(name, `no agent of the domain is selected: ${agents.join(", ")}`);
      if (!leadSelected) return warn(name, `${share}; its lead ${agents.slice(0, 1).join("")} is not selected`);
      return pass(name, absent.length === 0 ? share : `${share}; without ${absent.join(", ")}`);
    });
    const twice = overlaps(plan).map(({ name, words }) => warn(name, words));
    return [...domains, ...(twice.length > 0 ? twice : [pass("overlaps", "nothing is assigned twice")])];
  },
};
