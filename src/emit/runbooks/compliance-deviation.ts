import {
  brokenBy,
  evaluateRules,
  recorderStatus,
  resourceHistory,
  ruleCompliance,
  ruleEvaluation,
} from "../commands/config-commands";
import { brokenInPack, packCompliance, packScores } from "../commands/conformance-commands";
import { trailEvents } from "../commands/security-commands";
import { applyOrder, terraformApply, terraformDrift } from "../commands/terraform-commands";
import { codeList, inlineCode, link } from "../markdown/inline";
import { ownerOfRunbook } from "../owners";
import type { RunbookWriter } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";

export const complianceDeviation: RunbookWriter = (context) => {
  const { plan, index, region } = context;
  const rules = index.byRole("config-rule").map(({ handles }) => handles.name);
  const packs = index.byRole("conformance-pack").map(({ handles }) => handles.name);
  const all = [
    ...(packs.length === 0 ? [] : [step("How far is each standard's pack kept?", packScores(packs, region))]),
    ...packs.map((pack) => step(["Which rules of ", inlineCode(pack), " are broken?"], packCompliance(pack, region))),
    ...(rules.length === 0
      ? []
      : [step("Which rules are broken, and by how many resources?", ruleCompliance(rules, region))]),
  ];
  const stacks = applyOrder(context);
  return {
    title: "Compliance deviation",
    trigger: "AWS Config finds a resource that breaks one of the plan's rules, or a rule of a standard's pack.",
    impact: [
      plan.requirements.compliance.length === 0
        ? "A control that the plan relies on does not hold for a resource. The plan names no standard."
        : [
            "A control does not hold, and with it the evidence for ",
            ...codeList(plan.requirements.compliance, "none"),
            ".",
          ],
      "Nothing stops working. Data may be open to more people than it should, now.",
    ],
    firstMinutes: all,
    diagnosis: [
      ...packs.map((pack) =>
        group(
          `Pack ${pack}`,
          step("The resources that break its rules.", brokenInPack(pack, region)),
          step([
            "Which controls does the rule watch? ",
            link("COMPLIANCE.md", "../COMPLIANCE.md"),
            " names them; their evidence does not hold while it is broken.",
          ]),
        ),
      ),
      ...rules.map((rule) => group(`Rule ${rule}`, step("The resources that break it.", brokenBy(rule, region)))),
      group(
        "What changed, and who changed it",
        step("How the resource looked before, and looks now.", resourceHistory(region)),
        step(
          "Who touched it over the last day. Some services write their events under the ARN.",
          trailEvents("ResourceName", { shell: "RESOURCE" }, region),
        ),
        step("Every change in the account over the last day.", trailEvents("ReadOnly", "false", region)),
      ),
      ...groupIfAny(
        "Is the rule itself right?",
        rules.length === 0
          ? []
          : [
              step(
                "When each rule was looked at last, and the error where that failed.",
                ruleEvaluation(rules, region),
              ),
              step("Does AWS Config still record? A rule judges what was recorded last.", recorderStatus(region)),
            ],
      ),
      group(
        "Does Terraform know?",
        step("Exit code 2 means that the account differs from what was generated.", ...stacks.map(terraformDrift)),
      ),
    ],
    decisions: [
      {
        when: "Data is open to the world: a public bucket, an open port, a public snapshot",
        act: ["Close it now, by Terraform or by hand, and run it as critical: ", see("incident")],
      },
      {
        when: "Nobody knows who changed it, or the change was at an odd hour",
        act: ["Treat it as an attack first: ", see("security-finding")],
      },
      {
        when: "The resource is in Terraform and was changed by hand",
        act: ["Put it back: ", see("infrastructure-drift")],
      },
      {
        when: "The resource is not in Terraform",
        act: "Its owner mends or deletes it. Without an owner: restrict the access, ask for a week, then delete it",
      },
      {
        when: "The plan itself asks for what breaks the rule",
        act: "Change the plan. When the plan is right, the exception is written down with its reason and an end",
      },
      {
        when: "Personal or card data may be out",
        act: [
          "Tell the data protection officer now: the time to notify runs (72 hours under GDPR, article 33): ",
          see("breach-notification"),
        ],
      },
    ],
    mitigation: [
      group(
        "Resources of the plan",
        ...stacks.map((stack) =>
          step(["Does ", inlineCode(stack), " differ? Read its plan, then apply it."], terraformApply(stack)),
        ),
      ),
      group(
        "An exception",
        step([
          inlineCode(ownerOfRunbook(plan, "compliance-deviation")),
          " grants it, in the ticket: which rule, which resource, why, until when, and what protects it meanwhile. An exception without an end is a deviation.",
        ]),
      ),
    ],
    verification: groupIfAny("Rules", [
      ...(rules.length === 0
        ? []
        : [
            step("Have the rules looked at again.", evaluateRules(rules, region)),
            step("Some minutes later all of them are COMPLIANT.", ruleCompliance(rules, region)),
          ]),
      ...packs.map((pack) =>
        step(
          [
            "No rule of ",
            inlineCode(pack),
            " is NON_COMPLIANT. Its rules look at changes at once, at periods within a day.",
          ],
          packCompliance(pack, region),
        ),
      ),
    ]),
    rollback: [
      group(
        "The mended resource does not work",
        step([
          "Undo the commit of the plan and apply: ",
          see("roll-back"),
          ". Do not open by hand what was closed: an exception comes first.",
        ]),
      ),
    ],
  };
};
