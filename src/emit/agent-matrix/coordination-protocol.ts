import type { Plan } from "../../model/plan";
import { type Block, tableOr } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";

const PATTERNS = [
  ["Deployment strategy", "deploymentStrategy"],
  ["Monitoring approach", "monitoringApproach"],
  ["Incident response", "incidentResponse"],
  ["Performance optimization", "performanceOptimization"],
] as const;

/** The coordination patterns that the initiative names. */
export function coordinationTable({ initiative: { coordination } }: Plan): Block {
  const rows = PATTERNS.flatMap(([words, key]) => {
    const pattern = coordination[key];
    return pattern === undefined ? [] : [[words, inlineCode(pattern)]];
  });
  return tableOr(["Part", "Pattern"], rows, "The initiative names no coordination patterns.");
}
