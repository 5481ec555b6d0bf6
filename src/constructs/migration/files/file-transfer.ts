import { DatasyncLocationNfs } from "@cdktf/provider-aws/lib/datasync-location-nfs";
import { DatasyncLocationS3 } from "@cdktf/provider-aws/lib/datasync-location-s3";
import { DatasyncTask, type DatasyncTaskOptions } from "@cdktf/provider-aws/lib/datasync-task";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { FileSource } from "../../../model/migration";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";
import { policyDocument, type Statement } from "../../core/policy";
import type { S3Outputs } from "../../core/stack-outputs";
import { LOG_PREFIXES } from "../../storage/log-prefixes";
import type { MigrationProps } from "../migration-props";
import { MIGRATION_SUBJECT } from "../migration-subject";
import { SmbLocation } from "./smb-location";
import type { TransferLog } from "./transfer-log";

/** IAM allows 64 characters (CreateRole), DataSync 256 (CreateTask). */
const ROLE_NAME_MAX_LENGTH = 64;
const TASK_NAME_MAX_LENGTH = 256;

export interface FileTransferProps extends MigrationProps {
  readonly source: FileSource;
  readonly store: S3Outputs;
  readonly log: TransferLog;
}

/**
 * Files on their way into a bucket. Each run carries what changed and then reads both sides whole, to compare them; it
 * has no schedule: the runbook starts it. What disappears at the source stays in the bucket, so that an export that
 * is empty for an hour empties nothing here.
 */
export class FileTransfer extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FileTransferProps) {
    super(scope, id);
    const { plan, source, store, foundation, log } = props;
    const name = resourceName(plan, [source.name], TASK_NAME_MAX_LENGTH);
    const task = new DatasyncTask(this, "task", {
      name,
      sourceLocationArn: this.sourceLocation(props),
      destinationLocationArn: this.bucketLocation(props),
      cloudwatchLogGroupArn: log.arn,
      taskMode: "BASIC",
      options: options(source),
      taskReportConfig: {
        outputType: "STANDARD",
        reportLevel: "SUCCESSES_AND_ERRORS",
        s3Destination: {
          s3BucketArn: foundation.logBucket.arn,
          bucketAccessRoleArn: this.reportRole(props),
          subdirectory: `${LOG_PREFIXES.dataSync}/${source.name}`,
        },
      },
      tags: { Name: name, source: source.name },
      dependsOn: [log.policy],
    });
    provides(task, MIGRATION_SUBJECT, "file-transfer");
    playsRole(task, MIGRATION_SUBJECT, "file-transfer", { name, source: source.name, store: store.name });
    this.arn = task.arn;
  }

  private sourceLocation({ plan, source }: FileTransferProps): string {
    if (source.protocol === "smb") return new SmbLocation(this, "source", { plan, source }).arn;
    return new DatasyncLocationNfs(this, "source", {
      serverHostname: source.host,
      subdirectory: source.path,
      onPremConfig: { agentArns: [...source.agents] },
      mountOptions: { version: "AUTOMATIC" },
      tags: { Name: resourceName(plan, [source.name], TASK_NAME_MAX_LENGTH) },
    }).arn;
  }

  private bucketLocation(props: FileTransferProps): string {
    const { plan, source, store, foundation } = props;
    const role = this.role(plan, source, "bucket", "Writes into the new bucket", [
      {
        Sid: "Bucket",
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Resource: store.bucketArn,
      },
      {
        Sid: "Objects",
        Action: [
          "s3:AbortMultipartUpload",
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
          "s3:PutObjectTagging",
        ],
        Resource: `${store.bucketArn}/*`,
      },
      {
        Sid: "EncryptObjects",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: foundation.keyArns.data,
        Condition: { StringEquals: { "kms:ViaService": `s3.${plan.environment.region}.amazonaws.com` } },
      },
    ]);
    return new DatasyncLocationS3(this, "target", {
      s3BucketArn: store.bucketArn,
      subdirectory: "/",
      s3Config: { bucketAccessRoleArn: role.arn },
      tags: { Name: resourceName(plan, [source.name], TASK_NAME_MAX_LENGTH) },
      dependsOn: [role.policy],
    }).arn;
  }

  private reportRole({ plan, source, foundation }: FileTransferProps): string {
    return this.role(plan, source, "report", "Writes reports of transfers", [
      {
        Sid: "Reports",
        Action: "s3:PutObject",
        Resource: `${foundation.logBucket.arn}/${LOG_PREFIXES.dataSync}/${source.name}/*`,
      },
    ]).arn;
  }

  private role(plan: Plan, source: FileSource, part: string, description: string, statements: readonly Statement[]) {
    const role = new IamRole(this, `${part}_role`, {
      name: resourceName(plan, [source.name, `datasync-${part}`], ROLE_NAME_MAX_LENGTH),
      description: `${description} in the name of DataSync`,
      assumeRolePolicy: policyDocument({
        Sid: "AssumedByService",
        Principal: { Service: "datasync.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": plan.environment.account },
          ArnLike: { "aws:SourceArn": planArn(plan, "datasync", "*") },
        },
      }),
    });
    const policy = new IamRolePolicy(this, `${part}_policy`, {
      name: part,
      role: role.name,
      policy: policyDocument(...statements),
    });
    return { arn: role.arn, policy };
  }
}

/** Owners and modes travel as metadata of objects; Windows has none that S3 could keep. */
function options({ protocol }: FileSource): DatasyncTaskOptions {
  const posix = protocol === "nfs";
  return {
    verifyMode: "POINT_IN_TIME_CONSISTENT",
    overwriteMode: "ALWAYS",
    transferMode: "CHANGED",
    preserveDeletedFiles: "PRESERVE",
    preserveDevices: "NONE",
    taskQueueing: "ENABLED",
    logLevel: "TRANSFER",
    atime: "BEST_EFFORT",
    mtime: "PRESERVE",
    uid: posix ? "INT_VALUE" : "NONE",
    gid: posix ? "INT_VALUE" : "NONE",
    posixPermissions: posix ? "PRESERVE" : "NONE",
  };
}
