import { DataAwsSyntheticsRuntimeVersion } from "@cdktf/provider-aws/lib/data-aws-synthetics-runtime-version";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SyntheticsCanary } from "@cdktf/provider-aws/lib/synthetics-canary";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { CELL_COOKIE, keyOfCell } from "../../../model/cells/cell-routing";
import type { Plan } from "../../../model/plan";
import type { Slo } from "../../../model/slo";
import { resourceName } from "../../core/names";
import { policyDocument, trustPolicy } from "../../core/policy";
import type { FoundationOutputs } from "../../core/stack-outputs";
import { canaryName } from "./canary-name";
import { PROBE_HANDLER, probeArchive } from "./probe-script";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

/** A probe that needs longer is a failure: half of the shortest interval. */
const TIMEOUT_SECONDS = 30;

/** What a failed run leaves behind helps for a month; that a run succeeded is told by the metric. */
const FAILURE_RETENTION_DAYS = 31;
const SUCCESS_RETENTION_DAYS = 1;

export interface CanaryProps {
  readonly plan: Plan;
  readonly service: string;
  /** The cell that is probed; null without cells. */
  readonly cell: number | null;
  readonly slo: Slo;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly domain: string;
}

/** A CloudWatch Synthetics canary that asks for one page, from outside the network, as a user does. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { plan, service, slo, foundation, domain } = props;
    const { canary: probe } = slo;
    if (probe === null) throw new Error(`the checks let SLO ${slo.name} pass without its probe`);
    const name = canaryName(plan, service, slo.name);
    const bucket = foundation.artifactBucket;
    const prefix = `canaries/${name}`;
    const script = new S3Object(this, "script", {
      bucket: bucket.name,
      key: `${prefix}/probe.zip`,
      contentBase64: probeArchive(),
      kmsKeyId: foundation.keyArns.artifacts,
    });
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["canary", service, slo.name], ROLE_NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("lambda.amazonaws.com", null),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "probe",
      role: role.name,
      policy: canaryPolicy(props, prefix),
    });
    // AWS retires runtimes every year: whichever it supports today runs a script that uses Node.js alone.
    const runtime = new DataAwsSyntheticsRuntimeVersion(this, "runtime", {
      prefix: "syn-nodejs-puppeteer",
      latest: true,
    });
    const canary = new SyntheticsCanary(this, "canary", {
      name,
      artifactS3Location: `s3://${bucket.name}/${prefix}/`,
      artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: foundation.keyArns.artifacts } },
      executionRoleArn: role.arn,
      handler: PROBE_HANDLER,
      runtimeVersion: runtime.versionName,
      s3Bucket: bucket.name,
      s3Key: script.key,
      s3Version: script.versionId,
      startCanary: true,
      deleteLambda: true,
      failureRetentionPeriod: FAILURE_RETENTION_DAYS,
      successRetentionPeriod: SUCCESS_RETENTION_DAYS,
      runConfig: {
        timeoutInSeconds: TIMEOUT_SECONDS,
        environmentVariables: { PROBE_URL: `https://${domain}${probe.path}`, ...probedCell(props) },
      },
      schedule: {
        expression: probe.everyMinutes === 1 ? "rate(1 minute)" : `rate(${probe.everyMinutes} minutes)`,
      },
      dependsOn: [policy],
    });
    const subject = { kind: "service", name: service } as const;
    provides(canary, subject, "canary-probe");
    playsRole(canary, subject, "canary", { name, slo: slo.name });
  }
}

/** The cookie by which the router sends the probe to the service's own cell. */
function probedCell({ plan, cell }: CanaryProps): Readonly<Record<string, string>> {
  if (cell === null || plan.capacity === null) return {};
  return { PROBE_COOKIE: `${CELL_COOKIE}=${keyOfCell(cell, plan.capacity.cells)}` };
}

/** The permissions that the CloudWatch Synthetics user guide asks for ("Required roles and permissions"), and no more. */
function canaryPolicy({ plan, foundation }: CanaryProps, prefix: string): string {
  const { account, region } = plan.environment;
  const bucket = foundation.artifactBucket;
  return policyDocument(
    { Sid: "WriteResults", Action: ["s3:GetObject", "s3:PutObject"], Resource: `${bucket.arn}/${prefix}/*` },
    { Sid: "FindBucket", Action: "s3:GetBucketLocation", Resource: bucket.arn },
    // Listing buckets knows no single resources.
    { Sid: "ListBuckets", Action: "s3:ListAllMyBuckets", Resource: "*" },
    { Sid: "EncryptResults", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: foundation.keyArns.artifacts },
    {
      Sid: "WriteLogs",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/cwsyn-*`,
    },
    {
      // Publishing metrics knows no single resources, but namespaces.
      Sid: "PublishMetrics",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
    },
  );
}
