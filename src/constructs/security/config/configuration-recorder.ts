import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { policyDocument, trustPolicy } from "../../core/policy";
import type { BucketOutputs } from "../../core/stack-outputs";
import { LOG_PREFIXES } from "../../storage/log-prefixes";
import { SECURITY_SUBJECT } from "../security-subject";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

/** AWS Config allows 256 characters for recorders and delivery channels. */
const NAME_MAX_LENGTH = 256;

/** Reads the configuration of every kind of resource that AWS Config knows. */
const READ_POLICY = "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole";

export interface ConfigurationRecorderProps {
  readonly plan: Plan;
  readonly logBucket: BucketOutputs;
  /** What the rules look for: made first, so that the first evaluation finds it. */
  readonly after: readonly TerraformResource[];
}

/**
 * AWS Config in the plan's region: what each resource looks like, and looked like when. With a role of its own, not the
 * service-linked one: that may exist in the account already, and Terraform cannot make it then.
 */
export class ConfigurationRecorder extends Construct {
  /** Rules need it: nothing is evaluated before recording begins. */
  readonly recording: TerraformResource;

  constructor(scope: Construct, id: string, { plan, logBucket, after }: ConfigurationRecorderProps) {
    super(scope, id);
    const { role, ready } = this.role(plan, logBucket);
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name: resourceName(plan, [], NAME_MAX_LENGTH),
      roleArn: role.arn,
      recordingGroup: {
        // Network interfaces come and go with every task and instance: recording them costs more than all the rest.
        allSupported: false,
        exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
        recordingStrategy: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
      },
      dependsOn: [...ready, ...after],
    });
    const channel = new ConfigDeliveryChannel(this, "delivery", {
      name: resourceName(plan, [], NAME_MAX_LENGTH),
      s3BucketName: logBucket.name,
      s3KeyPrefix: LOG_PREFIXES.config,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder],
    });
    const status = new ConfigConfigurationRecorderStatus(this, "recording", {
      name: recorder.name,
      isEnabled: true,
      // AWS Config starts no recorder that has nowhere to deliver to.
      dependsOn: [channel],
    });
    provides(recorder, SECURITY_SUBJECT, "configuration-rule");
    this.recording = status;
  }

  private role(plan: Plan, { arn }: BucketOutputs): { role: IamRole; ready: readonly TerraformResource[] } {
    const { account } = plan.environment;
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["config"], ROLE_NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("config.amazonaws.com", account),
    });
    const reads = new IamRolePolicyAttachment(this, "read", { role: role.name, policyArn: READ_POLICY });
    const writes = new IamRolePolicy(this, "policy", {
      name: "deliver",
      role: role.name,
      policy: policyDocument(
        {
          Sid: "Deliver",
          Action: "s3:PutObject",
          Resource: `${arn}/${LOG_PREFIXES.config}/AWSLogs/${account}/Config/*`,
          Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
        { Sid: "Check", Action: ["s3:GetBucketAcl", "s3:ListBucket"], Resource: arn },
      ),
    });
    return { role, ready: [reads, writes] };
  }
}
