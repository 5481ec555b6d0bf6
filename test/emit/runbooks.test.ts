import { emitDocuments } from "../../src/emit/emit-documents";
import { OPERATION_RUNBOOKS, runbookPath } from "../../src/model/catalogue/runbooks";
import { blueprintPlan } from "../support/blueprint-plan";
import { bashBlocks, documentAt, sampleDocuments } from "./support/sample-documents";
import { sampleEvidence } from "./support/sample-evidence";

const documents = sampleDocuments();
const runbooks = [...documents.keys()].filter((path) => path.startsWith("runbooks/"));

/** Commands of a runbook with line breaks inside a command taken out. */
function commands(path: string, from = documents): string {
  return bashBlocks(documentAt(from, path))
    .join("\n")
    .replaceAll(/ \\\n\s*/g, " ");
}

describe("runbooks", () => {
  it("are written for every operation and for the families that have an alarm", () => {
    const families = [
      "service-errors",
      "service-latency",
      "service-traffic",
      "service-saturation",
      "service-capacity",
      "database-saturation",
      "cache-saturation",
      "table-throttling",
      "dead-letter-queue",
      "edge-health",
      "deployment-failure",
      "security-finding",
    ] as const;
    expect(runbooks).toEqual([...OPERATION_RUNBOOKS, ...families].map(runbookPath));
  });

  it.each(runbooks)("%s has every part, the first minutes first", (path) => {
    const titles = [...documentAt(documents, path).matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual([
      "First five minutes",
      "Trigger",
      "Impact",
      "Diagnosis",
      "Decisions",
      "Mitigation",
      "Verification",
      "Rollback",
      "Escalation",
      "Owner and review",
    ]);
  });

  it.each(runbooks)("%s begins with the account, and names an owner that the plan selects", (path) => {
    const text = documentAt(documents, path);
    expect(bashBlocks(text)[0]).toContain("aws sts get-caller-identity");
    const owner = /\| Owner \| `([a-z-]+)` \|/.exec(text)?.[1] ?? "";
    const agents = blueprintPlan("production").initiative.phases.flatMap(({ primaryAgents, supportingAgents }) => [
      ...primaryAgents,
      ...supportingAgents,
    ]);
    expect(agents).toContain(owner);
  });

  it("answer an alarm so that the escalation stops, and take the answer back", () => {
    expect(commands("runbooks/service-errors.md")).toContain(
      'aws cloudwatch tag-resource --resource-arn "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:$ALARM" --tags "Key=acknowledged,Value=$(whoami)"',
    );
    expect(commands("runbooks/service-errors.md")).toContain("aws cloudwatch untag-resource");
  });

  it("ask alarms of another region there", () => {
    expect(commands("runbooks/edge-health.md")).toContain("--alarm-names shop-edge-down --query");
    expect(commands("runbooks/edge-health.md")).toMatch(/shop-edge-down .*--region us-east-1/);
  });
});

describe("commands follow what was generated", () => {
  it("for each runtime", () => {
    const scale = commands("runbooks/scale.md");
    expect(scale).toContain(
      "--resource-id service/shop/shop-checkout --scalable-dimension ecs:service:DesiredCount --min-capacity 6 --max-capacity 60",
    );
    expect(scale).toContain(
      "aws autoscaling update-auto-scaling-group --auto-scaling-group-name shop-storefront --min-size 6 --max-size 24",
    );
    const back = commands("runbooks/roll-back.md");
    expect(back).toContain(
      'aws ecs stop-service-deployment --service-deployment-arn "$DEPLOYMENT" --stop-type ROLLBACK',
    );
    expect(back).toContain('aws deploy stop-deployment --deployment-id "$DEPLOYMENT" --auto-rollback-enabled');
  });

  it("for each store", () => {
    const over = commands("runbooks/fail-over.md");
    expect(over).toContain("aws rds failover-db-cluster --db-cluster-identifier shop-orders --query");
    expect(over).toContain("aws elasticache test-failover --replication-group-id shop-sessions --node-group-id 0001");
    expect(commands("runbooks/fail-back.md")).toContain("--target-db-instance-identifier shop-orders-writer");
    const restore = commands("runbooks/restore.md");
    expect(restore).toContain("aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier shop-orders");
    expect(restore).toContain("aws dynamodb restore-table-to-point-in-time --source-table-name shop-catalog");
    expect(restore).toContain('--snapshot-name "$SNAPSHOT"');
    expect(commands("runbooks/dead-letter-queue.md")).toContain(
      "aws sqs start-message-move-task --source-arn arn:aws:sqs:eu-west-1:111122223333:shop-order-events-dead-letters",
    );
  });

  it("and say so where a store has nothing to fail over to", () => {
    const staging = sampleDocuments(undefined, "staging");
    expect(commands("runbooks/fail-over.md", staging)).not.toContain("failover-db-cluster");
    expect(documentAt(staging, "runbooks/fail-over.md")).toContain("No reader: Aurora starts a new writer by itself");
  });

  it("for secrets of a service, by the store that keeps them", () => {
    const text = commands(
      "runbooks/rotate.md",
      sampleDocuments((tree) => {
        tree.services[1].secrets = {
          API_TOKEN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf:key::",
          PASSWORD: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/password",
        };
      }),
    );
    expect(text).toContain(
      "--secret-id arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf --secret-string",
    );
    expect(text).toContain("aws ssm put-parameter --name /shop/password --type SecureString");
    expect(text).toContain("aws ecs update-service --cluster shop --service shop-checkout --force-new-deployment");
  });

  it("with remote state: its bucket first, with versions, encrypted and closed", () => {
    const made = commands("runbooks/deploy.md");
    expect(made).toContain(
      "aws s3api create-bucket --bucket example-org-terraform-state --create-bucket-configuration",
    );
    expect(made).toContain(
      "put-bucket-versioning --bucket example-org-terraform-state --versioning-configuration Status=Enabled",
    );
    expect(made).toContain('"SSEAlgorithm":"AES256"');
    expect(made).toContain(
      "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
    );
    expect(made.indexOf("create-bucket")).toBeLessThan(made.indexOf("sns list-subscriptions"));
  });

  it("with state in us-east-1 under a key: no location constraint, that key", () => {
    const from = sampleDocuments((tree) => {
      tree.state = { bucket: "state", region: "us-east-1", kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1" };
    });
    const made = commands("runbooks/deploy.md", from);
    expect(made).toContain("aws s3api create-bucket --bucket state --region us-east-1");
    expect(made).toContain('"KMSMasterKeyID":"arn:aws:kms:us-east-1:111122223333:key/1"');
  });

  it("with scheduled checks: the connection before the stack whose build clones by it", () => {
    const plan = blueprintPlan("production");
    const evidence = sampleEvidence(plan);
    const connection = {
      stack: "shop-production-delivery",
      stackKind: "delivery",
      address: "aws_codeconnections_connection.source_connection",
      type: "aws_codeconnections_connection",
      subject: null,
      capabilities: [],
      detects: [],
      role: null,
      handles: {},
    } as const;
    const from = emitDocuments(plan, { ...evidence, resources: [...evidence.resources, connection] });
    const made = commands("runbooks/deploy.md", new Map(from.map(({ path, text }) => [path, text])));
    const target =
      "shop-production-delivery apply -input=false -target=aws_codeconnections_connection.source_connection";
    expect(made).toContain(target);
    expect(made.indexOf(target)).toBeLessThan(made.indexOf("codeconnections list-connections"));
  });

  it("with local state: no bucket", () => {
    const from = sampleDocuments((tree) => delete tree.state);
    expect(commands("runbooks/deploy.md", from)).not.toContain("create-bucket");
  });

  it("without a pipeline: deployment by the plan", () => {
    const plan = blueprintPlan("production", (tree) => {
      delete tree.delivery.source;
    });
    const evidence = sampleEvidence(plan);
    const resources = evidence.resources.filter(({ stackKind }) => stackKind !== "delivery");
    const text = emitDocuments(plan, { ...evidence, resources }).find(
      ({ path }) => path === "runbooks/deploy.md",
    )?.text;
    expect(text).toContain("No pipeline is generated. Set `services.checkout.image` in the plan");
    expect(text).not.toContain("start-pipeline-execution");
  });

  it("without any store or alarm, every operation still has its runbook", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.dataStores = [];
      for (const service of tree.services) service.uses = [];
    });
    const evidence = { ...sampleEvidence(plan), alarms: [] };
    const paths = emitDocuments(plan, evidence).map(({ path }) => path);
    for (const runbook of OPERATION_RUNBOOKS) expect(paths).toContain(runbookPath(runbook));
  });
});
