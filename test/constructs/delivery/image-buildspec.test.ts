import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleImage } from "../../../src/constructs/delivery/buildspec/bundle";
import { imageBuildspec } from "../../../src/constructs/delivery/buildspec/image-buildspec";
import { type BuildResult, runBuildspec } from "../../support/run-buildspec";

const VARIABLES = { REGISTRY: "registry.example", REPOSITORY: "shop-checkout", COMMIT_ID: "0a1b2c3" };
const BUNDLE = [bundleImage("imagedefinitions.json", '[{"name":"checkout","imageUri":"%s"}]')];

interface Registry {
  readonly isBuilt: boolean;
  readonly scanStatus: string;
  readonly blockingFindings: string;
}

function build(registry: Partial<Registry>, inspect?: (sources: string) => void): BuildResult {
  const { isBuilt = false, scanStatus = "COMPLETE", blockingFindings = "0" } = registry;
  const aws = [
    'case "$*" in',
    `  *describe-images*) exit ${isBuilt ? 0 : 254} ;;`,
    `  *imageScanStatus.status*) echo ${scanStatus} ;;`,
    `  *sum*) echo "${blockingFindings}" ;;`,
    "esac",
  ].join("\n");
  return runBuildspec(
    imageBuildspec({ service: "checkout", bundle: BUNDLE }),
    {
      sources: { "services/checkout/Dockerfile": "FROM scratch\n" },
      programs: { aws, docker: 'echo "docker $* in $(basename "$PWD")"', sleep: "" },
      variables: VARIABLES,
    },
    inspect,
  );
}

it("builds in the service's folder, pushes under the commit and writes what ECS reads", () => {
  let definitions = "";
  const { succeeded, output } = build({}, (sources) => {
    definitions = readFileSync(join(sources, "opsplan-bundle/imagedefinitions.json"), "utf8");
  });
  expect(succeeded).toBe(true);
  expect(output).toContain("docker build --tag registry.example/shop-checkout:0a1b2c3 . in checkout");
  expect(output).toContain("docker push registry.example/shop-checkout:0a1b2c3");
  expect(JSON.parse(definitions)).toEqual([{ name: "checkout", imageUri: "registry.example/shop-checkout:0a1b2c3" }]);
});

it("deploys a commit that ran before from the image it has, since tags are immutable", () => {
  const { succeeded, output } = build({ isBuilt: true });
  expect(succeeded).toBe(true);
  expect(output).not.toContain("docker build");
});

it.each(["1", "12", "None", ""])("refuses an image when the count of critical and high findings is %j", (count) => {
  const { succeeded, output } = build({ blockingFindings: count });
  expect(succeeded).toBe(false);
  expect(output).toContain("critical or high findings");
});

it.each(["FAILED", "UNSUPPORTED_IMAGE", "PENDING"])("refuses an image whose scan ends as %s", (scanStatus) => {
  const { succeeded, output } = build({ scanStatus });
  expect(succeeded).toBe(false);
  expect(output).toContain(`its scan ended as ${scanStatus}`);
});
