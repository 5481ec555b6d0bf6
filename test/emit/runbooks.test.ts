import { execFileSync } from "node:child_process";
import { emitDocuments } from "../../src/emit/emit-documents";
import { OPERATION_RUNBOOKS, runbookPath } from "../../src/model/catalogue/runbooks";
import { STACK_KINDS } from "../../src/model/stack-kinds";
import { emittedRunbooks } from "../../src/planning/emitted-documents";
import { blueprintPlan } from "../support/blueprint-plan";
import { everyIndicator } from "./support/indicators";
import { reliabilityEvidence } from "./support/reliability-evidence";
import { bashBlocks, documentAt, sampleDocuments } from "./support/sample-documents";
import { resource, sampleEvidence } from "./support/sample-evidence";

const documents = sampleDocuments();
const every = sampleDocuments(everyIndicator);
const runbooks = [...documents.keys()].filter((path) => path.startsWith("runbooks/"));

function emitPlain() {
  const plan = blueprintPlan("production");
  return emitDocuments(plan, sampleEvidence(plan)).map(({ path, text }) => [path, text] as const);
}

/** Commands of a runbook with line breaks inside a command taken out. */
function commands(path: string, from = documents): string {
  return bashBlocks(documentAt(from, path))
    .join("\n")
    .replaceAll(/ \\\n\s*/g, " ");
}

describe("runbooks", () => {
  it("are written for every operation, for the stores, and for the families that have an alarm", () => {
    const families = [
      "service-errors",
      "service-latency",
      "service-traffic",
      "service-saturation",
      "service-capacity",
      "database-saturation",
      "cache-saturation",
      "table-throttling",
      "queue-backlog",
      "dead-letter-queue",
      "edge-errors",
      "edge-health",
      "error-budget",
      "monitoring-gap",
      "deployment-failure",
      "security-finding",
      "compliance-deviation",
      "infrastructure-drift",
    ] as const;
    expect(runbooks).toEqual(
      [...OPERATION_RUNBOOKS, "data-retention" as const, "data-erasure" as const, ...families].map(runbookPath),
    );
  });

  it.each([...every.keys()].filter((path) => path.startsWith("runbooks/")))(
    "%s has every part, the first minutes first",
    (path) => {
      const titles = [...documentAt(every, path).matchAll(/^## (.*)$/gm)].map(([, title]) => title);
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
    },
  );

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

  it.each([
    ["nothing detects an old runbook", new Map(emitPlain())],
    [
      "the plan switches the ticket off",
      sampleDocuments((tree) => {
        tree.tickets = { triggers: { operational_runbook_outdated: { enabled: false } } };
      }),
    ],
  ])("name no ticket for a late review where %s", (_, of) => {
    const [, review = ""] = documentAt(of, "runbooks/deploy.md").split("## Owner and review\n");
    expect(review).toContain(
      "Nothing generated notices that a review is overdue: its owner keeps the date of the next.",
    );
    expect(review).not.toContain("operational_runbook_outdated");
    expect(bashBlocks(review)).toEqual([]);
  });

  it("ask alarms of another region there", () => {
    expect(commands("runbooks/edge-health.md")).toContain("--alarm-names shop-edge-down --alarm-types");
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

describe("runbooks of objectives", () => {
  it("are written for every indicator, each by a writer of its own", () => {
    const titles = ["job-failures", "canary-failures", "indicator-failures", "error-budget"].map(
      (slug) => documentAt(every, `runbooks/${slug}.md`).split(":")[0],
    );
    expect(titles).toEqual(["# Job failures", "# Canary failures", "# Indicator failures", "# Error budget"]);
  });

  it("begin with the budget that is left, in one command", () => {
    const blocks = bashBlocks(documentAt(every, "runbooks/service-errors.md"));
    const look = blocks.filter((block) => block.includes("get-metric-data"));
    expect(look).toHaveLength(1);
    // The query is given to a program as one word of JSON.
    const [, word = ""] = /--metric-data-queries ('.*') \\$/m.exec(look[0] ?? "") ?? [];
    const json = execFileSync("bash", ["-c", `printf %s ${word}`], { encoding: "utf8" });
    expect(JSON.parse(json)).toEqual([
      {
        Id: "left",
        Expression: `SEARCH('{"opsplan/ecommerce-operational-excellence/production",Service,Slo} MetricName="budget-remaining"', 'Minimum', 300)`,
        Label: "\u0024{PROP('Dim.Service')}, \u0024{PROP('Dim.Slo')}",
      },
    ]);
  });

  it("list tiers and not their windows, and look at the windows in the diagnosis", () => {
    const text = documentAt(every, "runbooks/service-latency.md");
    const [before = "", diagnosis = ""] = text.split("## Diagnosis");
    expect(before).toContain("| `shop-checkout-latency-burn-1h` | `checkout` | critical |");
    expect(before).not.toContain("-long");
    // Two services with four tiers each.
    expect(before).toContain("8 of these alarms are tiers of an SLO");
    expect(before).toContain("16 alarms on single windows");
    expect(diagnosis).toContain("shop-checkout-latency-burn-1h-long shop-checkout-latency-burn-1h-short");
    expect(before).toContain("so that a tier of its SLO fires");
  });

  it("say how urgent a tier is", () => {
    const text = documentAt(every, "runbooks/queue-backlog.md");
    expect(text).toContain(
      "| A tier of severity critical fires: 1h (2 % of the budget within 1 hour) | Stop the loss first, ask why later. It reaches `oncall` at once, `engineering-lead` after 15 minutes; an answer is due within 15 minutes |",
    );
    expect(text).toContain(
      "| A tier of severity low fires: 3d (10 % of the budget within 3 days) | Look in working hours for what changed when it began, and mend it. It reaches `oncall` at once; an answer is due within 3 days |",
    );
  });

  it("say so by severity, whatever the length of a tier's window", () => {
    const swapped = sampleDocuments((tree) => {
      tree.services[1].slos[0].tiers = [
        { severity: "low", long: "1h", short: "5m", budget: "2%" },
        { severity: "critical", long: "3d", short: "6h", budget: "10%" },
      ];
    });
    const text = documentAt(swapped, "runbooks/service-errors.md");
    expect(text).toMatch(/severity critical fires: [^|]*checkout availability 3d \(10 % of the budget within 3 days\)/);
    expect(text).toMatch(/severity low fires: [^|]*checkout availability 1h \(2 % of the budget within 1 hour\)/);
  });

  it("speak of nothing that the plan lacks", () => {
    const plan = blueprintPlan("production", (tree) => {
      delete tree.environments.production.recoveryRegion;
      tree.dataStores = tree.dataStores.filter(({ engine }: { engine: string }) => engine === "sqs");
      for (const service of tree.services) {
        delete service.slos;
        service.uses = service.uses?.filter((name: string) =>
          tree.dataStores.some((store: { name: string }) => store.name === name),
        );
      }
    });
    const whole = sampleEvidence(plan);
    const absent = ["pipeline", "load-balancer", "operational-checks"];
    const evidence = {
      ...whole,
      stacks: whole.stacks.filter(({ kind }) => kind !== "security"),
      resources: whole.resources.filter(({ role }) => role === null || !absent.includes(role)),
    };
    const bare = new Map(emitDocuments(plan, evidence).map(({ path, text }) => [path, text]));
    const deploy = documentAt(bare, "runbooks/deploy.md");
    expect(deploy).not.toContain("the pipeline does the rest");
    expect(deploy).toContain("| A change of a service | Set its image in the plan: it is a change of the plan.");
    expect(deploy).not.toContain("error budget");
    const over = documentAt(bare, "runbooks/fail-over.md");
    expect(over).toContain("An availability zone is ill and does not recover by itself.");
    expect(over).not.toMatch(/Aurora|Redis|Leave the zone/);
    expect(documentAt(bare, "runbooks/security-finding.md")).not.toContain("applying the security stack");
    for (const slug of ["roll-back", "deployment-failure", "incident"]) {
      const text = documentAt(bare, `runbooks/${slug}.md`);
      expect(text).not.toMatch(/pipeline[ s,.]|zonal shift/);
    }
    expect(documentAt(bare, "SLO.md")).toContain("No service has an objective, so there is no budget to decide by.");
    expect(documentAt(bare, "runbooks/post-incident-review.md")).not.toContain("budget");
    expect(documentAt(bare, "OPERATIONAL_PLAN.md")).not.toContain("error budget policy");
  });

  it("speak of no tier where the alarm is a plain one", () => {
    const plan = blueprintPlan("production");
    const plain = new Map(emitDocuments(plan, sampleEvidence(plan)).map(({ path, text }) => [path, text]));
    const text = documentAt(plain, "runbooks/service-errors.md");
    expect(text).toContain("A service answers too many requests with a 5xx.");
    expect(text).not.toContain("tier");
  });

  it("follow a job's own runs: of a state machine, or by lines of the log", () => {
    const text = commands("runbooks/job-failures.md", every);
    expect(text).toContain(
      "aws stepfunctions list-executions --state-machine-arn arn:aws:states:eu-west-1:111122223333:stateMachine:settle-orders --status-filter FAILED",
    );
    expect(text).toContain("aws stepfunctions redrive-execution");
    expect(text).toContain(`--log-group-name /opsplan/shop/fulfilment --filter-pattern '"label printed"'`);
    expect(text).toContain(`--filter-pattern "?ERROR ?'it broke'"`);
  });

  it("look into a service once, however many of its jobs have an objective", () => {
    const twice = sampleDocuments((tree) => {
      everyIndicator(tree);
      const { slos } = tree.services.find(({ name }: { name: string }) => name === "fulfilment");
      slos.push({ ...slos.find(({ sli }: { sli: string }) => sli === "job-success"), name: "parcels" });
    });
    // Diagnosis and mitigation each name the service once.
    const titles = [...documentAt(twice, "runbooks/job-failures.md").matchAll(/^### (fulfilment.*)$/gm)];
    expect(titles.map(([, title]) => title)).toEqual([
      "fulfilment, SLO labels: how fast it burns",
      "fulfilment, SLO parcels: how fast it burns",
      "fulfilment: ECS service shop-fulfilment",
      "fulfilment: ECS service shop-fulfilment",
      "fulfilment, SLO labels",
      "fulfilment, SLO parcels",
    ]);
  });

  it("call a newer image of AWS what it is", () => {
    expect(documentAt(every, "runbooks/infrastructure-drift.md")).toContain(
      "| Only a canary's runtime version differs | Nobody changed anything: AWS published a newer one. Apply in working hours, below |",
    );
    expect(documentAt(documents, "runbooks/infrastructure-drift.md")).not.toContain("published a newer one");
  });

  it("give an incident the severity of its alarm", () => {
    expect(documentAt(every, "runbooks/incident.md")).toContain("| Severity | that of the worst alarm that fires |");
  });

  it("ask for the canary's path by hand before they suspect the canary", () => {
    const text = commands("runbooks/canary-failures.md", every);
    expect(text).toContain("https://shop.example.com/health");
    expect(text).toContain("aws synthetics get-canary-runs --name shop-probe");
    expect(text.indexOf("https://shop.example.com/health")).toBeLessThan(text.indexOf("get-canary-runs"));
  });

  it("count the very metrics of a custom indicator, whatever their dimensions hold", () => {
    const text = commands("runbooks/indicator-failures.md", every);
    expect(text).toContain(
      `--namespace Shop/Shipping --metric-name Lost --dimensions '[{"Name":"Carrier","Value":"a, b"}]'`,
    );
    expect(text).toContain("--namespace Shop/Shipping --metric-name Sent --start-time");
  });

  it("freeze and thaw deployments when the budget is used up", () => {
    const text = documentAt(every, "runbooks/error-budget.md");
    const [, mitigation = ""] = text.split("## Mitigation");
    expect(mitigation.split("## Verification")[0]).toContain("aws codepipeline disable-stage-transition");
    expect(text.split("## Rollback")[1]).toContain("aws codepipeline enable-stage-transition");
    expect(text).toContain("[service-errors.md](service-errors.md)");
  });

  it("measure edge objectives at the edge", () => {
    expect(documentAt(every, "runbooks/service-errors.md")).toContain("Share of 5xx answers at CloudFront");
    expect(documentAt(documents, "runbooks/service-errors.md")).not.toContain("CloudFront");
  });

  it("of the edge look at the budgets of objectives that are measured there", () => {
    for (const slug of ["edge-health", "edge-errors"]) {
      expect(documentAt(every, `runbooks/${slug}.md`)).toContain("### storefront, SLO edge: how fast it burns");
      expect(documentAt(every, `runbooks/${slug}.md`)).toContain("### storefront, SLO probe: how fast it burns");
      expect(documentAt(documents, `runbooks/${slug}.md`)).not.toContain("how fast it burns");
    }
  });

  it("look at the budgets before a deployment", () => {
    const [first = ""] = documentAt(documents, "runbooks/deploy.md").split("## Trigger");
    expect(first).toContain("How much of each error budget is left");
  });

  it("look into the silent recorder: what starts it, its log, one run by hand", () => {
    const text = commands("runbooks/monitoring-gap.md");
    const arn = "arn:aws:states:eu-west-1:111122223333:stateMachine:shop-checkout-slos";
    expect(text).toContain(
      `SCHEDULE=$(aws scheduler list-schedules --query "Schedules[?Target.Arn=='${arn}'].Name" --output text --region eu-west-1)`,
    );
    expect(text).toContain('aws scheduler get-schedule --name "$SCHEDULE"');
    expect(text).toContain("--log-group-name /aws/vendedlogs/states/shop-checkout-slos");
    expect(text).toContain(`aws stepfunctions start-sync-execution --state-machine-arn ${arn}`);
    expect(text).not.toContain(`list-executions --state-machine-arn ${arn}`);
  });

  it("look for a recorder in the region that it stands in", () => {
    const plan = blueprintPlan("production");
    const evidence = reliabilityEvidence(plan);
    const global = evidence.resources
      .filter(({ role, subject }) => role === "slo-recorder" && subject?.name === "checkout")
      .map((one) => ({ ...one, address: `${one.address}_global`, handles: { ...one.handles, region: "us-east-1" } }));
    const written = emitDocuments(plan, { ...evidence, resources: [...evidence.resources, ...global] });
    const text = written.find(({ path }) => path === "runbooks/monitoring-gap.md")?.text;
    for (const region of ["eu-west-1", "us-east-1"]) {
      expect(text).toContain(`### Recorder shop-checkout-slos in ${region}`);
      expect(text).toContain(`arn:aws:states:${region}:111122223333:stateMachine:shop-checkout-slos`);
    }
  });
});

describe("runbooks of tickets without an alarm", () => {
  it("name every configuration rule", () => {
    const text = commands("runbooks/compliance-deviation.md");
    expect(text).toContain(
      "aws configservice describe-compliance-by-config-rule --config-rule-names shop-s3-public-read shop-rds-encrypted --query",
    );
    expect(text).toContain("get-compliance-details-by-config-rule --config-rule-name shop-rds-encrypted");
    expect(documentAt(documents, "runbooks/compliance-deviation.md")).toContain("| Severity | critical |");
  });

  it("plan every stack, and offer to revert, adopt and import", () => {
    const text = commands("runbooks/infrastructure-drift.md");
    // The plan's state is in a bucket of somebody else's: there is nothing to bootstrap.
    const stacks = STACK_KINDS.length - 1;
    expect(text.match(/plan -input=false -detailed-exitcode/g)?.length).toBeGreaterThanOrEqual(3 * stacks);
    expect(text).toContain('import "$ADDRESS" "$ID"');
    expect(text).toContain("apply -refresh-only");
    expect(text).toContain("aws codebuild start-build --project-name shop-checks");
  });

  it("are left out where nothing opens their ticket", () => {
    const plan = blueprintPlan("production");
    const written = emittedRunbooks(sampleEvidence(plan));
    for (const family of ["monitoring-gap", "compliance-deviation", "infrastructure-drift"] as const) {
      expect(written).not.toContain(family);
    }
    const rule = resource(plan, "security", "aws_config_config_rule.any", null, []);
    const detecting = { ...rule, detects: ["compliance_deviation_identified" as const] };
    const more = emittedRunbooks({ ...sampleEvidence(plan), resources: [detecting] });
    expect(more).toContain("compliance-deviation");
  });
});

describe("work with tickets and reviews", () => {
  it("finds the ticket by the beginning of its dedupe key, takes it, and resolves it in the end", () => {
    const text = documentAt(documents, "runbooks/service-errors.md");
    const [start = "", end = ""] = text.split("## Verification");
    expect(start).toContain(
      "Key=OperationalDataValue,Values=ecommerce-operational-excellence/production/error_budget_burn_rate_exceeded/,Operator=Contains",
    );
    expect(start).toContain('aws ssm update-ops-item --ops-item-id "$TICKET" --status InProgress');
    expect(end).toContain('aws ssm update-ops-item --ops-item-id "$TICKET" --status Resolved');
    expect(end).toContain("opens its review by itself");
  });

  it("is left out where nothing opens tickets", () => {
    const plan = blueprintPlan("production");
    for (const { path, text } of emitDocuments(plan, sampleEvidence(plan))) {
      expect([path, text.includes("ops-item")]).toEqual([path, false]);
    }
  });

  it("opens the review by itself after a critical or high ticket", () => {
    expect(documentAt(documents, "runbooks/post-incident-review.md")).toContain(
      "A critical or high ticket that is resolved opens the review by itself",
    );
  });

  it.each(runbooks)("%s says how its review is recorded", (path) => {
    const slug = path.slice("runbooks/".length, -".md".length);
    expect(documentAt(documents, path).split("## Owner and review")[1]).toContain(
      `git commit --allow-empty -m "Review runbook ${slug}" --trailer "Runbook-reviewed: ${slug}"`,
    );
  });
});

describe("alarms in commands", () => {
  it("are alarms that were generated", () => {
    const plan = blueprintPlan("production", everyIndicator);
    const names = new Set(reliabilityEvidence(plan).alarms.map(({ name }) => name));
    const asked = [...every.keys()].flatMap((path) =>
      [...commands(path, every).matchAll(/--alarm-names ([^\n]*?) --/g)].flatMap(([, list = ""]) => list.split(" ")),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
  });
});
