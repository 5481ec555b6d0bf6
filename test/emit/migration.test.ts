import { execFileSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { emitContext } from "../../src/emit/emit-context";
import { emitDocuments } from "../../src/emit/emit-documents";
import { waveDates } from "../../src/emit/migration/wave-dates";
import { verificationSteps } from "../../src/emit/verification/verification-steps";
import { evidenceOf, migrationPlan } from "../support/migration-plan";
import { bashBlocks, documentAt } from "./support/sample-documents";

const plan = migrationPlan();
const evidence = evidenceOf(plan);
const documents = new Map(emitDocuments(plan, evidence).map(({ path, text }) => [path, text]));
const strategy = documentAt(documents, "MIGRATION_STRATEGY.md");
const design = documentAt(documents, "INFRASTRUCTURE_DESIGN.md");
const dataPlan = documentAt(documents, "DATA_MIGRATION_PLAN.md");
const cutOver = documentAt(documents, "runbooks/cut-over.md");
const rollback = documentAt(documents, "runbooks/migration-rollback.md");
const replication = documentAt(documents, "runbooks/migration-replication.md");

const WRITTEN = [strategy, design, dataPlan, cutOver, rollback, replication];

/** Lines of the table below a heading, without their outer bars. */
function rows(text: string, heading: string): readonly string[] {
  const [, section = ""] = text.split(`${heading}\n`);
  return (section.split(/^#/m)[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
}

describe("the commands of a migration", () => {
  it("are bash", () => {
    for (const text of WRITTEN) {
      for (const block of bashBlocks(text)) execFileSync("bash", ["-n"], { input: block });
    }
  });

  it("name only replications and tasks that were generated", () => {
    const handles = new Set(
      evidence.resources.flatMap(({ role, handles: { config, name } }) =>
        role === "database-replication" ? [config] : role === "file-transfer" ? [name] : [],
      ),
    );
    const named = [...WRITTEN.join("\n").matchAll(/\[\?(?:ReplicationConfigIdentifier|Name)=='([^']+)'\]/g)];
    expect(named.length).toBeGreaterThan(20);
    for (const [, name] of named) expect([...handles]).toContain(name);
  });

  it("give PostgreSQL a verifier of the password, as RFC 5803 has it", () => {
    const block = bashBlocks(dataPlan).find((code) => code.includes("SCRAM-SHA-256")) ?? "";
    const script = /python3 -c '\n([\s\S]*?)'\)/.exec(block)?.[1] ?? "";
    // The example of RFC 7677: salt, password, messages, and what the two sides say in the end.
    const salted = script.replace("os.urandom(16)", 'base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")');
    const verifier = execFileSync("python3", ["-c", salted], { input: '{"password":"pencil"}', encoding: "utf8" });
    const [, stored = "", server = ""] =
      /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$(.+):(.+)\n$/.exec(verifier) ?? [];
    const nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    const messages = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=${nonce}`;
    const sign = (key: string) => createHmac("sha256", Buffer.from(key, "base64")).update(messages).digest();
    expect(sign(server).toString("base64")).toBe("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    const proof = Buffer.from("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "base64");
    const signature = sign(stored);
    const client = proof.map((byte, index) => byte ^ (signature[index] ?? 0));
    expect(createHash("sha256").update(client).digest("base64")).toBe(stored);
  });
});

describe("MIGRATION_STRATEGY.md", () => {
  it("names the strategy of each source in AWS's words", () => {
    const strategies = rows(strategy, "## Sources").map((row) =>
      row.split(" | ").filter((_, cell) => [0, 5].includes(cell)),
    );
    expect(strategies.slice(2)).toEqual([
      ["| `books`", "refactor"],
      ["| `members`", "replatform"],
      ["| `shop`", "refactor"],
      ["| `letters`", "replatform"],
      ["| `contracts`", "replatform"],
      ["| `hosts`", "replatform"],
    ]);
  });

  it("draws the days of a wave that has one", () => {
    expect(strategy).toContain("    Full load :2026-02-27, 2026-02-28\n");
    expect(strategy).toContain("    Replicate and compare :2026-02-28, 2026-03-07\n");
    expect(strategy).toContain("    Way back open :2026-03-07, 2026-03-10\n");
  });

  it("has the plan's own criteria beside the generated ones", () => {
    expect(rows(strategy, "### Wave second").some((row) => row.includes("The trial balance is signed."))).toBe(true);
    expect(rows(strategy, "### Wave first").some((row) => row.includes("The trial balance is signed."))).toBe(false);
  });

  it("is honest about servers that are rehosted", () => {
    expect(strategy).not.toContain("rehosted by hand");
    const rehosted = migrationPlan((tree) => {
      tree.migration.sources.at(-1).strategy = "rehost";
    });
    const written = emitDocuments(rehosted, evidence).find(({ path }) => path === "MIGRATION_STRATEGY.md")?.text;
    expect(written).toContain("`hosts` are rehosted by hand");
  });

  it("brings the specification's team together for a large migration", () => {
    expect(strategy).not.toContain("Team of a large migration");
    const large = migrationPlan((tree) => {
      tree.migration.sources.at(-1).count = 300;
    });
    const written = emitDocuments(large, evidence).find(({ path }) => path === "MIGRATION_STRATEGY.md")?.text ?? "";
    expect(rows(written, "### Team of a large migration").map((row) => row.split(" | ")[0])).toEqual([
      "| Agent",
      "| -",
      "| `migration-specialist`",
      "| `infrastructure-architect`",
      "| `devops-engineer`",
      "| `monitoring-specialist`",
      "| `performance-optimizer`",
    ]);
  });
});

describe("days of waves", () => {
  it("are proposed from the initiative where the plan names none, and share its length", () => {
    const started = migrationPlan((tree) => {
      tree.initiative.start = "2026-01-05";
      for (const wave of tree.migration.waves) delete wave.cutover.date;
    });
    const weeks = started.initiative.phases.reduce((sum, { duration }) => sum + duration.seconds, 0) / 604_800;
    // The blueprint takes twelve weeks: thirds of 84 days are 28.
    expect(weeks).toBe(12);
    expect(waveDates(started).map(({ cutOver: day, proposed }) => [day, proposed])).toEqual([
      ["2026-02-02", true],
      ["2026-03-02", true],
    ]);
  });
});

describe("DATA_MIGRATION_PLAN.md", () => {
  it("shows the arithmetic of each load", () => {
    expect(dataPlan).toContain("| `letters` | 3 TB | 3,000 × 8,000 ÷ 800 = 30,000 s | 8.3 hours |");
  });

  it("asks both sides the same, in the words of each", () => {
    expect(dataPlan).toContain("`SELECT count(*) FROM all_tables WHERE owner = 'BOOKS'`");
    expect(dataPlan).toContain("table_schema = 'books'");
  });

  it("says what people do with a schema that is translated", () => {
    expect(dataPlan).toContain("By people: the schema. DMS Schema Conversion translates");
    expect(dataPlan).toMatch(/By people: the schema\. pg\\?_dump --schema-only/);
  });

  it("ends each wave with the erasure of the old data", () => {
    expect(dataPlan).toContain("### Wave second, 1 week after its cut-over");
    expect(dataPlan).toContain("books: erase database old with its backups");
  });
});

describe("the state of a migration", () => {
  it("is shown by every replication and task", () => {
    const commands = verificationSteps("migration-status", emitContext(plan, evidence)).map(({ code }) => code?.value);
    // The link, three databases, two collections of files.
    expect(commands).toHaveLength(6);
    expect(commands[0]).toContain("ec2 describe-vpn-connections");
    expect(commands[1]).toContain("dms describe-replications");
    expect(commands[5]).toContain("datasync list-task-executions");
  });
});

describe("the runbook of a cut-over", () => {
  it("counts the times of each window", () => {
    expect([...cutOver.matchAll(/^### Wave second: (\+.*)$/gm)].map(([, title]) => title)).toEqual([
      "+0:00 freeze",
      "+0:45 last changes",
      "+1:30 compare",
      "+3:00 switch",
      "+3:45 smoke test",
      "+4:30 decide and say so",
    ]);
  });

  it("opens the way back before any service writes", () => {
    const [, after = ""] = cutOver.split("### Wave second: +3:00 switch");
    const steps = (after.split("### ")[0] ?? "").split(/^\d+\. /m);
    const slot = steps.findIndex((text) => text.includes("pg_create_logical_replication_slot('opsplan_books'"));
    const running = steps.findIndex((text) => text.includes("with the bounds of the plan"));
    expect(slot).toBeGreaterThan(0);
    expect(running).toBeGreaterThan(slot);
    expect(steps[slot]).toContain('--cdc-start-position "$LSN"');
  });
});

describe("the runbook of the way back", () => {
  it("says what is lost where the plan keeps none", () => {
    expect(rollback).toContain("nothing is lost");
    const oneWay = migrationPlan((tree) => {
      tree.migration.replication = { reverse: false };
    });
    const written = emitDocuments(oneWay, evidenceOf(oneWay)).find(({ path }) =>
      path.endsWith("migration-rollback.md"),
    );
    expect(written?.text).toContain("the plan keeps no way back for its databases. What was written since");
    expect(written?.text).not.toContain("pg_drop_replication_slot");
  });

  it("promises of a wave with files alone nothing that only databases have", () => {
    const of = (text: string) =>
      text
        .split("\n")
        .filter((line) => /Wave first\b/.test(line))
        .join("\n");
    expect(of(rollback)).toContain("Files that were written since the switch are copied back by hand.");
    expect(of(rollback)).not.toContain("nothing is lost");
    expect(of(rollback)).not.toContain("running and equal");
    expect(of(dataPlan)).not.toContain("Changes pile up");
    expect(of(replication)).not.toContain("behind");
    expect(rollback).toContain("Wave second: within 1 week of the switch, and the way back is running and equal");
  });
});

describe("statements in a new database", () => {
  const commandsOf = (of: typeof plan) =>
    emitDocuments(of, evidenceOf(of))
      .filter(({ path }) => /DATA_MIGRATION_PLAN|cut-over|migration-/.test(path))
      .flatMap(({ text }) => bashBlocks(text))
      .join("\n");

  it("sign in with the secret that RDS keeps, or with the plan's own where the database is global", () => {
    expect(commandsOf(plan)).toContain("MasterUserSecret.SecretArn");
    const global = commandsOf(
      migrationPlan((tree) => {
        tree.requirements.recovery = { ...tree.requirements.recovery, failover: "automated" };
      }),
    );
    expect(global).not.toContain("MasterUserSecret");
    expect(global).toMatch(/describe-secret \\\n\s+--secret-id \S+-orders-master/);
  });

  it("may drop what the replication user owns: its maker is made a member first", () => {
    expect(dataPlan.indexOf("GRANT opsplan_replication TO CURRENT_USER")).toBeGreaterThan(0);
    expect(dataPlan.indexOf("GRANT opsplan_replication TO CURRENT_USER")).toBeLessThan(
      dataPlan.indexOf("DROP OWNED BY opsplan_replication"),
    );
  });
});

describe("INFRASTRUCTURE_DESIGN.md", () => {
  it("draws the other side on its link", () => {
    expect(design).toContain('site <-->|"site-to-site-vpn<br/>1 Gbps"| private');
  });

  it("has the address of every subnet", () => {
    const { network } = plan;
    if (network.kind !== "managed") throw new Error("the blueprint has a network of its own");
    for (const { publicCidr, privateCidr, isolatedCidr } of network.zones) {
      for (const cidr of [publicCidr, privateCidr, isolatedCidr]) expect(design).toContain(`\`${cidr}\``);
    }
  });
});

describe("a new database that is part of a global one", () => {
  const global = migrationPlan((tree) => {
    tree.environments.production.recoveryRegion = "eu-central-1";
    tree.requirements.recovery = { rpo: "1m", rto: "1h", failover: "manual" };
  });
  const written = emitDocuments(global, evidenceOf(global)).map(({ text }) => text);

  it("is signed in to with the master secret that the plan keeps: RDS manages none for it", () => {
    const blocks = written.flatMap(bashBlocks).filter((code) => code.includes("rds-data execute-statement"));
    expect(blocks.length).toBeGreaterThan(4);
    for (const code of blocks) expect(code).toContain(`--secret-id ${global.name}-production-orders-master`);
    expect(written.join("\n")).not.toContain("MasterUserSecret");
  });
});
