import type { Statement } from "../core/policy";

/** A secret by reference, as ECS writes it: a Parameter Store ARN, or a Secrets Manager ARN with what to take from it. */
export interface SecretReference {
  readonly store: "secretsmanager" | "ssm";
  readonly region: string;
  readonly account: string;
  /** ARN of the secret or parameter alone: what policies name. */
  readonly arn: string;
  /** Key of a JSON secret; null for the whole. */
  readonly jsonKey: string | null;
  readonly versionStage: string | null;
  readonly versionId: string | null;
}

/** `arn:partition:service:region:account:secret:name` has seven parts; ECS adds `:json-key:stage:version`. */
const SECRET_ARN_PARTS = 7;

export function secretReference(text: string): SecretReference {
  const parts = text.split(":");
  const isSecret = parts[2] === "secretsmanager";
  const [jsonKey, versionStage, versionId] = isSecret ? parts.slice(SECRET_ARN_PARTS) : [];
  return {
    store: isSecret ? "secretsmanager" : "ssm",
    region: parts[3] as string,
    account: parts[4] as string,
    arn: isSecret ? parts.slice(0, SECRET_ARN_PARTS).join(":") : text,
    jsonKey: jsonKey || null,
    versionStage: versionStage || null,
    versionId: versionId || null,
  };
}

/**
 * Reading exactly the secrets that a service names. Which key encrypts a secret is not in the plan, so decryption is
 * bound to the secrets by KMS's encryption context, which both services set, rather than to a key.
 */
export function secretStatements(references: readonly SecretReference[]): readonly Statement[] {
  return STORES.flatMap(({ store, sid, action, context }) => {
    const own = references.filter((reference) => reference.store === store);
    const arns = unique(own.map(({ arn }) => arn));
    if (arns.length === 0) return [];
    return [
      { Sid: `Read${sid}`, Action: action, Resource: arns },
      {
        Sid: `Decrypt${sid}`,
        Action: "kms:Decrypt",
        Resource: unique(own.map(({ region, account }) => `arn:aws:kms:${region}:${account}:key/*`)),
        Condition: {
          StringEquals: {
            "kms:ViaService": unique(own.map(({ region }) => `${store}.${region}.amazonaws.com`)),
            [`kms:EncryptionContext:${context}`]: arns,
          },
        },
      },
    ];
  });
}

const STORES = [
  { store: "secretsmanager", sid: "Secrets", action: "secretsmanager:GetSecretValue", context: "SecretARN" },
  { store: "ssm", sid: "Parameters", action: ["ssm:GetParameter", "ssm:GetParameters"], context: "PARAMETER_ARN" },
] as const;

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
