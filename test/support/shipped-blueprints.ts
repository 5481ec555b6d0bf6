/** Blueprints of the package that tests synthesise once for all of them, the one that most tests read first. */
export const SHIPPED_BLUEPRINTS = [
  "ecommerce-operational-excellence",
  "financial-services-infrastructure-migration",
  "saas-platform-scalability-enhancement",
] as const;

export type ShippedBlueprint = (typeof SHIPPED_BLUEPRINTS)[number];

/** The environment variable that holds a blueprint's output folder. */
export function outputVariable(blueprint: ShippedBlueprint): string {
  return `OPSPLAN_TEST_OUTPUT_${blueprint.replaceAll("-", "_").toUpperCase()}`;
}
