import { spawnSync } from "node:child_process";
import { RESTORE_SCRIPT } from "../../../src/constructs/resilience/restore-check";
import { longestGapDays } from "../../../src/model/cron-gap";
import { resiliencePlan, resilienceStack } from "../../support/resilience-output";

const WORLD = `
import datetime, json, sys, types

case = json.loads(sys.stdin.read())
asked = []
def when(hours):
    return datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=hours)

class Backup:
    def get_restore_testing_plan(self, **of):
        asked.append(of)
        return {"RestoreTestingPlan": {"RestoreTestingPlanArn": "arn:plan"}}
    def get_paginator(self, name):
        return self
    def paginate(self, ByRestoreTestingPlanArn, ByCreatedAfter):
        asked.append(ByRestoreTestingPlanArn)
        jobs = [dict(job, CreationDate=when(job["CreationDate"])) for job in case["jobs"]]
        return [{"RestoreJobs": [job for job in jobs if job["CreationDate"] > ByCreatedAfter]}]

sys.modules["boto3"] = types.SimpleNamespace(client=lambda service: Backup())
exec(case["script"])
try:
    print(json.dumps(check(case["events"], None)))
except Exception as error:
    print("failed: " + str(error))
`;

const EVENTS = { Plan: "till", Types: ["Aurora", "S3"], Days: "8" };
const job = (ResourceType: string, hours: number, Status = "COMPLETED", ValidationStatus = "SUCCESSFUL") => ({
  RestoreJobId: `${ResourceType}-${hours}`,
  ResourceType,
  CreationDate: hours,
  Status,
  ValidationStatus,
});

function check(...jobs: readonly object[]): string {
  const input = JSON.stringify({ script: RESTORE_SCRIPT, events: EVENTS, jobs });
  return spawnSync("python3", ["-c", WORLD], { input }).stdout.toString().trim();
}

describe("a game day begins", () => {
  it("when the newest restore of every kind of store was validated", () => {
    expect(check(job("Aurora", 30), job("S3", 40), job("S3", 90, "FAILED"))).toContain("Aurora-30");
  });

  it("not when a kind was not tested for longer than its schedule allows", () => {
    expect(check(job("Aurora", 30), job("S3", 24 * 9))).toBe("failed: no restore of S3 was tested for 8 days");
  });

  it("not when the newest test failed, or its data was not found to be sound", () => {
    expect(check(job("Aurora", 30, "FAILED"), job("Aurora", 60), job("S3", 1))).toBe(
      "failed: the last restore test of Aurora ended FAILED, validation SUCCESSFUL",
    );
    expect(check(job("Aurora", 30), job("S3", 1, "COMPLETED", "TIMED_OUT"))).toBe(
      "failed: the last restore test of S3 ended COMPLETED, validation TIMED_OUT",
    );
  });

  it("by the test before while one is under way", () => {
    expect(check(job("Aurora", 30), job("S3", 1, "RUNNING"), job("S3", 50))).toContain("S3-50");
  });

  it("with the plan's own stores, the schedule of its tests and a day of grace", () => {
    const document = resilienceStack(resiliencePlan((text) => text)).at("aws_ssm_document.game_days_document");
    const [step] = JSON.parse(document.content).mainSteps;
    expect(step).toMatchObject({
      name: "checkRestores",
      onFailure: "step:tellFailed",
      inputs: {
        InputPayload: { Plan: "till_production_restore_test", Types: ["Aurora", "DynamoDB", "S3"], Days: "8" },
      },
    });
  });
});

describe("the longest gap of a schedule", () => {
  it.each([
    ["0 5 * * ? *", 1],
    ["0 5 ? * SUN *", 7],
    ["0 5 1 * ? *", 38],
    ["0 10 ? * TUE#1 *", 38],
    ["0 10 ? 1/3 TUE#1 *", 366],
  ])("%s is %i days", (cron, days) => {
    expect(longestGapDays(cron)).toBe(days);
  });
});
