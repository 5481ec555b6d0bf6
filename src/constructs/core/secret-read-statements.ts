import type { Statement } from "./policy";

/** What a role needs to read one secret, whichever key encrypts it. */
export function secretReadStatements(secretArn: string): readonly Statement[] {
  const [region, account] = [secretRegion(secretArn), secretArn.split(":")[4]];
  return [
    { Sid: "ReadSecret", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
    {
      // Which key the secret has is not known here; any, but for this secret and through Secrets Manager only.
      Sid: "DecryptSecret",
      Action: "kms:Decrypt",
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: {
        StringEquals: {
          "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
          "kms:EncryptionContext:SecretARN": secretArn,
        },
      },
    },
  ];
}

export function secretRegion(secretArn: string): string {
  const region = secretArn.split(":")[3];
  if (region === undefined || region === "") throw new Error(`not the ARN of a secret: ${secretArn}`);
  return region;
}
