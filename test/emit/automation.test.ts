import { emitDocuments } from "../../src/emit/emit-documents";
import type { Evidence, Subject } from "../../src/evidence/evidence";
import { blueprintPlan } from "../support/blueprint-plan";
import { bashBlocks, documentAt, sampleDocuments } from "./support/sample-documents";
import { resource, sampleEvidence } from "./support/sample-evidence";

const plan = blueprintPlan("production");

const DOCUMENTS: readonly (readonly [Subject["kind"], string, string])[] = [
  ["service", "checkout", "restart"],
  ["service", "checkout", "scale-out"],
  ["service", "checkout", "restore-bounds"],
  ["service", "checkout", "roll-back"],
  ["store", "orders", "fail-over"],
  ["store", "sessions", "fail-over"],
  ["store", "order-events", "redrive-dead-letters"],
];

function withDocuments(): Evidence {
  const evidence = sampleEvidence(plan);
  const documents = DOCUMENTS.map(([kind, name, operation]) =>
    resource(plan, "observability", `aws_ssm_document.${name}_${operation}`, { kind, name }, ["runbook-automation"], {
      role: "automation-document",
      handles: { name: `shop-${name}-${operation}`, operation },
    }),
  );
  return { ...evidence, resources: [...evidence.resources, ...documents] };
}

const documents = new Map(emitDocuments(plan, withDocuments()).map(({ path, text }) => [path, text]));

/** Commands of a runbook, each block on lines of its own, with line breaks inside a command taken out. */
function blocks(path: string): readonly string[] {
  return bashBlocks(documentAt(documents, path)).map((block) => block.replaceAll(/ \\\n\s*/g, " "));
}

/** The block that starts a document, and the one after it. */
function started(path: string, document: string): readonly (string | undefined)[] {
  const all = blocks(path);
  const at = all.findIndex((block) => block.includes(`--document-name ${document} `));
  return all.slice(at, at + 2);
}

describe("mitigations by Automation", () => {
  it("start the document and follow its run, before the plain commands", () => {
    const [automated, plain] = started("runbooks/service-errors.md", "shop-checkout-restart");
    expect(automated?.trimEnd().split("\n")).toEqual([
      "RUN=$(aws ssm start-automation-execution --document-name shop-checkout-restart --query AutomationExecutionId --output text --region eu-west-1)",
      `aws ssm get-automation-execution --automation-execution-id "$RUN" --query 'AutomationExecution.{status:AutomationExecutionStatus,failure:FailureMessage,steps:StepExecutions[].[StepName,StepStatus,FailureMessage],outputs:Outputs}' --region eu-west-1`,
    ]);
    expect(plain).toContain("aws ecs update-service --cluster shop --service shop-checkout --force-new-deployment");
  });

  it("give the bounds that the text names", () => {
    expect(started("runbooks/scale.md", "shop-checkout-scale-out")[0]).toContain(
      "--parameters MaximumCapacity=60,MinimumCapacity=6 ",
    );
    expect(started("runbooks/service-capacity.md", "shop-checkout-scale-out")[0]).toContain(
      "--parameters MaximumCapacity=90,MinimumCapacity=3 ",
    );
    expect(started("runbooks/scale.md", "shop-checkout-restore-bounds")[1]).toContain(
      "--min-capacity 3 --max-capacity 60",
    );
  });

  it.each([
    ["runbooks/roll-back.md", "shop-checkout-roll-back", "aws codepipeline stop-pipeline-execution"],
    ["runbooks/fail-over.md", "shop-orders-fail-over", "aws rds failover-db-cluster"],
    ["runbooks/fail-over.md", "shop-sessions-fail-over", "aws elasticache test-failover"],
    ["runbooks/dead-letter-queue.md", "shop-order-events-redrive-dead-letters", "aws sqs start-message-move-task"],
  ])("%s offers %s, then %s", (path, document, command) => {
    const [automated, plain] = started(path, document);
    expect(automated).toContain("aws ssm start-automation-execution");
    expect(plain).toContain(command);
  });

  it("say that the two are one thing to do", () => {
    const text = documentAt(documents, "runbooks/service-errors.md");
    expect(text).toMatch(/Replace all copies, a few at a time\. Systems Manager does it/);
    expect(text).toContain("Or the same by hand.");
  });

  it("are not mentioned where no document was generated", () => {
    for (const [path, text] of sampleDocuments()) {
      if (path.startsWith("runbooks/"))
        expect([path, text]).not.toEqual([path, expect.stringContaining("aws ssm start-automation")]);
    }
    const storefront = blocks("runbooks/service-errors.md").filter((block) =>
      block.includes("shop-storefront-restart"),
    );
    expect(storefront).toEqual([]);
  });
});
