import { spawnSync } from "node:child_process";
import { reviewDocument } from "../../../src/constructs/incident/tickets/post-incident-review/review-document";
import { REVIEW_SCRIPT } from "../../../src/constructs/incident/tickets/post-incident-review/review-script";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";

const NAME = "ecommerce-operational-excellence";
const plan = blueprintPlan("production");
const stack = synthIncidentStack(plan);
const document: Json = reviewDocument(plan, "arn:aws:iam::111122223333:role/review");

describe("the review's document", () => {
  it("reads the ticket, goes on with severities 1 and 2 of opsplan's, and opens the review", () => {
    expect(document).toMatchObject({ schemaVersion: "0.3", assumeRole: "arn:aws:iam::111122223333:role/review" });
    const [read, branch, open] = document.mainSteps;
    expect(read.inputs).toEqual({ Service: "ssm", Api: "GetOpsItem", OpsItemId: "{{ OpsItemId }}" });
    expect(branch.isEnd).toBe(true);
    expect(branch.inputs.Choices.map(({ NextStep, And }: Json) => [NextStep, And[1].StringEquals])).toEqual([
      ["openReview", "1"],
      ["openReview", "2"],
    ]);
    expect(open.inputs.InputPayload).toEqual({ OpsItemId: "{{ OpsItemId }}", Plan: NAME, Environment: "production" });
  });

  it("follows every step that it names", () => {
    const names = document.mainSteps.map(({ name }: Json) => name);
    const followed = document.mainSteps.flatMap((step: Json) => [
      ...(step.nextStep ? [step.nextStep] : []),
      ...(step.inputs.Choices ?? []).map(({ NextStep }: Json) => NextStep),
    ]);
    expect([...new Set(followed)].sort()).toEqual(names.slice(1).sort());
  });

  it("has a script without anything that Automation or Terraform would replace", () => {
    expect(REVIEW_SCRIPT).not.toMatch(/\{\{|\}\}|[$%]\{/);
  });
});

describe("the review's resources", () => {
  it("start when a ticket of the plan is resolved, not when a review is", () => {
    const pattern = JSON.parse(stack.at("aws_cloudwatch_event_rule.post_incident_review_rule").event_pattern);
    expect(pattern).toEqual({
      source: ["aws.ssm"],
      "detail-type": ["OpsItem Update"],
      detail: {
        status: [{ "equals-ignore-case": "resolved" }],
        title: [{ prefix: `${NAME} production: ` }],
      },
    });
    expect(`Post-incident review: ${NAME} production: x`.startsWith(pattern.detail.title[0].prefix)).toBe(false);
    const target = stack.at("aws_cloudwatch_event_target.post_incident_review_target");
    expect(target.input_transformer.input_template).toBe('{"OpsItemId":[<item>]}');
    expect(target.arn).toMatch(/^arn:aws:ssm:eu-west-1:111122223333:automation-definition\/.*:\$DEFAULT$/);
  });

  it("pass the automation its role and no other", () => {
    const { policy } = stack.at("aws_iam_role_policy.post_incident_review_start_policy");
    const pass = JSON.parse(policy).Statement.find(({ Sid }: Json) => Sid === "PassRole");
    expect(pass.Resource).toBe("$" + "{aws_iam_role.post_incident_review_role.arn}");
    expect(pass.Condition).toEqual({ StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } });
  });

  it("are known by their operation", () => {
    const found = stack.evidence.resources.find(({ role }) => role === "automation-document");
    expect(found).toMatchObject({
      capabilities: ["post-incident-review"],
      handles: { operation: "post-incident-review", name: `${NAME}-production-post-incident-review` },
    });
  });
});

/** Stands in for AWS: answers what OpsCenter and CloudWatch would, and writes down what the script asks. */
const AWS = `
import json, sys, types
from datetime import datetime, timezone

case = json.loads(sys.stdin.read())
calls = []

def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)

class AlreadyExists(Exception):
    pass

class Client:
    exceptions = types.SimpleNamespace(OpsItemAlreadyExistsException=AlreadyExists)
    def __init__(self, region):
        self.region = region
    def get_ops_item(self, OpsItemId):
        item = dict(case["item"], OpsItemId=OpsItemId)
        return {"OpsItem": dict(item, CreatedTime=at(item["CreatedTime"]), LastModifiedTime=at(item["LastModifiedTime"]))}
    def describe_alarm_history(self, **asked):
        calls.append(["history", self.region, asked["AlarmName"], asked["StartDate"].isoformat()])
        return {"AlarmHistoryItems": [dict(h, Timestamp=at(h["Timestamp"])) for h in case["history"]]}
    def create_ops_item(self, **asked):
        if case.get("exists"):
            raise AlreadyExists()
        calls.append(["create", asked])
        return {"OpsItemId": "oi-ffffffffffff"}

boto3 = types.ModuleType("boto3")
boto3.client = lambda service, region_name=None: Client(region_name)
sys.modules["boto3"] = boto3
`;

const RUN = `
result = open_review({"OpsItemId": "oi-0123456789ab", "Plan": "shop", "Environment": "production"}, None)
print(json.dumps({"result": result, "calls": calls}))
`;

function review(item: Json): Json {
  const program = `${AWS}\n${REVIEW_SCRIPT}\n${RUN}`;
  const { stdout, stderr } = spawnSync("python3", ["-c", program], { input: JSON.stringify(item), encoding: "utf8" });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout);
}

const ITEM = {
  Title: "shop production: checkout: errors above 1 %",
  Category: "Availability",
  CreatedTime: "2026-10-02T17:05:00",
  LastModifiedTime: "2026-10-02T18:00:00",
  OperationalData: {
    "opsplan-runbook": { Value: "runbooks/service-errors.md" },
    "opsplan-alarm": { Value: "shop-production-checkout-error-rate" },
    "opsplan-alarm-arn": { Value: "arn:aws:cloudwatch:us-east-1:111122223333:alarm:x" },
  },
};
const HISTORY = [
  { Timestamp: "2026-10-02T17:04:40", HistorySummary: "Alarm updated from OK to ALARM" },
  { Timestamp: "2026-10-02T17:40:00", HistorySummary: "Alarm updated from ALARM to OK" },
];

// The script runs in AWS's Python; where the machine has none, what it does cannot be shown.
const withPython = spawnSync("python3", ["--version"]).status === 0 ? describe : describe.skip;

withPython("the review", () => {
  it("has the timeline of the alarm, read in the alarm's region, and of the ticket", () => {
    const { calls, result } = review({ item: ITEM, history: HISTORY });
    expect(calls[0]).toEqual([
      "history",
      "us-east-1",
      "shop-production-checkout-error-rate",
      "2026-10-02T16:05:00+00:00",
    ]);
    const [, created] = calls[1];
    expect(created.Description.split("## Timeline (whole: opsplan-timeline)\n")[1].split("\n")).toEqual([
      "- 2026-10-02 17:04:40 UTC Alarm updated from OK to ALARM",
      "- 2026-10-02 17:05:00 UTC ticket oi-0123456789ab opened",
      "- 2026-10-02 17:40:00 UTC Alarm updated from ALARM to OK",
      "- 2026-10-02 18:00:00 UTC ticket resolved",
    ]);
    expect(result).toEqual({ OpsItemId: "oi-ffffffffffff" });
  });

  it("asks the questions, names the runbook, and belongs to its ticket", () => {
    const [, [, created]] = review({ item: ITEM, history: HISTORY }).calls;
    for (const part of ["Summary", "Impact", "Runbook", "Five whys", "What went well", "Actions"]) {
      expect(created.Description).toContain(`## ${part}\n`);
    }
    expect(created.Description).toContain("runbooks/service-errors.md");
    expect(created.Description).toContain("| Action | Owner | Due |");
    expect(created).toMatchObject({
      Title: "Post-incident review: shop production: checkout: errors above 1 %",
      Severity: "3",
      RelatedOpsItems: [{ OpsItemId: "oi-0123456789ab" }],
    });
    expect(JSON.parse(created.OperationalData["/aws/dedup"].Value)).toEqual({
      dedupString: "shop/production/post-incident-review/oi-0123456789ab",
    });
  });

  it("stays within OpsCenter's limit and keeps the whole timeline beside it", () => {
    const history = Array.from({ length: 100 }, () => HISTORY[0]);
    const [, [, created]] = review({ item: ITEM, history }).calls;
    expect(created.Description.length).toBeLessThanOrEqual(2048);
    expect(created.OperationalData["opsplan-timeline"].Value.split("\n")).toHaveLength(102);
  });

  it("does without an alarm, and leaves an open review alone", () => {
    const item = { ...ITEM, OperationalData: {} };
    expect(review({ item, history: [] }).calls).toHaveLength(1);
    expect(review({ item, history: [], exists: true })).toEqual({ result: { OpsItemId: "open already" }, calls: [] });
  });
});
