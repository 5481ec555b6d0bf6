import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instanceBundle } from "../../../src/constructs/delivery/instance-bundle";
import { blueprintPlan } from "../../support/blueprint-plan";
import { synthServices } from "../../support/compute-stack";

// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape, types would only repeat them
type Json = Record<string, any>;

const GROUP = "ecommerce-operational-excellence-production-storefront";

function withPool(pool: Json | undefined) {
  return blueprintPlan("production", (tree) => {
    const service = tree.services.find(({ name }: Json) => name === "storefront");
    if (pool !== undefined) service.scaling.warmPool = pool;
  });
}

const plan = withPool({ min: 2, max: 12, reuse: true });
const built = synthServices(plan);

function startScript(text: string): string {
  return JSON.parse(text).locals.storefront_start_script;
}

/** A file that the start script writes by a here-document. */
function written(path: string): string {
  const [, body] = startScript(built.text).split(`cat > ${path} <<'SCRIPT'\n`);
  const [script] = (body ?? "").split("\nSCRIPT\n");
  if (!script) throw new Error(`nothing writes ${path}`);
  return script;
}

describe("a group with a warm pool", () => {
  it("keeps prepared instances, up to the plan's number with those in service", () => {
    expect(built.resources.aws_autoscaling_group?.storefront_group).toMatchObject({
      warm_pool: {
        min_size: 2,
        max_group_prepared_capacity: 12,
        pool_state: "Stopped",
        instance_reuse_policy: { reuse_on_scale_in: true },
      },
    });
  });

  it("waits for each instance to say that it is prepared, from the first one on", () => {
    const hook = {
      name: `${GROUP}-prepared`,
      lifecycle_transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      heartbeat_timeout: 900,
      default_result: "ABANDON",
    };
    const group = built.resources.aws_autoscaling_group?.storefront_group as Json;
    expect(group.initial_lifecycle_hook).toEqual([hook]);
    expect(built.resources.aws_autoscaling_lifecycle_hook?.storefront_prepared).toMatchObject(hook);
  });

  it("lets its instances say so, for this group alone", () => {
    const policies = built.resources.aws_iam_role_policy as Json;
    const said = JSON.parse(policies.storefront_instance_policy.policy).Statement.filter(
      ({ Sid }: Json) => Sid === "SayPrepared",
    );
    expect(said).toEqual([
      {
        Sid: "SayPrepared",
        Effect: "Allow",
        Action: "autoscaling:CompleteLifecycleAction",
        Resource: `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/${GROUP}`,
      },
    ]);
  });

  it("publishes the pool's metrics and provides it", () => {
    const group = built.resources.aws_autoscaling_group?.storefront_group as Json;
    expect(group.enabled_metrics).toContain("WarmPoolWarmedCapacity");
    const provided = built.evidence.resources.filter(({ capabilities }) => capabilities.includes("warm-pool"));
    expect(provided.map(({ address }) => address)).toEqual(["aws_autoscaling_group.storefront_group"]);
  });

  it("is as before without one", () => {
    const plain = synthServices(withPool(undefined));
    const group = plain.resources.aws_autoscaling_group?.storefront_group as Json;
    expect(group).not.toHaveProperty("warm_pool");
    expect(group).not.toHaveProperty("initial_lifecycle_hook");
    expect(plain.resources.aws_autoscaling_lifecycle_hook).toBeUndefined();
    expect(startScript(plain.text)).toContain("systemctl enable --now opsplan-service");
    expect(startScript(plain.text)).not.toContain("opsplan-in-service");
  });
});

describe("an instance that may wait in a pool", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "opsplan-pool-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Commands that note what they are asked; `curl` answers with the state that Auto Scaling wants. */
  function commands(wanted: string): void {
    const stub = (name: string, ...lines: readonly string[]) => {
      const file = join(folder, name);
      writeFileSync(file, ["#!/bin/bash", ...lines, ""].join("\n"));
      chmodSync(file, 0o755);
    };
    const noted = join(folder, "calls");
    stub(
      "curl",
      `case "$*" in *target-lifecycle-state) echo "${wanted}" ;; *instance-id) echo i-1 ;; *) echo token ;; esac`,
    );
    for (const name of ["systemctl", "docker"]) stub(name, `echo "${name} $*" >> ${noted}`);
    stub("aws", `case "$1" in autoscaling) echo "aws $2 $4" >> ${noted} ;; esac`);
    // The second look ends the script.
    stub("sleep", "kill $PPID");
  }

  function run(script: string) {
    const PATH = `${folder}:${process.env.PATH}`;
    const result = spawnSync("bash", ["-c", script.replaceAll("/etc/opsplan/service.env", join(folder, "image"))], {
      env: { ...process.env, PATH },
      timeout: 20_000,
    });
    return result.status;
  }

  function calls(): readonly string[] {
    return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  }

  it("has a start script that bash can read", () => {
    expect(() => execFileSync("bash", ["-n"], { input: startScript(built.text) })).not.toThrow();
  });

  it("prepares itself last: it may be stopped at once, and the script does not run again", () => {
    expect(startScript(built.text).trim().split("\n").at(-1)).toBe("systemctl start --no-block opsplan-prepare");
  });

  it.each([
    ["InService", 0],
    ["Warmed:Stopped", 1],
    ["Warmed:Running", 1],
    ["Terminated", 1],
  ])("runs its container only in service: %s", (wanted, status) => {
    commands(wanted);
    expect(run(written("/usr/local/bin/opsplan-in-service"))).toBe(status);
    expect(startScript(built.text)).toContain("ExecCondition=/usr/local/bin/opsplan-in-service");
  });

  it("has its image before it says that it is prepared for the pool", () => {
    commands("Warmed:Stopped");
    writeFileSync(join(folder, "image"), "IMAGE=public.ecr.aws/shop/storefront:2\n");
    run(written("/usr/local/bin/opsplan-prepare"));
    expect(calls()).toEqual([
      "systemctl stop opsplan-service",
      "docker pull public.ecr.aws/shop/storefront:2",
      "aws complete-lifecycle-action CONTINUE",
    ]);
  });

  it("starts its container before it says that it is in service", () => {
    commands("InService");
    run(written("/usr/local/bin/opsplan-prepare"));
    expect(calls()).toEqual(["systemctl start opsplan-service", "aws complete-lifecycle-action CONTINUE"]);
  });

  it("passes the check of a deployment while nothing of it runs", () => {
    const service = (of: typeof plan) => {
      const found = of.services.find(({ name }) => name === "storefront");
      if (found === undefined) throw new Error("no storefront");
      return instanceBundle(of, found).join("\n");
    };
    expect(service(plan)).toContain("/usr/local/bin/opsplan-in-service || exit 0");
    expect(service(withPool(undefined))).not.toContain("opsplan-in-service");
  });
});
