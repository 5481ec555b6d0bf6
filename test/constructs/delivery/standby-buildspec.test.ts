import {
  refreshEcsService,
  refreshInstances,
  standbyBuildspec,
} from "../../../src/constructs/delivery/buildspec/standby-buildspec";
import { type BuildResult, runBuildspec } from "../../support/run-buildspec";

const VARIABLES = {
  REGISTRY: "home.example",
  REPOSITORY: "shop-checkout",
  STANDBY_REGION: "eu-central-1",
  STANDBY_REGISTRY: "away.example",
  STANDBY_REPOSITORY: "shop-recovery-checkout",
  COMMIT_ID: "0a1b2c3",
};

interface World {
  readonly isThere: boolean;
  /** Instances of the group that run. */
  readonly running: string;
  /** Commands of Docker, by their first word, that fail. */
  readonly failing: string;
}

function run(refresh: readonly string[], world: Partial<World> = {}): BuildResult {
  const { isThere = false, running = "2", failing = "none" } = world;
  const aws = [
    'case "$*" in',
    `  *describe-images*) exit ${isThere ? 0 : 254} ;;`,
    `  *describe-auto-scaling-groups*) echo ${running} ;;`,
    '  *get-login-password*) echo "token of $*" ;;',
    '  *) echo "aws $*" ;;',
    "esac",
  ].join("\n");
  const docker = `echo "docker $*"; [ "$1" != ${failing} ]`;
  return runBuildspec(standbyBuildspec({ refresh }), {
    sources: {},
    programs: { aws, docker },
    variables: VARIABLES,
  });
}

it("copies the image under its own tag and under the one that moves", () => {
  const { succeeded, output } = run([]);
  expect(succeeded).toBe(true);
  expect(output.split("\n").filter((line) => /^docker (pull|push)/.test(line))).toEqual([
    "docker pull home.example/shop-checkout:0a1b2c3",
    "docker push away.example/shop-recovery-checkout:0a1b2c3",
    "docker push away.example/shop-recovery-checkout:deployed",
  ]);
});

it("signs in to the registries of both regions", () => {
  expect(run([]).output).toContain("docker login --username AWS --password-stdin home.example");
  expect(run([]).output).toContain("docker login --username AWS --password-stdin away.example");
});

it("only moves the tag when the commit was there before, as after a rollback", () => {
  const { succeeded, output } = run([], { isThere: true });
  expect(succeeded).toBe(true);
  expect(output).not.toContain("docker push away.example/shop-recovery-checkout:0a1b2c3");
  expect(output).toContain("docker push away.example/shop-recovery-checkout:deployed");
});

it("starts nothing anew from an image that did not arrive", () => {
  const { succeeded, output } = run([refreshEcsService("shop", "checkout")], { failing: "push" });
  expect(succeeded).toBe(false);
  expect(output).not.toContain("update-service");
});

it("has the service there look the tag up again, and waits for it", () => {
  const { succeeded, output } = run([refreshEcsService("shop", "checkout")]);
  expect(succeeded).toBe(true);
  expect(output).toContain(
    "aws ecs update-service --region eu-central-1 --cluster shop --service checkout --force-new-deployment",
  );
  expect(output).toContain("aws ecs wait services-stable --region eu-central-1 --cluster shop --services checkout");
});

it("replaces instances that run, and none where none run", () => {
  const refresh = [refreshInstances("shop-storefront")];
  expect(run(refresh).output).toContain(
    "aws autoscaling start-instance-refresh --region eu-central-1 --auto-scaling-group-name shop-storefront",
  );
  const idle = run(refresh, { running: "0" });
  expect(idle.succeeded).toBe(true);
  expect(idle.output).not.toContain("start-instance-refresh");
});
