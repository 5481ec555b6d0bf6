import { counted } from "../../model/counted";
import { SEVERITIES } from "../../model/severities";
import { emittedRunbooks } from "../emitted-documents";
import { assignments } from "../phase-assignments";
import { runbookOwner } from "../runbook-owners";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

export const workflowCollaboration: QualityGate = {
  name: "workflow-collaboration",
  statement:
    "Test operational workflow designs enable efficient collaboration and maintain operational excellence standards",
  check: (context) => [accountability(context), runbooks(context), ...escalation(context)],
};

function accountability({ plan }: GateContext): GateCheck {
  const all = assignments(plan);
  const without = all.filter(({ accountable }) => accountable === undefined);
  return without.length === 0
    ? pass("deliverables", `each of the ${all.length} has exactly one accountable agent`)
    : fail(
        "deliverables",
        `nobody is accountable for ${without.map(({ deliverable }) => deliverable.name).join(", ")}`,
      );
}

function runbooks({ plan, evidence }: GateContext): GateCheck {
  const all = emittedRunbooks(evidence);
  const without = all.filter((runbook) => runbookOwner(plan, runbook) === undefined);
  return without.length === 0
    ? pass("runbooks", `each of the ${all.length} has an owner`)
    : fail("runbooks", `nobody owns ${without.join(", ")}`);
}

function escalation({ plan }: GateContext): readonly GateCheck[] {
  const { escalation: steps } = plan.incidents;
  return SEVERITIES.map((severity) => {
    const heard = steps.filter(({ severities }) => severities.includes(severity));
    const subject = `severity ${severity}`;
    if (heard.length > 0)
      return pass(subject, `${counted(heard.length, "escalation step")}, ${heard[0]?.to.join(", ") ?? ""} first`);
    const urgent = severity === "critical" || severity === "high";
    return (urgent ? fail : warn)(subject, "no escalation step tells anyone");
  });
}
