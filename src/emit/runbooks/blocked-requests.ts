import { stackName } from "../../model/plan";
import { BLOCKED_BY_ADDRESS, blockedRequests, sampledRequests, webAclRules } from "../commands/edge-commands";
import { logsInsights } from "../commands/log-queries";
import { ask } from "../commands/shell";
import { terraformApply } from "../commands/terraform-commands";
import { inlineCode } from "../markdown/inline";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";

export const blockedRequestsRunbook: RunbookWriter = (context) => {
  const { plan, index } = context;
  const acls = index.byRole("web-acl").map(({ handles }) => handles);
  return {
    title: "Blocked requests",
    trigger: "The web application firewall blocks many requests.",
    impact: [
      "Usually an attack that is held off.",
      "Or users are cut off by a rule that is too strict: orders are lost without an error.",
    ],
    firstMinutes: acls.map((acl) => step("How many, and since when.", blockedRequests(acl))),
    diagnosis: acls.map((acl) =>
      group(
        `Web ACL ${acl.name}`,
        ...logSteps(context, acl.region),
        step("Rules, with the name of their metric in the last column.", webAclRules(acl)),
        step("Requests that one rule of the list stopped.", ask("RULE", "Metric of the rule"), sampledRequests(acl)),
      ),
    ),
    decisions: [
      {
        when: "Many addresses, one path, no user complains",
        act: "An attack that is held off: watch, and tell security",
      },
      { when: "One address, and it is a partner or an office", act: "Raise the rate limit in the plan, below" },
      {
        when: "Users complain, and one managed rule stops them",
        act: "A false positive: undo the change that began it, or count instead of block in a change of its own",
      },
      {
        when: "Services are slow meanwhile",
        act: "The attack passes in part: lower the rate limit in the plan, below",
      },
    ],
    mitigation: groupIfAny("Rate limit", [
      step(
        [
          "The limit is ",
          inlineCode(`edge.rateLimit: ${plan.edge.rateLimit}`),
          " requests per address in five minutes. Change it in the plan, synthesise and apply.",
        ],
        terraformApply(stackName(plan, "edge")),
      ),
      step(["When it is an attack, open an incident: ", see("incident"), "."]),
    ]),
    verification: acls.map((acl) =>
      group(`Web ACL ${acl.name}`, step("Blocked requests fall, or users get through.", blockedRequests(acl))),
    ),
    rollback: [
      group("Rate limit", step(`Put ${plan.edge.rateLimit} back in the plan, synthesise and apply in the same way.`)),
    ],
  };
};

function logSteps({ index }: RunbookContext, region: string) {
  return index
    .byRole("log-group", "edge")
    .filter(({ handles }) => handles.name.startsWith("aws-waf-logs-"))
    .map(({ handles }) =>
      step(
        "Which addresses are blocked most, and by which rule.",
        logsInsights(handles.name, BLOCKED_BY_ADDRESS, region),
      ),
    );
}
