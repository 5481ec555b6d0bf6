import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { playsRole } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";
import { policyDocument, type Statement, undocumentedTrustPolicy } from "../../core/policy";
import type { AuroraOutputs } from "../../core/stack-outputs";
import { MIGRATION_SUBJECT } from "../migration-subject";
import { replicationRoleName, replicationSecretName } from "./replication-names";

/** User of the new database that DMS works as. It exists while the migration does; the runbooks make and drop it. */
export const REPLICATION_USER = "opsplan_replication";

/** CloudFormation allows 128 characters (CreateStack). */
const STACK_NAME_MAX_LENGTH = 128;

/** Characters of the password. Without punctuation: DMS refuses some of it, such as `;` and `+` (user guide, endpoints). */
const PASSWORD_LENGTH = 40;

/** Logical id of the secret in the template. */
const SECRET = "Secret";

export interface ReplicationUserProps {
  readonly plan: Plan;
  readonly store: AuroraOutputs;
  readonly dataKeyArn: string;
}

/**
 * Credentials for DMS at a new database. DMS wants host and port in the secret, which the master secret of RDS does not
 * hold, and the master user would be more than replication needs after the migration. Secrets Manager makes the
 * password, and CloudFormation asks for it: Terraform, which would keep it in its state, never sees it.
 */
export class ReplicationUser extends Construct {
  readonly secretArn: string;
  /** What a role needs to read it. */
  readonly readStatements: readonly Statement[];

  constructor(scope: Construct, id: string, props: ReplicationUserProps) {
    super(scope, id);
    const { plan, store } = props;
    const role = new IamRole(this, "role", {
      name: replicationRoleName(plan, store.name, "dms-user"),
      description: `Makes the secret of the replication user of ${store.name}`,
      // CloudFormation names the source of StackSets and of registry types in its guide, not that of a stack's role.
      assumeRolePolicy: undocumentedTrustPolicy("cloudformation.amazonaws.com", plan.environment.account),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "make-secret",
      role: role.name,
      policy: makeSecret(props),
    });
    const stack = new CloudformationStack(this, "secret", {
      name: resourceName(plan, [store.name, "replication-user"], STACK_NAME_MAX_LENGTH),
      iamRoleArn: role.arn,
      templateBody: JSON.stringify(template(props)),
      onFailure: "DELETE",
      dependsOn: [policy],
    });
    playsRole(stack, MIGRATION_SUBJECT, "replication-user", {
      secret: replicationSecretName(plan, store),
      username: REPLICATION_USER,
      store: store.name,
    });
    this.secretArn = stack.outputs.lookup(SECRET);
    this.readStatements = [
      { Sid: "ReadSecret", Action: "secretsmanager:GetSecretValue", Resource: this.secretArn },
      {
        Sid: "DecryptSecret",
        Action: "kms:Decrypt",
        Resource: props.dataKeyArn,
        Condition: viaSecretsManager(plan),
      },
    ];
  }
}

function template({ plan, store, dataKeyArn }: ReplicationUserProps) {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Secret of the replication user of ${store.name} of ${plan.name} ${plan.environment.name}`,
    Resources: {
      [SECRET]: {
        Type: "AWS::SecretsManager::Secret",
        Properties: {
          Name: replicationSecretName(plan, store),
          Description: `DMS at ${store.clusterIdentifier}, for the time of the migration`,
          KmsKeyId: dataKeyArn,
          GenerateSecretString: {
            SecretStringTemplate: JSON.stringify({
              username: REPLICATION_USER,
              host: store.endpoint,
              port: store.port,
              dbname: store.database,
            }),
            GenerateStringKey: "password",
            PasswordLength: PASSWORD_LENGTH,
            ExcludePunctuation: true,
          },
        },
      },
    },
    Outputs: { [SECRET]: { Value: { Ref: SECRET } } },
  };
}

function makeSecret({ plan, store, dataKeyArn }: ReplicationUserProps): string {
  return policyDocument(
    {
      Sid: "MakeSecret",
      Action: [
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:TagResource",
        "secretsmanager:UntagResource",
        "secretsmanager:UpdateSecret",
      ],
      // Secrets Manager adds a hyphen and six characters to the name.
      Resource: planArn(plan, "secretsmanager", `secret:${replicationSecretName(plan, store)}-??????`),
    },
    // A password that is not yet anybody's has no resource (service authorization reference, Secrets Manager).
    { Sid: "MakePassword", Action: "secretsmanager:GetRandomPassword", Resource: "*" },
    {
      Sid: "EncryptSecret",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: dataKeyArn,
      Condition: viaSecretsManager(plan),
    },
  );
}

function viaSecretsManager({ environment }: Plan) {
  return { StringEquals: { "kms:ViaService": `secretsmanager.${environment.region}.amazonaws.com` } };
}
