import { emitDocuments } from "../../src/emit/emit-documents";
import type { Plan } from "../../src/model/plan";
import { blueprintPlan } from "../support/blueprint-plan";
import { recoveringPlan } from "../support/whole-plan";
import { bashBlocks } from "./support/sample-documents";
import { sampleEvidence } from "./support/sample-evidence";

function documents(plan: Plan): ReadonlyMap<string, string> {
  return new Map(emitDocuments(plan, sampleEvidence(plan)).map(({ path, text }) => [path, text]));
}

const bank = documents(
  blueprintPlan("production", (tree) => {
    tree.requirements.compliance = ["gdpr"];
    tree.dataStores[0].data = { classification: "restricted", personalData: true, retention: "365d" };
    tree.dataStores.push({
      name: "papers",
      engine: "s3",
      data: { classification: "confidential", personalData: true },
      objectLock: { mode: "governance", retention: "30d" },
    });
  }),
);

const text = (path: string) => bank.get(path) ?? "";
const commands = (path: string) =>
  bashBlocks(text(path))
    .join("\n")
    .replaceAll(/ \\\n\s*/g, " ");

describe("DATA_GOVERNANCE.md", () => {
  it("says of every store what it holds, by the plan's word", () => {
    expect(text("DATA_GOVERNANCE.md")).toMatch(/\| `orders` \| `aurora-postgresql` \| restricted \| personal data \|/);
    expect(text("DATA_GOVERNANCE.md")).toMatch(/\| `catalog` \| `dynamodb` \| internal \| neither personal nor/);
  });

  it("says that reads and writes are recorded only where the trail records them", () => {
    const access = text("DATA_GOVERNANCE.md").split("## Access")[1] ?? "";
    expect(access).toMatch(/\| `papers` \|.*CloudTrail records every read and write/);
    expect(access).toMatch(/\| `catalog` \|.*reads and writes are not recorded/);
    expect(access).toMatch(/\| `order-events` \|.*reads and writes are not recorded/);
  });

  it("names the regions that may hold data, and who limits them", () => {
    expect(text("DATA_GOVERNANCE.md")).toContain("`eu-west-3`. GDPR: the EEA, the United Kingdom and Switzerland.");
    const free = documents(blueprintPlan("production"));
    expect(free.get("DATA_GOVERNANCE.md")).toContain("Neither the plan nor a standard");
  });

  it("says what ends the life of records", () => {
    expect(text("DATA_GOVERNANCE.md")).toContain("| `orders` | 52 weeks".replace("52 weeks", "365 days: by hand"));
    expect(text("DATA_GOVERNANCE.md")).toContain("| `order-events` | 2 weeks: SQS deletes messages by itself |");
  });
});

describe("erasure", () => {
  it("goes through the stores that hold personal data, and no other", () => {
    const headings = text("runbooks/data-erasure.md")
      .split("\n")
      .filter((line) => line.startsWith("### "));
    expect(headings.some((line) => line.includes("orders: Aurora"))).toBe(true);
    expect(headings.some((line) => line.includes("papers: bucket"))).toBe(true);
    expect(headings.some((line) => line.includes("catalog"))).toBe(false);
  });

  it("deletes versions, passing a lock in governance mode", () => {
    expect(commands("runbooks/data-erasure.md")).toMatch(
      /aws s3api delete-object --bucket \S+papers\S* --key "\$KEY" --version-id "\$VERSION" --bypass-governance-retention/,
    );
  });

  it("reaches the copy of a bucket in the recovery region, to which no deletion is replicated", () => {
    const change = (tree: Parameters<NonNullable<Parameters<typeof blueprintPlan>[1]>>[0]) => {
      tree.dataStores.push({ name: "papers", engine: "s3", data: { personalData: true } });
      tree.requirements.recovery = { rpo: "1h", rto: "4h", failover: "automated" };
    };
    const { plan, evidence } = recoveringPlan("pilot-light", change);
    const erasure = emitDocuments(plan, evidence).find(({ path }) => path.endsWith("data-erasure.md"));
    const erased = bashBlocks(erasure?.text ?? "").filter((code) => code.includes("s3api delete-object"));
    expect(erased.map((code) => /--region (\S+)$/m.exec(code.trimEnd())?.[1])).toEqual(["eu-west-1", "eu-central-1"]);
  });

  it("is said to be impossible to judge where no store is said to hold personal data", () => {
    const none = documents(blueprintPlan("production")).get("runbooks/data-erasure.md");
    expect(none).toContain("The plan says of no store that it holds personal data");
  });
});

describe("retention", () => {
  it("counts before it deletes", () => {
    const written = commands("runbooks/data-retention.md");
    expect(written.indexOf("select count")).toBeLessThan(written.indexOf("delete from"));
    expect(text("runbooks/data-retention.md")).toContain("older than 365 days");
  });
});
