import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/program";
import { filesBelow, shippedOutput, stackNames } from "../support/synthesis";

const BLUEPRINT = "ecommerce-operational-excellence";

function opsplan(...args: readonly string[]) {
  let out = "";
  let err = "";
  const code = run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color: false,
  });
  return { code, out, err };
}

describe("opsplan", () => {
  const home = process.cwd();
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "opsplan-cli-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  const bytes = (out: string) => filesBelow(out).map((file) => [file, readFileSync(join(out, file), "utf8")]);

  it("writes what it wrote before, byte for byte, from any folder", () => {
    expect(opsplan("synth", BLUEPRINT, "--out", "deep/er/out").code).toBe(0);
    expect(bytes("deep/er/out")).toEqual(bytes(shippedOutput()));
  });

  it("leaves the output as it was when the input has an error, and exits 1", () => {
    cpSync(shippedOutput(), "cdktf.out", { recursive: true });
    const before = bytes("cdktf.out");
    writeFileSync("plan.yaml", "apiVersion: opsplan/v1\nkind: Plan\nmetadata: { name: a.b }\n");
    expect(opsplan("synth", "plan.yaml")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("plan.yaml:3"),
    });
    expect(bytes("cdktf.out")).toEqual(before);
  });

  it("removes what it wrote and no longer writes, and leaves what others wrote", () => {
    cpSync(shippedOutput(), "out", { recursive: true });
    const staging = join("out", "stacks", `${BLUEPRINT}-staging-data`);
    mkdirSync(join(staging, ".terraform"));
    writeFileSync(join(staging, ".terraform", "lock"), "mine");
    expect(opsplan("synth", BLUEPRINT, "--env", "production", "--out", "out").code).toBe(0);
    expect(existsSync(join(staging, "cdk.tf.json"))).toBe(false);
    expect(readFileSync(join(staging, ".terraform", "lock"), "utf8")).toBe("mine");
    expect(stackNames("out").filter((name) => name.includes("-staging-"))).toEqual([`${BLUEPRINT}-staging-data`]);
    expect(existsSync(join("out", "docs", BLUEPRINT, "staging"))).toBe(false);
  });

  it("does not write over a manifest of another tool", () => {
    mkdirSync("site");
    writeFileSync("site/manifest.json", '{ "name": "a web app" }');
    expect(opsplan("synth", join(__dirname, "../fixtures/ok/recovery.yaml"), "--out", "site")).toMatchObject({
      code: 1,
      err: expect.stringContaining("foreign-output"),
    });
    expect(filesBelow("site")).toEqual(["manifest.json"]);
  });

  it("takes plans from cdktf.json, and from OPSPLAN_PLANS before it", () => {
    writeFileSync("cdktf.json", JSON.stringify({ context: { plans: ["missing.yaml"] } }));
    expect(opsplan("validate").err).toContain("`missing.yaml`");
    process.env.OPSPLAN_PLANS = "other.yaml";
    try {
      expect(opsplan("validate").err).toContain("`other.yaml`");
    } finally {
      delete process.env.OPSPLAN_PLANS;
    }
  });

  it("exits 1 for a plan that does not exist, is a folder or is no text", () => {
    mkdirSync("folder");
    writeFileSync("binary.yaml", Buffer.from([0xff, 0xfe, 0x00]));
    for (const [name, code] of [
      ["ecommerce-operational-excelence", "plan-not-found"],
      ["folder", "plan-unreadable"],
      ["binary.yaml", "plan-unreadable"],
    ] as const) {
      expect(opsplan("synth", name)).toMatchObject({ code: 1, err: expect.stringContaining(code) });
    }
    expect(opsplan("synth", "ecommerce-operational-excelence").err).toContain(
      "did you mean `ecommerce-operational-excellence`?",
    );
  });

  it("exits 2 for wrong usage", () => {
    for (const args of [["synth", "--fromat", "json"], ["frobnicate"], ["validate", "--format", "xml"], ["synth"]]) {
      expect([args, opsplan(...args).code]).toEqual([args, 2]);
    }
  });

  it("lists, shows and publishes its schema as JSON on stdout", () => {
    expect(JSON.parse(opsplan("list", "--json").out)).toEqual([
      expect.objectContaining({ name: BLUEPRINT, version: "1.0.0" }),
      expect.objectContaining({ name: "financial-services-infrastructure-migration", version: "1.0.0" }),
      expect.objectContaining({ name: "saas-platform-scalability-enhancement", version: "1.0.0" }),
    ]);
    expect(JSON.parse(opsplan("show", BLUEPRINT, "--json").out).initiative.phases).toHaveLength(4);
    expect(opsplan("show", `${BLUEPRINT}@1`).out).toContain("auto_scaling_infrastructure");
    expect(opsplan("show", "nothing")).toMatchObject({ code: 1, out: "" });
    expect(JSON.parse(opsplan("schema").out)).toMatchObject({ title: "opsplan plan" });
  });

  it("writes diagnostics for machines to stdout, complete even when there are none", () => {
    writeFileSync("plan.yaml", readFileSync(join(__dirname, "../fixtures/ok/stand-alone.yaml"), "utf8"));
    expect(JSON.parse(opsplan("validate", "plan.yaml", "--format", "json").out)).toMatchObject({ diagnostics: [] });
    expect(JSON.parse(opsplan("validate", "nothing", "--format", "sarif").out)).toMatchObject({ version: "2.1.0" });
    expect(opsplan("validate", "nothing", "--format", "github").out).toMatch(/^::error /);
  });

  it("shows the seven quality gates of each environment, and says nothing of those that do not fail", () => {
    const { code, out, err } = opsplan("validate", BLUEPRINT);
    expect([code, err]).toEqual([0, ""]);
    expect(opsplan("validate", "--help").out).toContain("fails a quality gate");
    expect(out.match(/^ {2}(pass|warn|fail) {2}/gm)).toHaveLength(14);
  });

  it("says why a plan without errors exits 1, in every format, while synth writes it", () => {
    const text = readFileSync(join(__dirname, "../fixtures/ok/stand-alone.yaml"), "utf8");
    writeFileSync("plan.yaml", text.replace(/primaryAgents: \[.*\]/g, "primaryAgents: [compliance-auditor]"));
    for (const args of [[], ["--quiet"], ["--format", "json"], ["--format", "github"]]) {
      const { code, err } = opsplan("validate", "plan.yaml", ...args);
      expect([args, code]).toEqual([args, 1]);
      expect(err).toContain("ledger production fails the quality gate agent-coverage:\n");
      expect(err).toContain("  Performance Engineering: no agent of the domain is selected: performance-optimizer,");
      expect(err).toContain("The plan has no errors, and synth writes it; validate exits 1 until no gate fails.\n");
    }
    expect(opsplan("synth", "plan.yaml", "--out", "out").code).toBe(0);
  });

  it("explains a value that was written, derived, defaulted or is not there", () => {
    const explain = (path: string) => opsplan("explain", BLUEPRINT, path, "--env", "staging");
    expect(explain("services.checkout.cpu").out).toMatch(/1024\n {2}written in blueprints\/\S+:\d+:\d+ \(blueprint\)/);
    expect(explain("services.checkout.scaling.max").out).toMatch(/: 15\n {2}derived: .*quarter[\s\S]*in place of 60/);
    expect(explain("network.cidr").out).toContain("10.1.0.0/16");
    expect(explain("network.zones").out).toContain("3\n  written in");
    expect(explain("observability.anomalyBand").out).toContain("default of opsplan/v1");
    expect(explain("services.checkout.mix")).toMatchObject({
      code: 1,
      err: expect.stringContaining("nothing-at-path"),
    });
  });
});
