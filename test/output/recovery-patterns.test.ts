import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";
import { RECOVERY_PATTERNS, type RecoveryPattern } from "../../src/model/recovery";
import { resourcesOf, type SynthesizedResource } from "../support/synthesis";

const PLAN = readFileSync(join(__dirname, "../fixtures/ok/recovery.yaml"), "utf8");
const OBJECTIVES = "recovery: { rpo: 24h, rto: 24h }";

/** The plan differs by this line only. */
const LINES: Readonly<Record<RecoveryPattern, string>> = {
  "backup-and-restore": OBJECTIVES,
  "pilot-light": "recovery: { rpo: 15m, rto: 1h, failover: automated }",
  "warm-standby": "recovery: { rpo: 30s, rto: 10m, failover: automated }",
  "active-active": "recovery: { rpo: 30s, rto: 55s, failover: automated }",
};

interface Output {
  readonly resources: readonly SynthesizedResource[];
  readonly recovery: string;
}

function synth(line: string): Output {
  const folder = mkdtempSync(join(tmpdir(), "opsplan-patterns-"));
  try {
    const [file, out] = [join(folder, "plan.yaml"), join(folder, "out")];
    writeFileSync(file, PLAN.replace(OBJECTIVES, line));
    const { written, diagnostics } = synthesize({ plans: [file], out });
    expect(diagnostics).toEqual([]);
    expect(written).not.toBeNull();
    return {
      resources: resourcesOf(out),
      recovery: readFileSync(join(out, "docs/bookings/production/RECOVERY.md"), "utf8"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("plans that differ in their recovery objectives only", () => {
  const outputs = new Map(RECOVERY_PATTERNS.map((pattern) => [pattern, synth(LINES[pattern])]));
  const of = (pattern: RecoveryPattern) => {
    const output = outputs.get(pattern);
    if (output === undefined) throw new Error(`no output of ${pattern}`);
    return output;
  };
  const inStandby = (pattern: RecoveryPattern, type: string) =>
    of(pattern).resources.filter((one) => one.stack.endsWith("-standby") && one.type === type);
  const inAll = (pattern: RecoveryPattern, type: string) => of(pattern).resources.filter((one) => one.type === type);

  it.each(RECOVERY_PATTERNS)("get %s, with the reason in RECOVERY.md", (pattern) => {
    expect(of(pattern).recovery).toContain(pattern);
    expect(of(pattern).recovery).toMatch(/RPO .* RTO/);
  });

  it.each(RECOVERY_PATTERNS)("%s backs the table up, copies it, locks the vault and tests restores", (pattern) => {
    expect(inAll(pattern, "aws_backup_plan")).toHaveLength(1);
    expect(inAll(pattern, "aws_backup_vault")).toHaveLength(2);
    expect(inAll(pattern, "aws_backup_vault_lock_configuration")).toHaveLength(2);
    expect(inAll(pattern, "aws_backup_restore_testing_plan")).toHaveLength(1);
    expect(inAll(pattern, "aws_backup_restore_testing_selection").length).toBeGreaterThan(0);
  });

  it.each(RECOVERY_PATTERNS)("%s has a network, a load balancer and the service in the recovery region", (pattern) => {
    expect(inStandby(pattern, "aws_vpc")).toHaveLength(1);
    expect(inStandby(pattern, "aws_lb")).toHaveLength(1);
    expect(inStandby(pattern, "aws_ecs_service")).toHaveLength(1);
  });

  it("run nothing at pilot light, a quarter at warm standby, all of it where either region serves or one is built", () => {
    const least = (pattern: RecoveryPattern) =>
      inStandby(pattern, "aws_appautoscaling_target").map(({ body }) => body.min_capacity);
    expect(least("pilot-light")).toEqual([0]);
    expect(least("warm-standby")).toEqual([1]);
    expect(least("active-active")).toEqual([4]);
    expect(least("backup-and-restore")).toEqual([4]);
  });

  it("replicate the table from pilot light on", () => {
    expect(RECOVERY_PATTERNS.map((pattern) => inAll(pattern, "aws_dynamodb_table_replica").length)).toEqual([
      0, 1, 1, 1,
    ]);
  });

  it("switch by failover records, or by an accelerator where DNS would be too slow", () => {
    const failovers = (pattern: RecoveryPattern) =>
      inAll(pattern, "aws_route53_record").filter(({ body }) => body.failover_routing_policy !== undefined);
    expect(RECOVERY_PATTERNS.map((pattern) => failovers(pattern).length)).toEqual([0, 2, 2, 0]);
    expect(RECOVERY_PATTERNS.map((pattern) => inAll(pattern, "aws_globalaccelerator_accelerator").length)).toEqual([
      0, 0, 0, 1,
    ]);
    expect(inAll("active-active", "aws_globalaccelerator_endpoint_group")).toHaveLength(2);
  });

  it("fail over by an Automation document of the recovery region, where it is automated", () => {
    const documents = (pattern: RecoveryPattern) =>
      inStandby(pattern, "aws_ssm_document").filter(({ body }) => String(body.name).includes("fail-over"));
    expect(RECOVERY_PATTERNS.map((pattern) => documents(pattern).length > 0)).toEqual([false, true, true, true]);
  });
});
