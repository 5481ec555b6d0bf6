import { githubEnvironment } from "../../model/github-pipeline";
import type { Plan } from "../../model/plan";

/** Below the environment's documents. */
export const WORKFLOW_PATH = "ci/github-actions.yml";

/** Where GitHub looks for it, below the repository's root. */
export function installedWorkflow(plan: Pick<Plan, "name" | "environment">): string {
  return `.github/workflows/${githubEnvironment(plan)}.yml`;
}
