import { type Buildspec, enterServiceFolder, script } from "./buildspec";

export interface TestBuildspecProps {
  readonly service: string;
  /** The plan's `delivery.testCommand`. */
  readonly testCommand: string;
  readonly reportGroupArn: string;
}

const REPORTS = "opsplan-test-reports";
const STARTED = ".started";

/** Runs the plan's test command in the service's folder and reports what it tested. */
export function testBuildspec({ service, testCommand, reportGroupArn }: TestBuildspecProps): Buildspec {
  return {
    phases: {
      pre_build: { commands: [`mkdir -p ${REPORTS} && touch ${REPORTS}/${STARTED}`] },
      build: { commands: [enterServiceFolder(service), testCommand] },
      post_build: { commands: [enterServiceFolder(service), collectReports(service)] },
    },
    reports: {
      [reportGroupArn]: { "base-directory": REPORTS, "file-format": "JUNITXML", files: ["*.xml"] },
    },
  };
}

/**
 * Test tools put their JUnit files where they like, so every XML file that is younger than the tests' start and holds a
 * test suite is taken. A command that writes none is reported as one test case: the history of results then still
 * stands.
 */
function collectReports(service: string): string {
  return script(
    `reports="$CODEBUILD_SRC_DIR/${REPORTS}"`,
    "count=0",
    "while IFS= read -r file; do",
    '  if grep -q "<testsuite" "$file"; then count=$((count + 1)); cp "$file" "$reports/$count.xml"; fi',
    `done < <(find . \\( -name node_modules -o -name ${REPORTS} \\) -prune -o -name "*.xml" -newer "$reports/${STARTED}" -type f -print)`,
    'if [ "$count" = 0 ]; then',
    '  if [ "$CODEBUILD_BUILD_SUCCEEDING" = 1 ]; then failures=0; failure=""',
    '  else failures=1; failure="<failure message=\\"the test command failed\\"/>"; fi',
    `  printf '<testsuite name="${service}" tests="1" failures="%s"><testcase classname="${service}" name="test command">%s</testcase></testsuite>' "$failures" "$failure" > "$reports/command.xml"`,
    "fi",
  );
}
