import { createHash } from "node:crypto";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import { TEST_PORT } from "../../../model/validation-requests";
import { keptLogGroup } from "../../core/kept-log-group";
import { resourceName } from "../../core/names";
import { policyDocument, trustPolicy } from "../../core/policy";
import type { FoundationOutputs, LoadBalancerOutputs } from "../../core/stack-outputs";
import { tcpPath } from "../security-group-rules";
import { VALIDATION_HANDLER, VALIDATION_SCRIPT, type ValidationDetails, validationArchive } from "./validation-script";

const SUBJECT: Subject = { kind: "plan", name: "delivery" };

/** Lambda and IAM both allow 64 characters. */
const NAME_MAX_LENGTH = 64;

/** Newest Node.js of Lambda; AWS keeps it until April 2028 (Lambda developer guide, "Runtimes"). */
const RUNTIME = "nodejs24.x";

/** Twenty paths one after another, twice ten seconds for each, are the most that the schema lets a plan ask for: 400. */
const TIMEOUT_SECONDS = 600;

const MEMORY_MIB = 256;

export interface ValidationHookProps {
  readonly plan: Plan;
  readonly foundation: FoundationOutputs;
  readonly loadBalancer: LoadBalancerOutputs;
}

/** What a deployment needs to know of the hook. */
export interface ValidationHookOutputs {
  readonly functionArn: string;
  /** With which ECS invokes the function. */
  readonly roleArn: string;
  /** Where the load balancer that has the test listener is reached from inside the VPC. */
  readonly address: ValidationDetails["address"];
  /** Must be in place before the first deployment. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * The function that asks new versions for answers before users reach them. One for all services of a plan. It stands in
 * the VPC: the test listener lets nobody else in.
 */
export class ValidationHook extends Construct {
  readonly outputs: ValidationHookOutputs;

  constructor(scope: Construct, id: string, props: ValidationHookProps) {
    super(scope, id);
    const { plan, loadBalancer } = props;
    const name = resourceName(plan, ["validation"], NAME_MAX_LENGTH);
    const groupId = this.securityGroup(props, name);
    tcpPath(this, {
      from: "validation",
      to: "load_balancer",
      fromSecurityGroupId: groupId,
      toSecurityGroupId: loadBalancer.securityGroupId,
      port: TEST_PORT,
      description: "Validation of new versions to the test listener",
    });
    const { role, ready } = this.role(props, name);
    const validation = this.validation(props, { name, groupId, role, ready });
    const invoker = this.invoker(plan, validation);
    this.outputs = {
      functionArn: validation.arn,
      roleArn: invoker.role.arn,
      address: addressOf(loadBalancer),
      after: [validation, invoker.policy],
    };
    provides(validation, SUBJECT, "deployment-hook");
    playsRole(validation, SUBJECT, "validation-function", { name, logGroup: `/aws/lambda/${name}` });
  }

  private securityGroup({ plan, foundation }: ValidationHookProps, name: string): string {
    const group = new SecurityGroup(this, "security_group", {
      name: resourceName(plan, ["validation", "function"], 255),
      description: `Validation of new versions of ${plan.name} in ${plan.environment.name}`,
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    return group.id;
  }

  private role({ plan, foundation }: ValidationHookProps, name: string) {
    const logGroup = keptLogGroup(this, "log_group", {
      subject: SUBJECT,
      name: `/aws/lambda/${name}`,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
    const role = new IamRole(this, "role", {
      name,
      description: "Lambda, asks new versions for answers",
      assumeRolePolicy: trustPolicy("lambda.amazonaws.com", null),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "validation",
      role: role.name,
      policy: policyDocument(
        { Sid: "WriteLogs", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroup.arn}:*` },
        {
          // Lambda makes and removes the function's network interfaces with these, and AWS documents them for all
          // resources (Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC"). The
          // function itself looks for those of the load balancer.
          Sid: "AttachToNetwork",
          Action: [
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses",
          ],
          Resource: "*",
        },
      ),
    });
    return { role, ready: [policy, logGroup] };
  }

  private validation({ plan, foundation }: ValidationHookProps, parts: FunctionParts): LambdaFunction {
    const { name, groupId, role, ready } = parts;
    const script = new S3Object(this, "script", {
      bucket: foundation.artifactBucket.name,
      key: `functions/${name}/validation.zip`,
      contentBase64: validationArchive(),
      kmsKeyId: foundation.keyArns.artifacts,
    });
    return new LambdaFunction(this, "function", {
      functionName: name,
      description: `Asks new versions of ${plan.name} for answers before users reach them`,
      role: role.arn,
      runtime: RUNTIME,
      handler: VALIDATION_HANDLER,
      architectures: ["arm64"],
      s3Bucket: script.bucket,
      s3Key: script.key,
      sourceCodeHash: createHash("sha256").update(VALIDATION_SCRIPT).digest("base64"),
      timeout: TIMEOUT_SECONDS,
      memorySize: MEMORY_MIB,
      // Follows a trace that a caller began and begins none.
      tracingConfig: { mode: "PassThrough" },
      loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${name}` },
      vpcConfig: { subnetIds: [...foundation.privateSubnetIds], securityGroupIds: [groupId] },
      dependsOn: ready,
    });
  }

  /** As AWS documents it: ECS takes this role to invoke the hooks of a service. */
  private invoker(plan: Plan, validation: LambdaFunction) {
    const role = new IamRole(this, "invoker_role", {
      name: resourceName(plan, ["validation", "invoker"], NAME_MAX_LENGTH),
      description: "ECS, invokes the validation of new versions",
      assumeRolePolicy: trustPolicy("ecs.amazonaws.com", null),
    });
    const policy = new IamRolePolicy(this, "invoker_policy", {
      name: "invoke",
      role: role.name,
      policy: policyDocument({ Sid: "InvokeValidation", Action: "lambda:InvokeFunction", Resource: validation.arn }),
    });
    return { role, policy };
  }
}

/**
 * The name of a load balancer with public addresses leads out of the VPC, where the function's security group is not
 * seen. Its network interfaces carry its name as their description (Elastic Load Balancing puts `ELB app/<name>/<id>`).
 */
function addressOf({ internal, dnsName, arnSuffix }: LoadBalancerOutputs): ValidationDetails["address"] {
  return internal ? { name: dnsName } : { interfaces: `ELB ${arnSuffix}` };
}

interface FunctionParts {
  readonly name: string;
  readonly groupId: string;
  readonly role: IamRole;
  readonly ready: ITerraformDependable[];
}
