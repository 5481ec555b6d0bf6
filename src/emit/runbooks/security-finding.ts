import { aws, awsInto } from "../commands/aws";
import {
  externalAccess,
  failedControls,
  openFindings,
  openVulnerabilities,
  refusedConnections,
  sensitiveDataFindings,
  trailEvents,
  trailStatus,
} from "../commands/security-commands";
import { ask, assign, expression, variable } from "../commands/shell";
import type { Item } from "../markdown/blocks";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";

export const securityFinding: RunbookWriter = (context) => {
  const { region } = context;
  return {
    title: "Security finding",
    trigger: "The audit trail shows something that should not happen, or a security service reports a finding.",
    impact: ["Unknown until shown otherwise. Assume that credentials are in foreign hands."],
    firstMinutes: [
      step("Change nothing that is evidence: do not delete instances, logs or users."),
      step("Tell security at once, by telephone: chat and mail may be read."),
      ...findingSteps(context),
    ],
    diagnosis: [
      group(
        "Who did what",
        ...findingSteps(context),
        step("Who changed something last.", trailEvents("ReadOnly", "false", region)),
        step(
          "What the user or session of the finding did over the last day.",
          ask("NAME", "User or session of the finding"),
          trailEvents("Username", { shell: "NAME" }, region),
        ),
        step("Sign-ins to the console over the last day.", trailEvents("EventName", "ConsoleLogin", region)),
        step("Access keys that were made over the last day.", trailEvents("EventName", "CreateAccessKey", region)),
        ...trailSteps(context),
      ),
    ],
    decisions: [
      {
        when: "A colleague did it and says so, in person",
        act: "Note it, close the finding, and agree on the way it should be done",
      },
      { when: "Nobody knows of it", act: ["Cut the access, below, and run it as critical: ", see("incident")] },
      { when: "A secret or key is out", act: ["Cut it, then rotate: ", see("rotate")] },
      {
        when: "The trail or a detector is off",
        act: context.evidence.stacks.some(({ kind }) => kind === "security")
          ? "Switch it on by applying the security stack; find who switched it off"
          : "None of this plan: tell whoever looks after the account, and find who switched it off",
      },
      ...findingDecisions(context),
      {
        when: "Personal data may be out",
        act: "Tell the data protection officer now: the time to notify runs (72 hours under GDPR, article 33)",
      },
    ],
    mitigation: [
      group(
        "Cut the access",
        step(
          "A user: switch the newest access key off.",
          awsInto(
            "KEY",
            "iam list-access-keys",
            "sort_by(AccessKeyMetadata,&CreateDate)[-1].AccessKeyId",
            { "user-name": variable("NAME") },
            null,
          ),
          aws(
            "iam update-access-key",
            { "user-name": variable("NAME"), "access-key-id": variable("KEY"), status: "Inactive" },
            null,
          ),
        ),
        step("A role: end every session that began before now.", roleOfSession(region), revokeSessions()),
      ),
    ],
    verification: [group("Quiet again", ...findingSteps(context), ...trailSteps(context))],
    rollback: [
      group(
        "Access",
        step(
          "Give the access back once security agrees.",
          aws(
            "iam update-access-key",
            { "user-name": variable("NAME"), "access-key-id": variable("KEY"), status: "Active" },
            null,
          ),
          aws("iam delete-role-policy", { "role-name": variable("ROLE"), "policy-name": REVOKE }, null),
        ),
      ),
    ],
  };
};

const REVOKE = "revoke-older-sessions";

/** The policy that the IAM console writes for "Revoke active sessions" (IAM user guide). */
function revokeSessions(): string {
  const policy =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"\'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"\'"}}}]}';
  return aws(
    "iam put-role-policy",
    { "role-name": variable("ROLE"), "policy-name": REVOKE, "policy-document": expression(`'${policy}'`) },
    null,
  );
}

/** The role behind a session, as the trail wrote it down. Needs `jq`. */
function roleOfSession(region: string): string {
  const event = aws(
    "cloudtrail lookup-events",
    {
      "lookup-attributes": expression('"AttributeKey=Username,AttributeValue=$NAME"'),
      "max-items": 1,
      query: "Events[0].CloudTrailEvent",
      output: "text",
    },
    region,
  );
  return assign("ROLE", `${event} | jq -r .userIdentity.sessionContext.sessionIssuer.userName`);
}

function findingSteps({ plan, index, region }: RunbookContext): readonly Item[] {
  const { guardDuty, accessAnalyzer, securityHub, inspector, macie } = plan.security;
  return [
    ...(guardDuty && index.providing("threat-detection").length > 0
      ? [step("Open findings of GuardDuty.", openFindings(region))]
      : []),
    ...(accessAnalyzer && index.providing("access-analysis").length > 0
      ? [step("What is open to other accounts.", externalAccess(region))]
      : []),
    ...(macie && index.providing("sensitive-data-discovery").length > 0
      ? [step("What Macie found in buckets and of them.", sensitiveDataFindings(region))]
      : []),
    ...(inspector && index.providing("vulnerability-scan").length > 0
      ? [step("Vulnerabilities that Inspector finds.", openVulnerabilities(region))]
      : []),
    ...(securityHub && index.providing("security-standard").length > 0
      ? [step("Controls of Security Hub that fail.", failedControls(region))]
      : []),
    ...refusedSteps(index, region),
  ];
}

function findingDecisions({ index }: RunbookContext) {
  return [
    ...(index.byRole("egress-firewall").length === 0
      ? []
      : [
          {
            when: "The firewall refuses a domain that a service needs",
            act: "Add it to network.egress.domains in a reviewed change; nothing else gets past it",
          },
        ]),
    ...(index.providing("sensitive-data-discovery").length === 0
      ? []
      : [
          {
            when: "Macie finds data where the plan does not say that there is any",
            act: "Remove it, or say so in the plan, under data of the store",
          },
        ]),
  ];
}

/** The firewall's log of refused connections: its only log group among those of the network. */
function refusedSteps(index: RunbookContext["index"], region: string): readonly Item[] {
  if (index.byRole("egress-firewall").length === 0) return [];
  return index
    .byRole("log-group", "network")
    .filter(({ handles }) => handles.name.startsWith(EGRESS_LOGS))
    .map(({ handles }) =>
      step("What tried to leave the network and was refused.", refusedConnections(handles.name, region)),
    );
}

/** Where Network Firewall's logs begin. */
const EGRESS_LOGS = "/aws/vendedlogs/network-firewall/";

function trailSteps({ index, region }: RunbookContext): readonly Item[] {
  return index
    .byRole("trail")
    .map(({ handles }) => step("Does the trail still record?", trailStatus(handles.name, region)));
}
