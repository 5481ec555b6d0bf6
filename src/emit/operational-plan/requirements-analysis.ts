import { STANDARD_TITLES } from "../../model/catalogue/controls/controls";
import { counted } from "../../model/counted";
import type { DataStore } from "../../model/plan";
import { formatDuration, formatLatency } from "../../model/units/duration";
import { formatMoney } from "../../model/units/money";
import { formatPercentage } from "../../model/units/percentage";
import { complianceSummary, countWords } from "../../planning/compliance/compliance-summary";
import { evaluateControls } from "../../planning/compliance/evaluate-controls";
import type { EmitContext } from "../emit-context";
import { type Block, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link } from "../markdown/inline";
import { controlRows } from "./security-controls";

/** What the system must reach, what limits it, and what it needs. */
export function requirementsAnalysis(context: EmitContext): readonly Block[] {
  const { plan } = context;
  return [
    heading(3, "Targets"),
    tableOr(["Requirement", "Value"], targetRows(context), "The plan names no requirements."),
    heading(3, "Services"),
    table(
      ["Service", "Purpose", "Runtime", "Size", "Exposure", "Works with"],
      plan.services.map((service) => [
        inlineCode(service.name),
        service.description ?? "not described",
        inlineCode(service.runtime),
        service.runtime === "ec2-asg"
          ? inlineCode(service.instanceType)
          : `${service.cpu} CPU units, ${service.memory} MiB`,
        service.exposure === "public" ? ["public: ", ...codeList(service.routes, "no route")] : service.exposure,
        codeList(service.uses, "nothing"),
      ]),
    ),
    heading(3, "Data stores"),
    tableOr(
      ["Store", "Purpose", "Engine", "Size", "Kept"],
      plan.stores.map((store) => [
        inlineCode(store.name),
        store.description ?? "not described",
        inlineCode(store.engine),
        sizeOf(store),
        keptOf(store),
      ]),
      "The plan has no data stores.",
    ),
    heading(3, "Security constraints"),
    table(["Control", "State"], controlRows(context)),
    heading(3, "Derived decisions"),
    paragraph("Values that nobody wrote, with the reason why each is what it is."),
    tableOr(
      ["Setting", "Value", "Reason"],
      plan.decisions.map(({ path, value, reason }) => [inlineCode(path), inlineCode(value), reason]),
      "Every value is written in the plan.",
    ),
    paragraph("What provides each deliverable stands in ", link("TRACEABILITY.md", "TRACEABILITY.md"), "."),
  ];
}

function targetRows(context: EmitContext): readonly (readonly Content[])[] {
  const { requirements, recovery: resolved } = context.plan;
  const { availability, latency, recovery, capacity, budget } = requirements;
  return [
    ...(availability === undefined ? [] : [["Availability", formatPercentage(availability)]]),
    ...(latency === undefined ? [] : [["Latency, 99th percentile", formatLatency(latency.p99)]]),
    ...(recovery === undefined
      ? []
      : [
          ["Recovery point objective", formatDuration(recovery.rpo)],
          ["Recovery time objective", formatDuration(recovery.rto)],
          ["Failover", recovery.failover],
          ...(resolved === null
            ? []
            : [
                [
                  "Recovery pattern",
                  [
                    `${resolved.pattern}, ${resolved.region === null ? "within the region" : `into ${resolved.region}`}: `,
                    link("RECOVERY.md", "RECOVERY.md"),
                  ],
                ],
              ]),
        ]),
    ["Compliance", complianceWords(context)],
    ...(capacity === undefined
      ? []
      : [
          [
            "Capacity",
            [
              `${capacity.currentPeakUsers} concurrent users today, growing ${capacity.growth} times: `,
              link("CAPACITY.md", "CAPACITY.md"),
            ],
          ],
        ]),
    ...(budget === undefined
      ? []
      : [
          [
            "Budget a month",
            [
              `${formatMoney(budget.monthly)}, alerts at ${budget.alertAt.map(formatPercentage).join(" and ")}: `,
              link("CAPACITY.md", "CAPACITY.md"),
            ],
          ],
        ]),
  ];
}

/** Each standard with how its controls stand; the document has them one by one. */
function complianceWords({ plan, evidence }: EmitContext): Content {
  const standards = complianceSummary(plan, evaluateControls(plan, evidence));
  if (standards.length === 0) return "no standard";
  const words = standards.map((summary) => `${STANDARD_TITLES[summary.standard]} (${countWords(summary)})`);
  return [`${words.join(", ")}: `, link("COMPLIANCE.md", "COMPLIANCE.md")];
}

function sizeOf(store: DataStore): string {
  switch (store.engine) {
    case "aurora-postgresql":
      return `${store.capacity.min} to ${store.capacity.max} capacity units, ${counted(store.readers, "reader")}`;
    case "redis":
      return `${store.nodeType}, ${counted(store.replicas, "replica")}`;
    case "dynamodb":
      return "on demand";
    case "sqs":
      return `${store.fifo ? "first in, first out; " : ""}${store.maxReceives} attempts, then dead letter`;
    case "s3":
      return store.publicRead ? "objects, read by anybody" : "objects";
  }
}

function keptOf(store: DataStore): string {
  switch (store.engine) {
    case "aurora-postgresql":
      return `${formatDuration(store.backupRetention)}, to the second`;
    case "redis":
      return store.snapshotRetention.seconds === 0
        ? "no snapshots"
        : `daily snapshots, ${formatDuration(store.snapshotRetention)}`;
    case "dynamodb":
      return "35 days, to the second";
    case "sqs":
      return `messages ${formatDuration(store.retention)}; no backup`;
    case "s3":
      return "old versions 90 days";
  }
}
