import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { ServerlessapplicationrepositoryCloudformationStack } from "@cdktf/provider-aws/lib/serverlessapplicationrepository-cloudformation-stack";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { AuroraStore } from "../../../model/plan";
import { httpsEgress, tcpPath } from "../../compute/security-group-rules";
import { planArn, resourceName } from "../../core/names";
import { storeLogGroup } from "../store-log-group";
import { rotationFunctionName } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSubject } from "../store-subject";

/**
 * AWS's own function that changes the password of one PostgreSQL user and keeps the secret in step (Secrets Manager user
 * guide, "Rotation function templates"). The repository has it in one region for all.
 */
const APPLICATION_ARN =
  "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser";

/** AWS Security Hub asks for 90 at most (control SecretsManager.4); a third leaves room for failed attempts. */
const ROTATION_DAYS = 30;

/** EC2 allows 255 characters (CreateSecurityGroup); a CloudFormation stack 128, of which the repository takes 15. */
const SECURITY_GROUP_NAME_MAX_LENGTH = 255;
const STACK_NAME_MAX_LENGTH = 113;

export interface SecretRotationProps extends StoreProps<AuroraStore> {
  readonly secretId: string;
  readonly storeSecurityGroupId: string;
  readonly port: number;
  /** The first rotation happens at once: it needs a secret with a value, and a database that answers. */
  readonly after: readonly ITerraformDependable[];
}

/** Changes the master user's password now and every month, from within the network. */
export class SecretRotation extends Construct {
  constructor(scope: Construct, id: string, props: SecretRotationProps) {
    super(scope, id);
    const application = this.application(props, this.securityGroup(props).id);
    const rotation = new SecretsmanagerSecretRotation(this, "schedule", {
      secretId: props.secretId,
      rotationLambdaArn: planArn(props.plan, "lambda", `function:${rotationFunctionName(props.plan, props.store)}`),
      rotationRules: { automaticallyAfterDays: ROTATION_DAYS },
      dependsOn: [application, ...props.after],
    });
    provides(rotation, storeSubject(props.store), "secret-rotation");
  }

  private application(props: SecretRotationProps, securityGroupId: string) {
    const { plan, store, foundation } = props;
    const functionName = rotationFunctionName(plan, store);
    return new ServerlessapplicationrepositoryCloudformationStack(this, "function", {
      name: resourceName(plan, [store.name, "rotation"], STACK_NAME_MAX_LENGTH),
      applicationId: APPLICATION_ARN,
      // It makes the function's role, and lets Secrets Manager call the function.
      capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
      parameters: {
        functionName,
        endpoint: `https://secretsmanager.${plan.environment.region}.amazonaws.com`,
        vpcSubnetIds: Fn.join(",", [...foundation.privateSubnetIds]),
        vpcSecurityGroupIds: securityGroupId,
        kmsKeyArn: foundation.keyArns.data,
      },
      dependsOn: [storeLogGroup(this, "log_group", `/aws/lambda/${functionName}`, props)],
    });
  }

  private securityGroup({ plan, store, foundation, ...props }: SecretRotationProps): SecurityGroup {
    const name = resourceName(plan, [store.name, "rotation"], SECURITY_GROUP_NAME_MAX_LENGTH);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Rotation of the master secret of the store ${store.name}`,
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    tcpPath(this, {
      from: "rotation",
      to: "store",
      fromSecurityGroupId: group.id,
      toSecurityGroupId: props.storeSecurityGroupId,
      port: props.port,
      description: `Rotation to the store ${store.name}`,
    });
    httpsEgress(this, group.id);
    return group;
  }
}
