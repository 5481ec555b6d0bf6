import { githubEnvironment } from "../../model/github-pipeline";
import type { DeliverySource, Plan } from "../../model/plan";
import { checkov } from "../workflow/scripts";
import { installedWorkflow, WORKFLOW_PATH } from "../workflow/workflow-paths";
import { documentFile } from "./document-file";
import { layOut } from "./shell";

/** Puts the generated workflow where GitHub looks for it; to be committed. */
export function installWorkflow(plan: Plan): string {
  const from = documentFile(plan, WORKFLOW_PATH);
  return [
    "mkdir -p .github/workflows",
    layOut("cp", [from, installedWorkflow(plan)]),
    `git add ${installedWorkflow(plan)}`,
  ].join("\n");
}

/** Accepts what fails now, resource by resource: what fails beside it stops the workflow. */
export function acceptPolicy(): string {
  return [
    ...checkov("--soft-fail --create-baseline"),
    "mv cdktf.out/stacks/.checkov.baseline .checkov.baseline",
    "[ -f .checkov.yaml ] || echo 'baseline: .checkov.baseline' > .checkov.yaml",
    "git add .checkov.baseline .checkov.yaml",
  ].join("\n");
}

/** Makes the environment of the jobs that apply, for the plan's branch alone (GitHub's REST API, deployments). */
export function protectEnvironment(plan: Plan, { repository, branch }: DeliverySource): string {
  const environment = `repos/${repository}/environments/${githubEnvironment(plan)}`;
  return [
    layOut("gh api --method PUT", [
      environment,
      "-F 'deployment_branch_policy[protected_branches]=false'",
      "-F 'deployment_branch_policy[custom_branch_policies]=true'",
    ]),
    layOut("gh api --method POST", [`${environment}/deployment-branch-policies`, `-f name=${branch}`]),
  ].join("\n");
}
