import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import type { Statement } from "../core/policy";
import type { GeneratedResources } from "./generated-resources";
import { servicesOfTypes } from "./services-of-types";

/** Global Accelerator answers in this region alone (developer guide, quotas and endpoints). */
const ACCELERATOR_REGION = "us-west-2";

/** Services of one statement: a managed policy holds 6,144 characters, and each service takes about a hundred. */
const SERVICES_PER_STATEMENT = 40;

/** What the bootstrap stack itself is made of, whatever the others hold. */
const OWN_TYPES = ["aws_iam_role", "aws_kms_key", "aws_s3_bucket"];

/** Calls that read settings and begin with another verb. */
const FURTHER_READS: Readonly<Record<string, readonly string[]>> = {
  budgets: ["budgets:ViewBudget"],
  cloudformation: ["cloudformation:ValidateTemplate"],
  states: ["states:ValidateStateMachineDefinition"],
  wafv2: ["wafv2:CheckCapacity"],
};

/** IAM's names of the services whose resources are generated. */
export function generatedServices({ types }: Pick<GeneratedResources, "types">): readonly string[] {
  return servicesOfTypes([...types, ...OWN_TYPES]);
}

/** Calls of global services count as calls of us-east-1; those of Global Accelerator as calls of its own region. */
export function requestedRegions(plan: Plan, services: readonly string[]): readonly string[] {
  const { environment, recovery, state } = plan;
  const there = recovery?.region ?? null;
  return [
    ...new Set([
      environment.region,
      ...(there === null ? [] : [there]),
      ...(state.kind === "s3" ? [state.region] : []),
      GLOBAL_REGION,
      ...(services.includes("globalaccelerator") ? [ACCELERATOR_REGION] : []),
    ]),
  ].sort();
}

/**
 * The settings of the services whose resources are generated. AWS knows no resource for most of these calls, or Terraform
 * asks for resources by ids that nobody knows before they stand: so all of them, in the plan's regions.
 */
export function readStatements(plan: Plan, generated: GeneratedResources): readonly Statement[] {
  const services = generatedServices(generated);
  const Condition = { StringEquals: { "aws:RequestedRegion": requestedRegions(plan, services) } };
  const shares: (readonly string[])[] = [];
  for (let first = 0; first < services.length; first += SERVICES_PER_STATEMENT) {
    shares.push(services.slice(first, first + SERVICES_PER_STATEMENT));
  }
  return shares.map((share, index) => ({
    Sid: `ReadSettings${index + 1}`,
    Action: share.flatMap((service) => [
      ...["BatchGet*", "Describe*", "Get*", "List*"].map((verb) => `${service}:${verb}`),
      ...(FURTHER_READS[service] ?? []),
    ]),
    Resource: "*",
    Condition,
  }));
}
