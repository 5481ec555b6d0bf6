import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { BucketOutputs, FoundationOutputs, StoreOutputs } from "../../src/constructs/core/stack-outputs";
import { terraformLiteral } from "../../src/constructs/core/terraform-literal";
import { collectEvidence } from "../../src/evidence/collect";
import type { Evidence } from "../../src/evidence/evidence";
import type { DataStore, Plan } from "../../src/model/plan";
import { ServicesStack, type ServicesStackInputs } from "../../stacks/services-stack";

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";

/** What the foundation and data stacks would hand over, as literals. */
export function servicesInputs(plan: Plan): ServicesStackInputs {
  const stores = plan.stores.map((store): [string, StoreOutputs] => [store.name, storeOutputs(store)]);
  return { foundation: foundationOutputs(plan), data: { stores: new Map(stores) } };
}

function foundationOutputs(plan: Plan): FoundationOutputs {
  return {
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: ["subnet-0000000000000000a", "subnet-0000000000000000b"],
    privateSubnetIds: ["subnet-1111111111111111a", "subnet-1111111111111111b"],
    isolatedSubnetIds: ["subnet-2222222222222222a", "subnet-2222222222222222b"],
    natAddresses: ["192.0.2.1"],
    innerRouteTables: [{ name: "isolated", routeTableId: "rtb-33333333333333333" }],
    keyArns: { data: key("da"), logs: key("10"), messaging: key("3e"), artifacts: key("a7") },
    backupKeyArn: key("ba"),
    globalMessagingKeyArn: key("61"),
    recoveryMessagingKeyArn: null,
    logBucket: bucket("logs-111122223333"),
    artifactBucket: bucket("artifacts-111122223333"),
    dns: plan.edge.hasPublicEndpoint
      ? { zoneId: "Z0123456789ABC", certificateArn: certificate(REGION), cdnCertificateArn: certificate("us-east-1") }
      : null,
  };
}

function key(id: string): string {
  return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}000000-0000-0000-0000-000000000000`;
}

function certificate(region: string): string {
  return `arn:aws:acm:${region}:${ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000`;
}

function bucket(name: string): BucketOutputs {
  return { name, arn: `arn:aws:s3:::${name}`, domainName: `${name}.s3.${REGION}.amazonaws.com` };
}

function storeOutputs(store: DataStore): StoreOutputs {
  const { name } = store;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
  switch (store.engine) {
    case "aurora-postgresql":
      return {
        engine: store.engine,
        name,
        securityGroupId: "sg-0000000000000aaaa",
        clusterIdentifier: name,
        clusterArn: arn("rds", `cluster:${name}`),
        clusterResourceId: "cluster-ABCDEFGHIJKL",
        endpoint: `${name}.cluster-x.rds.amazonaws.com`,
        readerEndpoint: `${name}.cluster-ro-x.rds.amazonaws.com`,
        port: 5432,
        database: store.database,
        instanceIdentifiers: [`${name}-writer`],
        maxCapacity: store.capacity.max,
        proxy: null,
        globalDatabase: null,
        masterSecret: null,
      };
    case "redis":
      return {
        engine: store.engine,
        name,
        securityGroupId: "sg-0000000000000bbbb",
        replicationGroupId: name,
        replicationGroupArn: arn("elasticache", `replicationgroup:${name}`),
        primaryEndpoint: `master.${name}.cache.amazonaws.com`,
        readerEndpoint: `replica.${name}.cache.amazonaws.com`,
        port: 6379,
        iamUserId: `${name}-app`,
        iamUserArn: arn("elasticache", `user:${name}-app`),
        memberClusterIds: [`${name}-001`],
      };
    case "dynamodb":
      return { engine: store.engine, name, tableName: name, tableArn: arn("dynamodb", `table/${name}`) };
    case "sqs":
      return {
        engine: store.engine,
        name,
        queueName: name,
        deadLetterQueueName: `${name}-dead`,
        queueArn: arn("sqs", name),
        queueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`,
        backPressure: null,
      };
    case "s3":
      return {
        engine: store.engine,
        name,
        bucketName: name,
        bucketArn: `arn:aws:s3:::${name}`,
        filterId: "all",
        keyArn: null,
      };
  }
}

/** A block of Terraform JSON, whose shape is what a test states. */
// biome-ignore lint/suspicious/noExplicitAny: every type of resource has a shape of its own
export type Block = any;

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

export interface SynthesisedServices {
  /** By type, then logical id. */
  readonly resources: Resources;
  /** The file as text, for what must be nowhere in it. */
  readonly text: string;
  readonly evidence: Evidence;
  readonly outputs: ServicesStack["outputs"];
}

/** The services stack as Terraform would read it. */
export function synthServices(plan: Plan): SynthesisedServices {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-services-"));
  try {
    return synthServicesInto(outdir, plan);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The same, leaving the output in an existing directory. */
export function synthServicesInto(outdir: string, plan: Plan): SynthesisedServices {
  const literal = terraformLiteral(plan);
  const app = new App({ outdir, stackTraces: false });
  const stack = new ServicesStack(app, literal, servicesInputs(literal));
  const evidence = collectEvidence(app, [stack]);
  app.synth();
  const text = readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
  return { resources: JSON.parse(text).resource ?? {}, text, evidence, outputs: stack.outputs };
}
