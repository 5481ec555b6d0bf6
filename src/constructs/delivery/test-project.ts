import { CodebuildReportGroup } from "@cdktf/provider-aws/lib/codebuild-report-group";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan, Service } from "../../model/plan";
import { serviceSubject } from "../compute/service-subject";
import { resourceName } from "../core/names";
import type { FoundationOutputs } from "../core/stack-outputs";
import { BuildProject } from "./build-project";
import { testBuildspec } from "./buildspec/test-buildspec";

/** CodeBuild's limit on a report group's name. */
const REPORT_GROUP_NAME_MAX_LENGTH = 128;
const TIMEOUT_MINUTES = 30;

export interface TestProjectProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
}

/** The step that runs the plan's test command and keeps what it reports. */
export function testProject(scope: Construct, { plan, service, foundation }: TestProjectProps): BuildProject {
  const reportGroup = new CodebuildReportGroup(scope, "test_reports", {
    name: resourceName(plan, [service.name, "tests"], REPORT_GROUP_NAME_MAX_LENGTH),
    type: "TEST",
    exportConfig: { type: "NO_EXPORT" },
    deleteReports: true,
    tags: { service: service.name },
  });
  provides(reportGroup, serviceSubject(service), "automated-test");
  return new BuildProject(scope, "test", {
    plan,
    service,
    foundation,
    step: "test",
    description: `Tests ${service.name} before an image is built`,
    buildspec: testBuildspec({
      service: service.family,
      testCommand: plan.delivery.testCommand,
      reportGroupArn: reportGroup.arn,
    }),
    variables: {},
    privileged: false,
    timeoutMinutes: TIMEOUT_MINUTES,
    statements: [
      {
        Sid: "ReportTests",
        Action: ["codebuild:CreateReport", "codebuild:UpdateReport", "codebuild:BatchPutTestCases"],
        Resource: reportGroup.arn,
      },
    ],
    capability: "automated-test",
  });
}
