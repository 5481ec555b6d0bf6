import { aws } from "../commands/aws";
import { newestBuild } from "../commands/pipeline-commands";
import { trailEvents } from "../commands/security-commands";
import { ask } from "../commands/shell";
import {
  applyOrder,
  coldStacks,
  terraformAdopt,
  terraformApply,
  terraformDrift,
  terraformForget,
  terraformImport,
} from "../commands/terraform-commands";
import { inlineCode } from "../markdown/inline";
import type { Decision, RunbookContext, RunbookWriter } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";

export const infrastructureDrift: RunbookWriter = (context) => {
  const { index, region } = context;
  const stacks = applyOrder(context);
  const projects = index.byRole("operational-checks").map(({ handles }) => handles.name);
  return {
    title: "Infrastructure drift",
    trigger: "The account differs from what was generated: something was changed by hand, or was never applied.",
    impact: [
      "None for users by itself.",
      "The next apply undoes what was done by hand, perhaps what keeps the system alive; and the documents describe what is not there.",
    ],
    firstMinutes: [
      step([
        "Apply nothing yet. A change by hand during an incident may be all that holds the system up: ask in the incident channel first.",
      ]),
      ...projects.map((project) =>
        step(["What ", inlineCode(project), " found, and where its log is."], newestBuild(project, region)),
      ),
    ],
    diagnosis: [
      group(
        "What differs",
        step(
          "Write the Terraform of the plan that was applied last: the commit of the newest tag or release, not your branch.",
          "npx opsplan synth",
        ),
        ...stacks.map((stack) =>
          step(
            ["Does ", inlineCode(stack), " differ? Exit code 2 means yes; the plan says in what."],
            terraformDrift(stack),
          ),
        ),
        ...coldStacks(context).map((stack) =>
          step([
            inlineCode(stack),
            " is left out: it is applied only when the region is lost, and differs until then.",
          ]),
        ),
      ),
      group(
        "Who changed it",
        step(
          "Changes of the resource over the last day, by its name in AWS.",
          ask("RESOURCE", "Name of the resource, as the plan shows it"),
          trailEvents("ResourceName", { shell: "RESOURCE" }, region),
        ),
        step("Everything that was changed in the account over the last day.", trailEvents("ReadOnly", "false", region)),
        step(
          "Nothing found: CloudTrail looks back 90 days.",
          aws(
            "cloudtrail lookup-events",
            {
              "lookup-attributes": { expression: '"AttributeKey=ResourceName,AttributeValue=$RESOURCE"' },
              "max-items": 50,
              query: "Events[].[EventTime,Username,EventName,EventSource]",
            },
            region,
          ),
        ),
      ),
    ],
    decisions: [
      {
        when: "Terraform wants to destroy or replace a store, a key or a bucket",
        act: ["Stop. Do not apply. Find out why with somebody else: ", see("incident")],
      },
      {
        when: "Nobody knows of the change",
        act: ["Somebody else may be in the account: ", see("security-finding")],
      },
      {
        when: "Changed by hand during an incident, and the incident is over",
        act: "Revert it: apply the plan, below",
      },
      { when: "Changed by hand, and it is right", act: "Adopt it: write it into the plan, below" },
      {
        when: "It exists in AWS, and Terraform wants to create it",
        act: "Import it, below",
      },
      {
        when: "It is in the state, and was deleted in AWS on purpose",
        act: "Take it out of the plan, and apply",
      },
      {
        when: "AWS changes the value by itself: a count under scaling, an engine version",
        act: "No drift of yours. When the check reports it again, report it as a fault of opsplan",
      },
      ...newerImage(context),
      {
        when: "The plan was changed and never applied",
        act: ["Deploy it as any change: ", see("deploy")],
      },
    ],
    mitigation: [
      group(
        "Revert: the plan is right",
        ...stacks.map((stack) =>
          step(
            ["Puts ", inlineCode(stack), " back. Read what would change before the last command."],
            terraformApply(stack),
          ),
        ),
      ),
      group(
        "Adopt: the account is right",
        step(
          "Change the plan file so that it says what the account has, write the Terraform, and see the difference gone.",
          "npx opsplan synth",
          ...stacks.map(terraformDrift),
        ),
        step(
          "Values that only the state holds, such as outputs, are taken over without a change of anything. Needs the name of the stack.",
          ask("STACK", "Name of the stack"),
          terraformAdopt(),
        ),
      ),
      group(
        "Import: it exists, and the state does not know it",
        step(
          "The address is the one that the plan wants to create; the id is what the provider's documentation of the type calls so.",
          ask("STACK", "Name of the stack"),
          ask("ADDRESS", "Terraform address"),
          ask("ID", "Id in AWS"),
          terraformImport(),
        ),
      ),
    ],
    verification: [
      group("No difference", step("Every plan ends with exit code 0.", ...stacks.map(terraformDrift))),
      ...groupIfAny(
        "The scheduled check",
        projects.map((project) =>
          step(
            "Let it run now; then look at how it ended.",
            aws("codebuild start-build", { "project-name": project, query: "build.id" }, region),
            newestBuild(project, region),
          ),
        ),
      ),
    ],
    rollback: [
      group("The revert made it worse", step(["Undo the commit of the plan and apply: ", see("roll-back"), "."])),
      group(
        "A wrong import",
        step(
          "Takes it out of the state again; nothing in AWS is touched.",
          ask("STACK", "Name of the stack"),
          ask("ADDRESS", "Terraform address"),
          terraformForget(),
        ),
      ),
    ],
  };
};

/** Terraform reads the newest of both from AWS, so that a plan differs on the day one is published. */
function newerImage({ index }: RunbookContext): readonly Decision[] {
  const published = [
    ...(index.ofType("aws_launch_template").length === 0 ? [] : ["a launch template's AMI"]),
    ...(index.byRole("canary").length === 0 ? [] : ["a canary's runtime version"]),
  ];
  if (published.length === 0) return [];
  return [
    {
      when: `Only ${published.join(" or ")} differs`,
      act: "Nobody changed anything: AWS published a newer one. Apply in working hours, below",
    },
  ];
}
