import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testBuildspec } from "../../../src/constructs/delivery/buildspec/test-buildspec";
import { runBuildspec } from "../../support/run-buildspec";

const REPORT_GROUP = "arn:aws:codebuild:eu-west-1:111122223333:report-group/shop-checkout-tests";

function test(testCommand: string, sources: Readonly<Record<string, string>>) {
  const reports: string[] = [];
  const buildspec = testBuildspec({ service: "checkout", testCommand, reportGroupArn: REPORT_GROUP });
  const { succeeded } = runBuildspec(buildspec, { sources, programs: {}, variables: {} }, (folder) => {
    const directory = join(folder, "opsplan-test-reports");
    for (const name of readdirSync(directory).sort()) {
      if (name.endsWith(".xml")) reports.push(readFileSync(join(directory, name), "utf8"));
    }
  });
  return { succeeded, reports };
}

it("reports every JUnit file the command writes, and no other XML", () => {
  const { succeeded, reports } = test(
    'sleep 1; mkdir -p out; echo "<testsuites/>" > out/unit.xml; echo "<project/>" > pom.xml',
    { "services/checkout/package.json": "{}", "services/checkout/old/junit.xml": "<testsuite name='old'/>" },
  );
  expect(succeeded).toBe(true);
  expect(reports).toEqual(["<testsuites/>\n"]);
});

it("works from the root of a repository without a folder for the service", () => {
  const { succeeded, reports } = test('sleep 1; echo "<testsuite/>" > junit.xml', { "package.json": "{}" });
  expect(succeeded).toBe(true);
  expect(reports).toEqual(["<testsuite/>\n"]);
});

it("reports the command itself as one failed case when it fails without a report", () => {
  const { succeeded, reports } = test("false", { "package.json": "{}" });
  expect(succeeded).toBe(false);
  expect(reports).toHaveLength(1);
  expect(reports[0]).toContain('tests="1" failures="1"');
});

it("reports one passed case when the command passes without a report", () => {
  const { succeeded, reports } = test("true", { "package.json": "{}" });
  expect(succeeded).toBe(true);
  expect(reports[0]).toContain('tests="1" failures="0"');
});
