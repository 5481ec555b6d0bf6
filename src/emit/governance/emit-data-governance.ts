import { type Residency, residencyOf } from "../../model/residency";
import { formatDuration } from "../../model/units/duration";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { addressCell } from "../markdown/addresses";
import { type Block, bullets, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { ownerOfRunbook } from "../owners";
import { heldWords, protectionWords, retentionWords } from "./store-words";

/** What each store holds, where it may be, who reaches it, how long it is kept and how it is erased. */
export function emitDataGovernance(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const blocks = [
    heading(1, `Data governance: ${plan.title}, ${plan.environment.name}`),
    paragraph(
      "The rules for the data of this system, store by store. Owner: ",
      inlineCode(ownerOfRunbook(plan, "data-erasure")),
      ". Written from the plan ",
      inlineCode(plan.name),
      ` version ${plan.version}; what a store holds is what the plan says of it under `,
      inlineCode("dataStores[].data"),
      ".",
    ),
    heading(2, "Stores"),
    storeTable(context),
    heading(2, "Classification"),
    ...classification(),
    heading(2, "Residency"),
    ...residency(context),
    heading(2, "Access"),
    accessTable(context),
    heading(2, "Retention and erasure"),
    ...retention(context),
    heading(2, "Discovery"),
    discovery(context),
  ];
  return { path: "DATA_GOVERNANCE.md", text: renderMarkdown(blocks) };
}

function storeTable({ plan, index }: EmitContext): Block {
  return tableOr(
    ["Store", "Engine", "Classification", "Holds", "Protected by", "Resources"],
    plan.stores.map((store) => [
      inlineCode(store.name),
      inlineCode(store.engine),
      store.data.classification,
      heldWords(store),
      protectionWords(store),
      addressCell(
        index
          .ofSubject(store.name)
          .filter(({ role }) => role !== null && STORES.has(role))
          .map(({ address }) => address),
      ),
    ]),
    "The plan has no data store.",
  );
}

const STORES: ReadonlySet<string> = new Set([
  "aurora-cluster",
  "redis-group",
  "dynamodb-table",
  "sqs-queue",
  "s3-store",
]);

function classification(): readonly Block[] {
  return [
    table(
      ["Class", "Meaning", "Handling"],
      [
        ["public", "Meant for everybody", "May be served to anybody; integrity still counts"],
        ["internal", "For the organisation", "Roles of the services that use it; people on request"],
        ["confidential", "Harms the organisation or people if it leaks", "As internal; no copy outside the account"],
        [
          "restricted",
          "Law or contract protects it",
          "As confidential; people only through a ticket, with two pairs of eyes, which notes every access",
        ],
      ],
    ),
  ];
}

function residency({ plan }: EmitContext): readonly Block[] {
  const allowed = residencyOf(plan.requirements);
  const { region, recoveryRegion } = plan.environment;
  const places = [
    [inlineCode(region), ": stores, logs, backups"],
    ...(plan.recovery === null || plan.recovery.region === null
      ? recoveryRegion === null
        ? []
        : [
            [
              inlineCode(recoveryRegion),
              ": named as recovery region; nothing is copied there without recovery objectives",
            ],
          ]
      : [
          [
            inlineCode(plan.recovery.region),
            ": copies of backups",
            "; what the recovery pattern keeps there, see ",
            link("RECOVERY.md", "RECOVERY.md"),
          ],
        ]),
    ...(plan.edge.hasPublicEndpoint && plan.edge.cdn
      ? [["CloudFront's edge locations, worldwide: answers pass through, and static paths are cached"]]
      : []),
  ];
  return [paragraph(...allowedWords(allowed)), paragraph("Data stands in:"), bullets(places)];
}

function allowedWords(allowed: Residency | null): readonly Content[] {
  if (allowed === null) return ["Neither the plan nor a standard that it is under limits where data may be."];
  const by =
    allowed.by === "gdpr" ? "GDPR: the EEA, the United Kingdom and Switzerland." : "The plan's own requirement.";
  return [
    "Only these regions may hold data; synthesis refuses any other: ",
    ...codeList(allowed.regions, "none"),
    `. ${by}`,
  ];
}

function accessTable({ plan }: EmitContext): Block {
  return tableOr(
    ["Store", "Services that reach it", "People"],
    plan.stores.map((store) => [
      inlineCode(store.name),
      codeList(
        plan.services.filter(({ uses }) => uses.includes(store.name)).map(({ name }) => name),
        "none",
      ),
      peopleWords(plan, store),
    ]),
    "Nothing to reach.",
  );
}

/** Of data, CloudTrail records what touches objects and items of stores with personal or cardholder data; of nothing else. */
function peopleWords({ security }: EmitContext["plan"], store: EmitContext["plan"]["stores"][number]): string {
  if (store.engine === "aurora-postgresql") {
    return "by the Data API, with a role that may use it; statements that change the schema are logged";
  }
  const watched = store.engine === "s3" || store.engine === "dynamodb";
  const sensitive = store.data.personalData || store.data.cardholderData;
  return watched && sensitive && security.cloudTrail
    ? "with a role that may use it; CloudTrail records every read and write"
    : "with a role that may use it; reads and writes are not recorded";
}

function retention({ plan, index }: EmitContext): readonly Block[] {
  const written =
    index.providing("database").length + index.providing("table").length + index.providing("object-storage").length;
  return [
    tableOr(
      ["Store", "Records are kept", "Backups are kept"],
      plan.stores.map((store) => [inlineCode(store.name), retentionWords(store), backupWords(plan, store)]),
      "Nothing is kept.",
    ),
    ...(written === 0
      ? []
      : [
          paragraph(
            "What has outlived its retention goes by ",
            link("data-retention.md", "runbooks/data-retention.md"),
            "; what a person asks to be erased goes by ",
            link("data-erasure.md", "runbooks/data-erasure.md"),
            ". Backups keep what was erased until they expire: after a restore both runbooks are followed again.",
          ),
        ]),
  ];
}

function backupWords({ recovery }: EmitContext["plan"], store: EmitContext["plan"]["stores"][number]): string {
  switch (store.engine) {
    case "aurora-postgresql":
      return withPlan(`${formatDuration(store.backupRetention)} to the second`, store.backup, recovery);
    case "dynamodb":
      return withPlan("35 days to the second", store.backup, recovery);
    case "s3":
      return withPlan("old versions 90 days", store.backup, recovery);
    case "redis":
      return store.snapshotRetention.seconds === 0
        ? "not at all"
        : `daily snapshots, ${formatDuration(store.snapshotRetention)}`;
    case "sqs":
      return "not at all";
  }
}

function withPlan(own: string, backedUp: boolean, recovery: EmitContext["plan"]["recovery"]): string {
  return backedUp && recovery !== null ? `${own}; in AWS Backup ${recovery.backup.retentionDays} days` : own;
}

function discovery({ index, plan }: EmitContext): Block {
  const found = index.providing("sensitive-data-discovery").map(({ address }) => address);
  if (found.length === 0) {
    return paragraph(
      plan.stores.some(({ engine }) => engine === "s3")
        ? "Amazon Macie is not used: what the S3 stores hold is what the plan says of them, and nothing checks it."
        : "There is no S3 store, and Amazon Macie looks into no other: what the stores hold is what the plan says of them.",
    );
  }
  return paragraph(
    "Amazon Macie looks into the S3 stores for sensitive data; what it finds becomes a ticket: ",
    ...codeList(found, "none"),
    ".",
  );
}
