import { runAuditQuery, validateTrail } from "../commands/audit-commands";
import { aws } from "../commands/aws";
import { ask, variable } from "../commands/shell";
import type { EmitContext } from "../emit-context";
import { type Block, codeBlock, numbered, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";

/** Where audit logs are, how long, for whom, how they are asked, and how it is proved that they are whole. */
export function auditLogging(context: EmitContext): readonly Block[] {
  const trail = context.index.oneByRole("trail");
  if (trail === undefined) {
    return [
      paragraph(
        "No trail is generated: ",
        inlineCode("security.cloudTrail"),
        " is off, or the account's baseline belongs to somebody else. Whoever owns it keeps the audit logs.",
      ),
    ];
  }
  return [
    table(["Fact", "Value"], facts(context, trail.handles.name)),
    ...queries(context),
    ...proof(context, trail.handles.name),
  ];
}

function facts(context: EmitContext, trail: string): readonly (readonly Content[])[] {
  const { plan, index, region } = context;
  const { auditLog, trailRetentionDays, logBucket } = plan.security;
  const own = bucketNamed(context, "audit");
  const bucket = own ?? logBucket ?? bucketNamed(context, "logs") ?? "the log bucket";
  const selectors = plan.stores
    .filter(
      ({ engine, data }) => (engine === "s3" || engine === "dynamodb") && (data.personalData || data.cardholderData),
    )
    .map(({ name }) => name);
  const unseen = plan.stores
    .filter(({ engine, data }) => engine === "aurora-postgresql" && (data.personalData || data.cardholderData))
    .map(({ name }) => name);
  return [
    ["Trail", [inlineCode(trail), `, of all regions, written in `, inlineCode(region), "; digests every hour"]],
    [
      "Accounts",
      auditLog.organizationTrail
        ? ["every account of ", inlineCode(auditLog.organizationId ?? "the organisation")]
        : [inlineCode(plan.environment.account)],
    ],
    ["Kept in", [inlineCode(bucket), own === null ? "" : ", which holds nothing else"]],
    ["Encrypted with", keyOf(context)],
    [
      "Kept for",
      `${trailRetentionDays} days${own === null ? "" : "; 90 of them in the standard class, then in a Glacier class that answers at once"}`,
    ],
    ["Locked", lockWords(context, own)],
    [
      "Read by",
      own !== null && auditLog.readers.length > 0
        ? [...codeList(auditLog.readers, "nobody"), "; the bucket denies it to everybody else, operators included"]
        : "whoever the account's own policies let; name auditors in security.auditLog.readers to deny it to all others",
    ],
    [
      "Deleted by",
      own === null
        ? "whoever the account's own policies let"
        : "nobody but the lifecycle rule, when they have been kept long enough",
    ],
    [
      "Reads and writes of data",
      selectors.length === 0
        ? "not recorded: no S3 or DynamoDB store holds personal or cardholder data"
        : ["recorded of ", ...codeList(selectors, "none")],
    ],
    ...(unseen.length === 0
      ? []
      : [
          [
            "Not in the trail",
            [
              "statements inside ",
              ...codeList(unseen, "none"),
              ": the database's own log has connections and changes of schema",
            ],
          ] as const,
        ]),
    [
      "Other logs",
      `services ${plan.observability.logRetentionDays} days${plan.network.kind === "managed" ? `, network flows ${plan.network.flowLogRetentionDays} days` : ""}, in CloudWatch Logs`,
    ],
    [
      "Raises alarms",
      codeList(
        [
          ...new Set(
            index.evidence.alarms
              .filter(({ runbook, subject }) => runbook === "security-finding" && subject.name === "security")
              .map(({ name }) => name),
          ),
        ],
        "none",
      ),
    ],
  ];
}

function bucketNamed({ index }: EmitContext, purpose: string): string | null {
  return index.byRole("bucket").find(({ handles }) => handles.purpose === purpose)?.handles.name ?? null;
}

function keyOf({ plan, index }: EmitContext): Content {
  const existing = plan.security.keys.logs;
  if (existing !== null) return inlineCode(existing);
  const key = index.byRole("kms-key").find(({ handles }) => handles.alias.endsWith("-logs"));
  return key === undefined ? "the logs key" : [inlineCode(key.handles.alias), ", ", inlineCode(key.resource.address)];
}

function lockWords({ plan }: EmitContext, own: string | null): string {
  const { objectLock } = plan.security.auditLog;
  if (own === null) return "no: the bucket holds other logs too, or belongs to somebody else";
  switch (objectLock) {
    case "none":
      return "no: security.auditLog.objectLock is none";
    case "governance":
      return "governance: no version goes before its time unless the lock is bypassed, which the bucket's policy denies to everybody";
    case "compliance":
      return "compliance: no version goes before its time, whoever asks, the root user and AWS included";
  }
}

function queries(context: EmitContext): readonly Block[] {
  const { index, region, account } = context;
  const found = index.byRole("audit-query");
  const [first] = found;
  if (first === undefined) {
    return [
      paragraph(
        "No queries are generated: the trail shares its bucket. The last 90 days of management events can be looked up by ",
        inlineCode("aws cloudtrail lookup-events"),
        ".",
      ),
    ];
  }
  const policy = index.oneByRole("audit-reader-policy")?.handles.name;
  return [
    paragraph("Questions that stand ready in Athena, with results that only auditors read:"),
    tableOr(
      ["Query", "Workgroup", "Resource"],
      found.map(({ handles, resource }) => [
        inlineCode(handles.name),
        inlineCode(handles.workgroup),
        inlineCode(resource.address),
      ]),
      "None.",
    ),
    numbered([
      ...(policy === undefined
        ? []
        : [
            step(
              "Once, by whoever owns the auditors' role: give it the policy that reads and queries.",
              ask("ROLE", "Name of the auditors' role"),
              aws(
                "iam attach-role-policy",
                { "role-name": variable("ROLE"), "policy-arn": `arn:aws:iam::${account}:policy/${policy}` },
                null,
              ),
            ),
          ]),
      step("As an auditor: ask one of them.", ...runAuditQuery(first.handles, region)),
    ]),
  ];
}

function proof({ region, account }: EmitContext, trail: string): readonly Block[] {
  return [
    paragraph("That nothing was changed or taken away since it was written:"),
    codeBlock("bash", validateTrail(trail, account, region).join("\n")),
  ];
}
