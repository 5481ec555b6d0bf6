import type { AlarmEvidence } from "../../evidence/evidence";
import { runbookPath } from "../../model/catalogue/runbooks";
import { counted } from "../../model/counted";
import { SEVERITIES } from "../../model/severities";
import { monitoringCoverage } from "../../planning/monitoring-coverage/monitoring-coverage";
import { allSlos } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import { type Block, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, inlineCode, link } from "../markdown/inline";
import { overviewRow } from "../slo/overview-row";
import { forecastBlocks } from "./forecasts";
import { coverageBlocks } from "./monitoring-coverage";

/** What is measured, what is promised, what wakes someone, and where it is seen. */
export function monitoringFramework(context: EmitContext): readonly Block[] {
  const { plan, index, evidence } = context;
  return [
    heading(3, "Service level objectives"),
    tableOr(
      ["Service", "SLO", "Good", "Target", "Window", "Budget", "Tiers"],
      allSlos(plan).map((each) => overviewRow(context, each)),
      "No service has an SLO.",
    ),
    ...(allSlos(plan).length === 0 ? [] : [budgetWords()]),
    heading(3, "Golden signals"),
    ...coverageBlocks(monitoringCoverage(plan, evidence)),
    heading(3, "Alarms"),
    ...SEVERITIES.flatMap((severity) => severityBlocks(evidence.alarms, severity)),
    ...deploymentBlocks(evidence.alarms),
    ...silentBlocks(evidence.alarms),
    heading(3, "Forecasts"),
    ...forecastBlocks(context),
    heading(3, "Dashboards"),
    tableOr(
      ["Dashboard", "Shows", "Address"],
      index
        .byRole("dashboard")
        .map(({ handles, resource }) => [
          inlineCode(handles.name),
          subjectWords(resource.subject),
          inlineCode(resource.address),
        ]),
      "No dashboard is generated.",
    ),
    heading(3, "Logs"),
    paragraph(`Services' logs are kept ${plan.observability.logRetentionDays} days.`, baselineWords(context)),
    tableOr(
      ["Log group", "Of", "Stack"],
      index
        .byRole("log-group")
        .map(({ handles, resource }) => [
          inlineCode(handles.name),
          subjectWords(resource.subject),
          inlineCode(resource.stack),
        ]),
      "No log group is generated.",
    ),
  ];
}

function budgetWords(): Block {
  return paragraph(
    "The budget is window × (1 − target): minutes of complete failure, or failures in a million requests when traffic is even. Each tier fires while two windows spend it too fast. Thresholds, times and the error budget policy are worked out in ",
    link("SLO.md", "SLO.md"),
    ".",
  );
}

function severityBlocks(all: readonly AlarmEvidence[], severity: AlarmEvidence["severity"]): readonly Block[] {
  const alarms = all.filter((alarm) => alarm.severity === severity && alarm.purpose === "notifies");
  if (alarms.length === 0) return [];
  return [heading(4, `Severity ${severity}: ${counted(alarms.length, "alarm")}`), alarmTable(alarms)];
}

function deploymentBlocks(all: readonly AlarmEvidence[]): readonly Block[] {
  const alarms = all.filter(({ purpose }) => purpose === "deployment");
  if (alarms.length === 0) return [];
  return [
    heading(4, `Guarding deployments: ${counted(alarms.length, "alarm")}`),
    paragraph("These notify nobody: they stop a deployment and roll it back."),
    alarmTable(alarms),
  ];
}

/** Counted, not listed: there are two per tier, and SLO.md has their addresses. */
function silentBlocks(all: readonly AlarmEvidence[]): readonly Block[] {
  const of = (purpose: AlarmEvidence["purpose"]) => all.filter((alarm) => alarm.purpose === purpose).length;
  const tiers = all.filter(({ purpose, kind, slo }) => purpose === "notifies" && kind === "composite" && slo !== null);
  const silent = of("window") + of("maintenance") + of("view");
  if (silent === 0) return [];
  return [
    heading(4, `Deciding for others: ${counted(silent, "alarm")}`),
    paragraph(
      `These notify nobody. ${counted(of("window"), "alarm")} on single windows decide for the ${counted(tiers.length, "tier")} of the SLOs; `,
      `${of("maintenance")} silence them during maintenance. Their addresses stand in `,
      link("SLO.md", "SLO.md"),
      ".",
      ...(of("view") === 0 ? [] : [` ${of("view")} are read by Route 53, which tells whether the region serves.`]),
    ),
  ];
}

function alarmTable(alarms: readonly AlarmEvidence[]): Block {
  return table(
    ["Alarm", "Of", "Fires when", "Address", "Runbook"],
    alarms.map(({ name, subject, condition, address, runbook }) => [
      inlineCode(name),
      inlineCode(subject.name),
      condition,
      inlineCode(address),
      link(`${runbook}.md`, runbookPath(runbook)),
    ]),
  );
}

function subjectWords(subject: { readonly kind: string; readonly name: string } | null): Content {
  return subject === null ? "the plan" : [`${subject.kind} `, inlineCode(subject.name)];
}

function baselineWords({ plan: { observability } }: EmitContext): string {
  return observability.anomalyDetection
    ? ` Baselines are learnt from two weeks of data; alarms fire ${observability.anomalyBand} standard deviations outside.`
    : " Anomaly detection is off: no baseline is learnt.";
}
