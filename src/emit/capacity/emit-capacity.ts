import { capacityModel } from "../../model/capacity/capacity-model";
import { costEstimate } from "../../planning/cost/cost-estimate";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading, paragraph } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { ownerAmong } from "../owners";
import { assumptions } from "./assumptions";
import { bottleneckSection, zoneSection } from "./bottleneck-section";
import type { CapacityContext } from "./capacity-context";
import { connectionSection, networkSection } from "./connection-section";
import { costSection, floorSection } from "./cost-section";
import { costWatchSection } from "./cost-watch-section";
import { demandSection } from "./demand-section";
import { headline } from "./headline";
import { quotaSection } from "./quota-section";
import { recommendationSection } from "./recommendation-section";
import { savingsSection } from "./savings-section";
import { nextSteps, validationSection } from "./validation-section";

const SECTIONS: readonly (readonly [string, (context: CapacityContext) => readonly Block[]])[] = [
  ["Bottlenecks", bottleneckSection],
  ["Recommendations", recommendationSection],
  ["What each load needs", demandSection],
  ["Loss of a zone", zoneSection],
  ["Connections", connectionSection],
  ["Network", networkSection],
  ["Quotas", quotaSection],
  ["Cost", costSection],
  ["Savings", savingsSection],
  ["Watching costs", costWatchSection],
  ["Assumptions", assumptions],
  ["Showing that it holds", validationSection],
  ["Next", nextSteps],
];

/** `CAPACITY.md`: what the load needs, where it stops, and what it costs. */
export function emitCapacity(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const blocks = [
    heading(1, `Capacity and cost: ${plan.title}, ${plan.environment.name}`),
    paragraph(
      "Owner: ",
      inlineCode(ownerAmong(plan, ["capacity-planner", "performance-optimizer", "infrastructure-architect"])),
      "; account ",
      inlineCode(plan.environment.account),
      ", region ",
      inlineCode(plan.environment.region),
      ".",
    ),
    ...body(context),
  ];
  return { path: "CAPACITY.md", text: renderMarkdown(blocks) };
}

function body(context: EmitContext): readonly Block[] {
  const { plan, evidence } = context;
  const estimate = costEstimate(plan, evidence);
  const model = capacityModel(plan);
  if (plan.capacity === null || model === null) return withoutTarget({ ...context, estimate });
  const whole: CapacityContext = { ...context, capacity: plan.capacity, model, estimate };
  return [...headline(whole), ...SECTIONS.flatMap(([title, section]) => [heading(2, title), ...section(whole)])];
}

/** Nobody has said how many users there are: what can be said without that. */
function withoutTarget(context: EmitContext & Pick<CapacityContext, "estimate">): readonly Block[] {
  return [
    paragraph(
      "The plan names no users to carry, so nothing is known of what the load needs, where it stops, and what it costs with users. Set ",
      inlineCode("requirements.capacity"),
      ": users at today's peak, and the growth to carry.",
    ),
    heading(2, "Cost without traffic"),
    ...floorSection(context),
    heading(2, "Savings"),
    ...savingsSection(context),
    heading(2, "Watching costs"),
    ...costWatchSection(context),
  ];
}
