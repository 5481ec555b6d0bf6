import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading, paragraph } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { agentCoordination } from "./agent-coordination";
import { deploymentPipeline } from "./deployment-pipeline";
import { excellenceRoadmap } from "./excellence-roadmap";
import { implementationSummary } from "./implementation-summary";
import { incidentArchitecture } from "./incident-architecture";
import { infrastructureStrategy } from "./infrastructure-strategy";
import { monitoringFramework } from "./monitoring-framework";
import { requirementsAnalysis } from "./requirements-analysis";

/** The specification's eight sections, in its order and words. */
const SECTIONS: readonly (readonly [string, (context: EmitContext) => readonly Block[]])[] = [
  ["Operational Implementation Summary", implementationSummary],
  ["Requirements Analysis", requirementsAnalysis],
  ["Agent Coordination Matrix", agentCoordination],
  ["Infrastructure Strategy Specification", infrastructureStrategy],
  ["Deployment Pipeline Design", deploymentPipeline],
  ["Monitoring and Observability Framework", monitoringFramework],
  ["Incident Response Architecture", incidentArchitecture],
  ["Operational Excellence Roadmap", excellenceRoadmap],
];

export function emitOperationalPlan(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const blocks = [
    heading(1, `Operational plan: ${plan.title}, ${plan.environment.name}`),
    ...(plan.description === null ? [] : [paragraph(plan.description)]),
    paragraph(
      "Written from the plan ",
      inlineCode(plan.name),
      ` version ${plan.version} and from the Terraform generated for it. Addresses are Terraform's, inside the stack `,
      "named beside them.",
    ),
    ...SECTIONS.flatMap(([title, section]) => [heading(2, title), ...section(context)]),
  ];
  return { path: "OPERATIONAL_PLAN.md", text: renderMarkdown(blocks) };
}
