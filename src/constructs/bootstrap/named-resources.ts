import type { Plan } from "../../model/plan";

/** Characters that `awsName` takes from a name which it cuts, for a hyphen and a hash. */
const CUT = 9;

/** The smallest limit on names of the services below; longer ones cut no plan's and environment's name. */
const CUT_LIMITS: Readonly<Record<string, number>> = { events: 64, iam: 64, lambda: 64, s3: 63, scheduler: 64 };

/** `<plan>-<environment>`, or what is left of it in the names of a service that cuts them. */
export function nameBeginning({ name, environment }: Pick<Plan, "name" | "environment">, service: string): string {
  const whole = `${name}-${environment.name}`;
  const limit = CUT_LIMITS[service];
  return limit === undefined ? whole : whole.slice(0, limit - CUT);
}

/**
 * What a service's ARNs have after the account, where all its calls know resources that bear the plan's names: `{n}` is
 * how those begin, `{p}` are plan and environment as folders. Services that are missing give ids of their own, or know no
 * resource for some of their calls.
 */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  athena: ["workgroup/{n}*"],
  autoscaling: ["autoScalingGroup:*:autoScalingGroupName/{n}*", "scalingPolicy:*:autoScalingGroupName/{n}*"],
  cloudformation: ["stack/{n}*", "stack/serverlessrepo-{n}*"],
  codebuild: ["project/{n}*", "report-group/{n}*"],
  codedeploy: ["application:{n}*", "deploymentgroup:{n}*", "deploymentconfig:{n}*"],
  codepipeline: ["{n}*"],
  dynamodb: ["table/{n}*", "global-table/{n}*"],
  ecr: ["repository/{n}*"],
  events: ["rule/{n}*", "event-bus/default", "connection/{n}*", "api-destination/{n}*"],
  // CloudWatch Synthetics names the function of a canary after it (user guide, canaries and their resources).
  lambda: ["function:{n}*", "function:cwsyn-{n}*", "layer:{n}*", "layer:cwsyn-{n}*", "event-source-mapping:*"],
  scheduler: ["schedule/*/{n}*"],
  secretsmanager: ["secret:{n}*"],
  sns: ["{n}*"],
  sqs: ["{n}*"],
  ssm: ["document/{n}*", "parameter/opsplan/{p}/*"],
  states: ["stateMachine:{n}*", "execution:{n}*"],
};

/** ARN patterns of what the pipeline may change of a service; null where its ARNs hold no names of the plan. */
export function namedResources(plan: Plan, service: string): readonly string[] | null {
  const beginning = nameBeginning(plan, service);
  if (service === "s3") return [`arn:aws:s3:::${beginning}*`];
  const resources = NAMED[service];
  if (resources === undefined) return null;
  const folder = `${plan.name}/${plan.environment.name}`;
  return resources.map((resource) => {
    const named = resource.replace("{n}", beginning).replace("{p}", folder);
    return `arn:aws:${service}:*:${plan.environment.account}:${named}`;
  });
}
