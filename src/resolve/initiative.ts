import { DELIVERABLES, type DeliverableEntry, type SuccessCriterionEntry } from "../model/catalogue/deliverables";
import { SUCCESS_CRITERIA } from "../model/catalogue/success-criteria";
import type { Initiative, Phase } from "../model/plan";
import type { ComplexityLevel } from "../model/schema/initiative";
import type { PlanFile } from "../model/schema/plan-file";
import { SECONDS_PER_DAY } from "../model/units/duration";
import type { Decisions } from "./decisions";

const SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY;

export function resolveInitiative(file: PlanFile, decisions: Decisions): Initiative {
  const { initiative } = file;
  return {
    name: initiative.name,
    timeline: initiative.timeline,
    start: initiative.start ?? null,
    complexity: initiative.complexity ?? deriveComplexity(initiative.timeline.seconds, decisions),
    phases: resolvePhases(file),
    coordination: initiative.coordination,
  };
}

/**
 * The specification's levels run from hours to days, days to weeks and weeks to months. Its own examples put ten and
 * twelve weeks at the second level and sixteen at the third, which sets the cut-offs.
 */
function deriveComplexity(seconds: number, decisions: Decisions): ComplexityLevel {
  const path = "initiative.complexity";
  if (seconds < SECONDS_PER_WEEK) return decisions.derive(path, "service_deployment", "the timeline is under a week");
  if (seconds <= 12 * SECONDS_PER_WEEK)
    return decisions.derive(path, "platform_operations", "the timeline is one to twelve weeks");
  return decisions.derive(path, "enterprise_operations", "the timeline is over twelve weeks");
}

function resolvePhases(file: PlanFile): readonly Phase[] {
  const { phases, start, evidence } = file.initiative;
  let elapsed = 0;
  return phases.map((phase) => {
    const begins = elapsed;
    elapsed += phase.duration.seconds;
    return {
      name: phase.name,
      duration: phase.duration,
      firstWeek: Math.floor(begins / SECONDS_PER_WEEK) + 1,
      lastWeek: Math.max(Math.ceil(elapsed / SECONDS_PER_WEEK), 1),
      startDate: start === undefined ? null : dayAfter(start, begins / SECONDS_PER_DAY),
      endDate: start === undefined ? null : dayAfter(start, Math.ceil(elapsed / SECONDS_PER_DAY) - 1),
      primaryAgents: phase.primaryAgents,
      supportingAgents: phase.supportingAgents,
      deliverables: phase.deliverables.map((name) => deliverable(name, evidence)),
      successCriteria: phase.successCriteria.map((name) => criterion(name, evidence)),
    };
  });
}

type OwnEvidence = PlanFile["initiative"]["evidence"];

function deliverable(name: string, evidence: OwnEvidence): DeliverableEntry {
  const known: readonly DeliverableEntry[] = DELIVERABLES;
  return known.find((entry) => entry.name === name) ?? { ...ownEntry(name, evidence), stacks: [] };
}

function criterion(name: string, evidence: OwnEvidence): SuccessCriterionEntry {
  const known: readonly SuccessCriterionEntry[] = SUCCESS_CRITERIA;
  return known.find((entry) => entry.name === name) ?? ownEntry(name, evidence);
}

function ownEntry(name: string, evidence: OwnEvidence): SuccessCriterionEntry {
  const own = evidence[name];
  if (!own) throw new Error(`the checks let ${name} pass, which nothing backs`);
  return { name, capabilities: [], documents: [], verification: { manual: own.verification, document: own.document } };
}

/** Calendar arithmetic in UTC on a date the plan gives: no clock. */
function dayAfter(start: string, days: number): string {
  return new Date(Date.parse(`${start}T00:00:00Z`) + Math.floor(days) * SECONDS_PER_DAY * 1000)
    .toISOString()
    .slice(0, 10);
}
