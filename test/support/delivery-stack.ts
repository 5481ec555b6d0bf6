import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type {
  BucketOutputs,
  FoundationOutputs,
  MasterSecretOutputs,
  ServiceOutputs,
  StoreOutputs,
  TargetGroupOutputs,
} from "../../src/constructs/core/stack-outputs";
import { collectEvidence } from "../../src/evidence/collect";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan, Service } from "../../src/model/plan";
import { type DeliveryInputs, DeliveryStack } from "../../stacks/delivery-stack";
import { dataInputs } from "./stack-inputs";

const ACCOUNT = "111122223333";

function bucket(name: string): BucketOutputs {
  return { name, arn: `arn:aws:s3:::${name}`, domainName: `${name}.s3.eu-west-1.amazonaws.com` };
}

function key(id: string): string {
  return `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
}

/** What the foundation, data and services stacks would hand over, as literals; a secret is that of every database. */
export function deliveryInputs(plan: Plan, secret: MasterSecretOutputs | null = null): DeliveryInputs {
  const foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns"> = {
    artifactBucket: bucket("artifacts-111122223333"),
    keyArns: { data: key("data"), logs: key("logs"), messaging: key("messaging"), artifacts: key("artifacts") },
  };
  return {
    foundation,
    services: { services: new Map(plan.services.map((service) => [service.name, outputs(service)])) },
    standby: null,
    data: { stores: new Map([...dataInputs(plan).stores].map(([name, store]) => [name, keeping(store, secret)])) },
  };
}

function keeping(store: StoreOutputs, masterSecret: MasterSecretOutputs | null): StoreOutputs {
  return store.engine === "aurora-postgresql" ? { ...store, masterSecret } : store;
}

function outputs(service: Service): ServiceOutputs {
  const { name, port } = service;
  return {
    name,
    logGroupName: `/opsplan/${name}`,
    deploymentAlarmNames: [`${name}-deployment-errors`, `${name}-deployment-health`],
    targetGroup: port === null ? null : targetGroup(name),
    alternateTargetGroup: port === null || service.runtime === "ec2-asg" ? null : targetGroup(`${name}-2`),
    compute:
      service.runtime === "ecs-fargate"
        ? {
            runtime: "ecs-fargate",
            clusterName: "cluster",
            serviceName: name,
            taskFamily: `${name}-family`,
            containerName: `${name}-container`,
            taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/${name}-task`,
            executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/${name}-execution`,
          }
        : {
            runtime: "ec2-asg",
            groupName: `${name}-group`,
            instanceRoleName: `${name}-instance`,
            instanceRoleArn: `arn:aws:iam::${ACCOUNT}:role/${name}-instance`,
          },
  };
}

function targetGroup(name: string): TargetGroupOutputs {
  const arnSuffix = `targetgroup/${name}/0123456789abcdef`;
  return { name, arn: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:${arnSuffix}`, arnSuffix };
}

// biome-ignore lint/suspicious/noExplicitAny: Terraform JSON, whose shape is what the tests assert.
type Resources = Readonly<Record<string, Readonly<Record<string, any>>>>;

export interface SynthesisedDelivery {
  /** By type, then logical id. */
  readonly resources: Resources;
  /** The file as text, for what must be nowhere in it. */
  readonly text: string;
  readonly evidence: Evidence;
}

/** The delivery stack as Terraform would read it. */
export function synthDelivery(plan: Plan, secret: MasterSecretOutputs | null = null): SynthesisedDelivery {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-delivery-"));
  try {
    const app = new App({ outdir });
    const stack = new DeliveryStack(app, plan, deliveryInputs(plan, secret));
    const evidence = collectEvidence(app, [stack]);
    app.synth();
    const text = readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
    return { resources: JSON.parse(text).resource ?? {}, text, evidence };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
