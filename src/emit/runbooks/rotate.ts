import { compareText } from "../../model/compare-text";
import { aws, awsInto } from "../commands/aws";
import {
  alignMasterPassword,
  keyStatus,
  type MasterUser,
  masterSecretStatus,
  rotateKey,
  rotateMasterSecret,
} from "../commands/rotation-commands";
import { setClientSecret } from "../commands/security-commands";
import { variable } from "../commands/shell";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { stateSteps } from "./service-steps";
import { eitherWay, group, groupIfAny, see, step } from "./steps";
import { type DatabaseTarget, databaseTargets, serviceTargets } from "./targets";

export const rotate: RunbookWriter = (context) => {
  const { region, index } = context;
  const databases = databaseTargets(context);
  const keys = index
    .byRole("kms-key")
    .map(({ handles }) => handles)
    .sort((a, b) => compareText(a.alias, b.alias) || compareText(a.region, b.region));
  const services = serviceTargets(context).filter(({ service }) => Object.keys(service.secrets).length > 0);
  return {
    title: "Rotate",
    trigger: "A key or secret is out, someone who knew it has left, or its time has come.",
    impact: [
      "KMS: none. Old material keeps decrypting what it encrypted.",
      "Database master secret: none for services, which sign in by IAM.",
      "Secrets of services: copies must be replaced to read the new value.",
    ],
    firstMinutes: [
      step("Is it out? Then the first question is who used it: it is an incident of security before it is a rotation."),
      step(["Open one, and come back here for the commands: ", see("incident"), "."]),
    ],
    diagnosis: groupIfAny(
      "Keys",
      keys.map(({ alias, region: place }) =>
        step(["Rotation of ", inlineCode(alias), ` in ${place}, yearly by itself.`], keyStatus(alias, place)),
      ),
    ),
    decisions: [
      {
        when: "A routine",
        act: `KMS keys rotate by themselves every year${masterRoutine(databases)}; only secrets of services need you`,
      },
      ...masterDecisions(databases),
      {
        when: "A secret is out",
        act: "Make the new one work first, then end the old one, then look for its use in the audit trail",
      },
      {
        when: "A KMS key itself is suspected",
        act: "Rotate it now, below, and take the access to it away from whoever had it",
      },
    ],
    mitigation: [
      ...groupIfAny(
        "KMS keys",
        keys.map(({ alias, region: place }) =>
          step(
            ["New material for ", inlineCode(alias), ` in ${place}, now. At most ten times in a key's life.`],
            rotateKey(alias, place),
          ),
        ),
      ),
      ...databases.map((target) => group(`${target.store.name}: master secret`, ...masterSteps(target, region))),
      ...groupIfAny(
        "Verified Access: secret of the OIDC client",
        index
          .byRole("oidc-trust-provider")
          .map(({ handles }) =>
            step(
              "Once the identity provider and Secrets Manager have the new one: hand it over. Nobody is signed out.",
              setClientSecret(handles, region),
            ),
          ),
      ),
      ...services.map((target) =>
        group(
          `${target.service.name}: secrets`,
          ...secretSteps(target.service.secrets),
          ...eitherWay(
            "Replace the copies: they read secrets when they start.",
            target.automation("restart"),
            target.operations.restart,
          ),
        ),
      ),
    ],
    verification: [
      ...groupIfAny(
        "Keys",
        keys.map(({ alias, region: place }) =>
          step(["Newest material of ", inlineCode(alias), ` in ${place}.`], keyStatus(alias, place)),
        ),
      ),
      ...databases.map((target) =>
        group(
          target.store.name,
          step(
            target.masterSecret === null
              ? "State of the master secret: active."
              : "The master secret was rotated just now, and its copy in the recovery region is in step.",
            masterSecretStatus(masterUser(target), region),
          ),
        ),
      ),
      ...services.map((target) => group(target.service.name, ...stateSteps(target))),
    ],
    rollback: rollback(context),
  };
};

function secretSteps(secrets: Readonly<Record<string, string>>): readonly Item[] {
  return Object.entries(secrets)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, arn]) =>
      step(
        ["Set the new value of ", inlineCode(name), "; it is asked for, so that it stays out of the shell's history."],
        'read -r -s -p "New value: " VALUE',
        setSecret(arn),
        "unset VALUE",
      ),
    );
}

function setSecret(arn: string): string {
  const { store, id, region } = secretOf(arn);
  const value = variable("VALUE");
  if (store === "secretsmanager") {
    return aws("secretsmanager put-secret-value", { "secret-id": id, "secret-string": value }, region);
  }
  return [
    // Without its key the parameter would be encrypted with the account's default one from here on.
    awsInto(
      "KEY",
      "ssm describe-parameters",
      "Parameters[0].KeyId",
      { "parameter-filters": `Key=Name,Values=${id}` },
      region,
    ),
    aws(
      "ssm put-parameter",
      { name: id, type: "SecureString", "key-id": variable("KEY"), overwrite: true, value },
      region,
    ),
  ].join("\n");
}

interface SecretId {
  readonly store: "ssm" | "secretsmanager";
  /** What the store's commands take: a parameter's name, or a secret's ARN without the JSON key that may follow. */
  readonly id: string;
  readonly region: string;
}

/** `arn:aws:<service>:<region>:<account>:<resource>` */
function secretOf(arn: string): SecretId {
  const parts = arn.split(":");
  const [, , service, region = "", , resource = ""] = parts;
  if (service !== "ssm") return { store: "secretsmanager", id: parts.slice(0, 7).join(":"), region };
  const name = resource.replace(/^parameter\//, "");
  return { store: "ssm", id: name.includes("/") ? `/${name}` : name, region };
}

/** RDS rotates the secrets that it manages every seven days; the plan rotates its own every 30. */
function masterRoutine(databases: readonly DatabaseTarget[]): string {
  const words = [
    ...(databases.some(({ masterSecret }) => masterSecret === null) ? ["the master secret every week"] : []),
    ...(databases.some(({ masterSecret }) => masterSecret !== null)
      ? ["the master secret of a global database every 30 days"]
      : []),
  ];
  return words.map((text) => `, ${text}`).join("");
}

function masterDecisions(databases: readonly DatabaseTarget[]): readonly Decision[] {
  if (databases.every(({ masterSecret }) => masterSecret === null)) return [];
  return [
    {
      when: "Rotation of a global database's secret fails",
      act: "Its function signs in with the password of the secret, in the region that writes: make the password the database's again, below, and rotate; while the other region writes, wait until the failback",
    },
  ];
}

function masterUser({ cluster, masterSecret: secret }: DatabaseTarget): MasterUser {
  return { cluster: cluster.cluster, secret };
}

function masterSteps(target: DatabaseTarget, region: string): readonly Item[] {
  const rotateIt = rotateMasterSecret(masterUser(target), region);
  const { masterSecret, cluster } = target;
  if (masterSecret === null) return [step("A new password; RDS sets it and Secrets Manager keeps it.", rotateIt)];
  return [
    step("A new password; the secret's function sets it and Secrets Manager keeps it.", rotateIt),
    step(
      "Only where that fails because the secret's password is not the database's: make it so, then rotate again.",
      alignMasterPassword(cluster.cluster, masterSecret, region),
    ),
  ];
}

function rollback({ plan }: RunbookContext): readonly StepGroup[] {
  const arns = plan.services.flatMap(({ secrets }) => Object.values(secrets));
  const kept = [...new Set(arns)].map(secretOf).filter(({ store }) => store === "secretsmanager");
  return [
    group(
      "Secrets",
      step("KMS keys and the master secret need no way back: what was encrypted stays readable."),
      ...kept.map(({ id, region }) =>
        step(
          ["Make the value before current again for ", inlineCode(id), ", then replace the copies."],
          previousSecret(id, region),
        ),
      ),
    ),
  ];
}

function previousSecret(id: string, region: string): string {
  const versionAt = (name: string, stage: string) =>
    awsInto(
      name,
      "secretsmanager list-secret-version-ids",
      `Versions[?contains(VersionStages,'${stage}')].VersionId | [0]`,
      { "secret-id": id },
      region,
    );
  return [
    versionAt("OLD", "AWSPREVIOUS"),
    versionAt("NEW", "AWSCURRENT"),
    aws(
      "secretsmanager update-secret-version-stage",
      {
        "secret-id": id,
        "version-stage": "AWSCURRENT",
        "move-to-version-id": variable("OLD"),
        "remove-from-version-id": variable("NEW"),
      },
      region,
    ),
  ].join("\n");
}
