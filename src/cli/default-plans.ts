import { existsSync, readFileSync } from "node:fs";

/**
 * The plans to work on when a command names none: `OPSPLAN_PLANS` (comma-separated), else `context.plans` of
 * `cdktf.json`, else `opsplan.yaml` or `plan.yaml` in this folder.
 */
export function defaultPlans(environment: NodeJS.ProcessEnv): readonly string[] {
  const named = environment.OPSPLAN_PLANS?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (named && named.length > 0) return named;
  return contextPlans() ?? ["opsplan.yaml", "plan.yaml"].filter((name) => existsSync(name)).slice(0, 1);
}

function contextPlans(): readonly string[] | undefined {
  if (!existsSync("cdktf.json")) return undefined;
  const settings: unknown = JSON.parse(readFileSync("cdktf.json", "utf8"));
  const context = property(settings, "context");
  const plans = property(context, "plans");
  return Array.isArray(plans) ? plans.map(String) : undefined;
}

function property(value: unknown, key: string): unknown {
  return value !== null && typeof value === "object" ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}
