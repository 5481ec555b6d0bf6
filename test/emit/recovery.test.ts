import { execFileSync } from "node:child_process";
import { tableName } from "../../src/constructs/data/store-names";
import { emitDocuments } from "../../src/emit/emit-documents";
import type { Plan } from "../../src/model/plan";
import { standbyPlan } from "../../src/model/standby-plan";
import { blueprintPlan } from "../support/blueprint-plan";
import { type RecoveryWish, recoveryEvidence, recoveryPlan } from "./support/recovery-evidence";
import { bashBlocks, documentAt, documentsOf } from "./support/sample-documents";

function documents(wish: RecoveryWish): ReadonlyMap<string, string> {
  const plan = recoveryPlan(wish);
  return new Map(emitDocuments(plan, recoveryEvidence(plan)).map(({ path, text }) => [path, text]));
}

function commands(from: ReadonlyMap<string, string>, path: string): string {
  return bashBlocks(documentAt(from, path))
    .join("\n")
    .replaceAll(/ \\\n\s*/g, " ");
}

/** The part of a document below a heading. */
function below(text: string, title: string): string {
  const start = text.indexOf(`# ${title}\n`);
  if (start < 0) throw new Error(`no heading ${title}`);
  const rest = text.slice(start + title.length + 2);
  const end = rest.search(/^#{1,3} /m);
  return end < 0 ? rest : rest.slice(0, end);
}

const cold = documents({ rpo: "24h", rto: "24h" });
const pilot = documents({ rpo: "15m", rto: "1h", failover: "automated" });
const manual = documents({ rpo: "15m", rto: "1h" });
const active = documents({ rpo: "15m", rto: "10m", recovery: { pattern: "active-active" } });

describe("RECOVERY.md", () => {
  it("gives the pattern and its reason", () => {
    const text = documentAt(pilot, "RECOVERY.md");
    expect(text).toContain("**pilot-light**");
    expect(text).toContain("Why: RPO 15 minutes and RTO 1 hour: the RPO is below 1 hour and the RTO is below 4 hours");
    expect(documentAt(active, "RECOVERY.md")).toContain("written in the plan; derived it would be warm-standby");
  });

  it("adds the steps up: 2 min noticing, 5 promoting, 10 for instances, 1.5 switching, half a minute to look", () => {
    const part = below(documentAt(pilot, "RECOVERY.md"), "The region is lost");
    expect(part).toContain(
      "| `promote-database`: the other region's database begins to write | 5 minutes | estimated |",
    );
    expect(part).toContain("| **Sum** | 19 minutes |");
    expect(part).toContain("| Margin | 41 minutes |");
    expect(part).not.toContain("`decide`");
  });

  it("counts the person who answers where failover is manual", () => {
    const part = below(documentAt(manual, "RECOVERY.md"), "The region is lost");
    expect(part).toContain("| `decide`: somebody agrees to go | 15 minutes | estimated |");
    // 3.5 + 15 + 5 + 10 + 1.5 + 10
    expect(part).toContain("| **Sum** | 45 minutes |");
  });

  it("says how bounds that Terraform leaves alone come to what the plan says", () => {
    const part = below(documentAt(pilot, "RECOVERY.md"), "Failover");
    expect(part).toMatch(/Terraform leaves the bounds .* run `\S+-fail-back-region` after the apply/);
    expect(part).toContain("moves nothing else while requests go to eu-west-1");
    expect(documentAt(cold, "RECOVERY.md")).not.toContain("leaves the bounds");
  });

  it("takes what was measured in place of estimates, and says so", () => {
    const measured = documents({
      rpo: "15m",
      rto: "1h",
      failover: "automated",
      recovery: { measured: { "scale-compute": "3m" } },
    });
    const part = below(documentAt(measured, "RECOVERY.md"), "The region is lost");
    expect(part).toContain("| `scale-compute`: services get their full number of copies | 3 minutes | measured |");
    expect(part).toContain("| **Sum** | 12 minutes |");
    expect(documentAt(measured, "RECOVERY.md")).not.toContain("    scale-compute: ");
  });

  it("says of each store what is lost in both scenarios", () => {
    const points = below(documentAt(cold, "RECOVERY.md"), "What may be lost");
    expect(points).toContain(
      "| `orders` | `aurora-postgresql` | 12 hours and up to 1 hour until it is copied: the newest backup that was copied to the recovery region | yes | 5 minutes: point-in-time recovery",
    );
    expect(points).toContain(
      "| `sessions` | `redis` | not held to it: a cache: it starts empty and fills again | does not apply |",
    );
    expect(below(documentAt(pilot, "RECOVERY.md"), "What may be lost")).toContain(
      "| `receipts` | `s3` | 15 minutes: S3 Replication Time Control copies within 15 minutes | yes | 15 minutes",
    );
  });

  it("says when a copy under way would be lost on top of the objective", () => {
    const points = below(documentAt(documents({ rpo: "1h", rto: "4h" }), "RECOVERY.md"), "What may be lost");
    expect(points).toContain("| 1 hour and up to 1 hour until it is copied");
    expect(points).toContain("| yes, but for a copy under way |");
  });

  it("names what is applied in a disaster only, and where Terraform's state stands", () => {
    const text = documentAt(cold, "RECOVERY.md");
    expect(text).toContain("`ecommerce-operational-excellence-production-standby` is generated");
    expect(text).toContain("the very region that is lost");
    expect(documentAt(pilot, "RECOVERY.md")).not.toContain("is generated, with");
  });

  it("draws both regions, and what goes between them", () => {
    expect(documentAt(pilot, "RECOVERY.md")).toContain('primary_store_0 -->|"global database"| recovery_store_0');
    expect(documentAt(cold, "RECOVERY.md")).toContain('primary_store_0 -.->|"backup copies"| recovery_store_0');
  });

  it("is short and true without objectives", () => {
    const text = documentAt(
      documentsOf(
        blueprintPlan("production", (tree) => {
          delete tree.requirements.recovery;
          delete tree.recovery;
        }),
      ),
      "RECOVERY.md",
    );
    expect(text.match(/^#/gm)).toHaveLength(1);
    expect(text).toContain("sets no recovery objectives");
  });
});

describe("runbooks on the loss of the region", () => {
  it("start the generated document, and can do the same by hand, asking nothing of the lost region", () => {
    const text = documentAt(pilot, "runbooks/fail-over.md");
    expect(commands(pilot, "runbooks/fail-over.md")).toContain(
      "aws ssm start-automation-execution --document-name shop-fail-over-region --parameters Mode=unplanned,Force=no --query AutomationExecutionId --output text --region eu-central-1",
    );
    const byHand = below(text, "All of eu-west-1: by hand, if the run does not get through").replaceAll(
      / \\\n\s*/g,
      " ",
    );
    expect(byHand).toContain(
      "aws rds failover-global-cluster --global-cluster-identifier shop-orders-global --target-db-cluster-identifier arn:aws:rds:eu-central-1:111122223333:cluster:shop-recovery-orders --allow-data-loss",
    );
    expect(byHand).toContain(
      "aws cloudwatch put-metric-data --namespace shop/failover --metric-name TrafficSwitch --value 1",
    );
    expect([...byHand.matchAll(/--region (\S+)/g)].map(([, region]) => region)).not.toContain("eu-west-1");
  });

  it("build from copies in order: snapshots, the stack, tables and buckets, the public name", () => {
    const text = commands(cold, "runbooks/fail-over.md");
    const marks = [
      "ends_with(ResourceArn,':cluster:shop-orders')",
      '-var "orders_snapshot=$ORDERS_SNAPSHOT"',
      "targetTableName=ecommerce-operational-excellence-production-recovery-catalog",
      "DestinationBucketName=shop-recovery-receipts,NewBucket=false",
      "aws cloudfront create-vpc-origin",
    ];
    const places = marks.map((mark) => text.indexOf(mark));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).not.toContain("shop-fail-over-region");
  });

  it("name the restored table as services of the recovery region do", () => {
    const plan = recoveryPlan({ rpo: "24h", rto: "24h" });
    const there = standbyPlan(plan);
    if (there === null) throw new Error("the plan has a recovery region");
    expect(commands(cold, "runbooks/fail-over.md")).toContain(
      `targetTableName=${tableName(there, { name: "catalog" })}`,
    );
  });

  it("change one record where no distribution stands before the load balancer", () => {
    const text = commands(documents({ rpo: "24h", rto: "24h", cdn: false }), "runbooks/fail-over.md");
    const [change = ""] =
      text.match(/aws route53 change-resource-record-sets .*--change-batch ("(?:[^"\\]|\\.)*")/)?.slice(1) ?? [];
    const json = execFileSync("bash", ["-c", `TARGET=alb.example TARGET_ZONE=Z1; printf %s ${change}`], {
      encoding: "utf8",
    });
    expect(JSON.parse(json)).toEqual({
      Changes: [
        {
          Action: "UPSERT",
          ResourceRecordSet: {
            Name: "shop.example.com",
            Type: "A",
            AliasTarget: { DNSName: "alb.example", HostedZoneId: "Z1", EvaluateTargetHealth: false },
          },
        },
      ],
    });
  });

  it("leave the cold stack out of every ordinary apply, and only see that it can be planned", () => {
    const stack = "ecommerce-operational-excellence-production-standby";
    const terraform = (from: ReadonlyMap<string, string>, path: string) =>
      [...commands(from, path).matchAll(new RegExp(`-chdir=cdktf.out/stacks/${stack} (.*)`, "g"))].map(
        ([, words]) => words,
      );
    const seen = ["init -input=false", "plan -input=false -detailed-exitcode"];
    expect(terraform(cold, "runbooks/deploy.md")).toEqual(seen);
    expect(commands(cold, "runbooks/restore.md")).not.toContain(stack);
    expect(terraform(pilot, "runbooks/deploy.md")).toEqual([
      ...seen,
      "init -input=false",
      "plan -input=false -out=change.tfplan",
      "apply -input=false change.tfplan",
    ]);
  });

  it("go back by the document, and carry objects back that nothing replicates", () => {
    const text = commands(pilot, "runbooks/fail-back.md");
    expect(text).toContain("--document-name shop-fail-back-region");
    expect(text).toContain("aws s3 sync s3://shop-recovery-receipts s3://shop-receipts --source-region eu-central-1");
    expect(commands(active, "runbooks/fail-back.md")).not.toContain("aws s3 sync");
  });

  it("carry a region that was built from copies back as it came", () => {
    const text = commands(cold, "runbooks/fail-back.md");
    expect(text).toContain("aws rds copy-db-cluster-snapshot");
    expect(text).toContain("--table-name ecommerce-operational-excellence-production-recovery-catalog");
    expect(text).toContain("aws s3 sync s3://shop-recovery-receipts s3://shop-receipts");
  });

  it("restore from AWS Backup beside a point in time, within the region", () => {
    const text = commands(pilot, "runbooks/restore.md");
    expect(text).toContain('aws rds restore-db-cluster-from-snapshot --snapshot-identifier "$POINT"');
    expect(text).toContain("targetTableName=shop-catalog-restored");
    expect(text).toContain("--iam-role-arn arn:aws:iam::111122223333:role/AWSBackup-shop-restore");
  });

  it.each(["fail-over", "fail-back", "restore"])("%s has commands that bash reads, in every pattern", (name) => {
    for (const from of [cold, pilot, manual, active]) {
      for (const block of bashBlocks(documentAt(from, `runbooks/${name}.md`))) {
        execFileSync("bash", ["-n"], { input: block });
      }
    }
  });

  it("hold the exercise with commands, by pattern", () => {
    const exercise = (from: ReadonlyMap<string, string>) =>
      below(documentAt(from, "RECOVERY.md"), "An exercise, step by step");
    expect(exercise(pilot)).toContain("Mode=planned,Force=no");
    expect(exercise(cold)).toContain("shop-backup-copies");
    expect(exercise(cold)).not.toContain("Mode=planned");
  });
});

describe("the limits of a recovery", () => {
  const limits = (plan: Plan) => {
    const found = emitDocuments(plan, recoveryEvidence(plan)).find(({ path }) => path === "RECOVERY.md");
    return below(found?.text ?? "", "Limits");
  };
  const wish = { rpo: "24h", rto: "24h" };

  it("name the bucket of Terraform's state where it is lost with the region that the standby replaces", () => {
    const plan = recoveryPlan(wish);
    expect(limits(plan)).toContain("Terraform's state stands in `eu-west-1`, with what is lost");
    const elsewhere = { ...plan, state: { ...plan.state, kind: "s3", region: "eu-north-1" } as Plan["state"] };
    expect(limits(elsewhere)).not.toContain("Terraform's state");
    expect(limits({ ...plan, state: { kind: "local" } })).toContain("state is local");
    // A standby that is there needs no Terraform on the day.
    expect(limits(recoveryPlan({ rpo: "15m", rto: "1h" }))).not.toContain("Terraform's state");
  });

  it("name the services that lose their private way in", () => {
    const plan = recoveryPlan(wish);
    const privateIngress = { ...plan.security.privateIngress, kind: "vpc-lattice" as const, services: ["checkout"] };
    expect(limits({ ...plan, security: { ...plan.security, privateIngress } })).toContain(
      "Private ingress stands in `eu-west-1` alone. Until the failback nobody reaches these from outside the recovery region's network: `checkout`.",
    );
    expect(limits(plan)).not.toContain("Private ingress");
  });

  it("say what is not watched after a failover", () => {
    expect(limits(recoveryPlan({ rpo: "15m", rto: "1h", failover: "automated" }))).toContain(
      "in `eu-west-1` alone: until the failback, what serves in `eu-central-1` has neither.",
    );
  });

  it("say where Global Accelerator is not watched", () => {
    expect(below(documentAt(active, "RECOVERY.md"), "Limits")).toContain(
      "Global Accelerator measures itself in `us-west-2`",
    );
    expect(below(documentAt(pilot, "RECOVERY.md"), "Limits")).not.toContain("Global Accelerator");
  });
});
