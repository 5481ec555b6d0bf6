import { instanceArchitecture } from "../../../src/constructs/compute/instance-architecture";
import { secretReference, secretStatements } from "../../../src/constructs/compute/secret-reference";
import { unixCron } from "../../../src/constructs/compute/unix-cron";
import { databaseUser } from "../../../src/model/names";

describe("instance architecture", () => {
  it.each([
    "m7g.large",
    "t4g.small",
    "c6gn.xlarge",
    "im4gn.large",
    "x2gd.medium",
    "g5g.xlarge",
    "a1.large",
    "c7gn.16xlarge",
  ])("%s is Graviton", (type) => expect(instanceArchitecture(type)).toBe("arm64"));

  it.each(["m7i.large", "m7i-flex.large", "g4dn.xlarge", "g6.xlarge", "t3a.small", "u-6tb1.metal", "c5n.large"])(
    "%s is not",
    (type) => expect(instanceArchitecture(type)).toBe("x86_64"),
  );
});

describe("schedules of an Auto Scaling group", () => {
  it.each([
    ["0 7 ? * MON-FRI *", "0 7 * * 1-5"],
    ["30 6 1,15 JAN-MAR ? *", "30 6 1,15 1-3 *"],
    ["0 0 ? * 1,7 *", "0 0 * * 0,6"],
    ["0/15 * * * ? *", "0/15 * * * *"],
    ["0 9 ? * SUN/2 *", "0 9 * * 0/2"],
  ])("%s is %s", (aws, unix) => expect(unixCron(aws)).toBe(unix));

  it.each(["0 7 ? * MON 2027", "0 7 L * ? *", "0 7 ? * 6#3 *", "0 7 15W * ? *", "0 7 ? * 6L *"])(
    "%s has no five fields",
    (expression) => expect(() => unixCron(expression)).toThrow(expression),
  );
});

describe("secrets by reference", () => {
  const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";

  it("takes apart what ECS appends to a secret's ARN", () => {
    expect(secretReference(`${secret}:password::`)).toEqual({
      store: "secretsmanager",
      region: "eu-west-1",
      account: "111122223333",
      arn: secret,
      jsonKey: "password",
      versionStage: null,
      versionId: null,
    });
    expect(secretReference(secret)).toMatchObject({ arn: secret, jsonKey: null });
  });

  it("grants the secrets named and their decryption, nothing else", () => {
    const [read, decrypt] = secretStatements([`${secret}:user::`, `${secret}:password::`].map(secretReference));
    expect(read).toMatchObject({ Action: "secretsmanager:GetSecretValue", Resource: [secret] });
    expect(decrypt?.Condition).toEqual({
      StringEquals: {
        "kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com"],
        "kms:EncryptionContext:SecretARN": [secret],
      },
    });
  });

  it("grants nothing to a service without secrets", () => {
    expect(secretStatements([])).toEqual([]);
  });
});

it("names database users without hyphens", () => {
  expect(databaseUser("order-history")).toBe("order_history");
});
