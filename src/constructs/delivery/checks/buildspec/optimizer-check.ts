import type { TicketName } from "../../../../model/catalogue/ticket-triggers";
import { WITH_TICKETS } from "./section";

/** What AWS Compute Optimizer may have an opinion on; `service` is the name in the plan. */
export type OptimizedCompute =
  | { readonly service: string; readonly kind: "ecs-service"; readonly arn: string }
  | { readonly service: string; readonly kind: "auto-scaling-group"; readonly name: string };

/**
 * A ticket for each service or group that Compute Optimizer finds too large or too small. An account that has not opted
 * in has no findings: the check says so and passes. Compute Optimizer has spelt its findings in more than one way
 * (`NotOptimized`, `NOT_OPTIMIZED`), so they are compared without case and underscore.
 */
export function optimizerCheck(ticket: TicketName, compute: readonly OptimizedCompute[]): readonly string[] {
  return [
    WITH_TICKETS,
    "recommendations() {",
    '  if aws compute-optimizer "$@" --output json > "$WORK/recommendations.json" 2> "$WORK/refusal.log"; then return; fi',
    '  cat "$WORK/refusal.log"',
    '  if grep -q OptInRequiredException "$WORK/refusal.log"; then',
    '    echo "the account has not opted in to AWS Compute Optimizer: nothing to check"; exit 0',
    "  fi",
    "  exit 1",
    "}",
    "findings() {",
    '  jq -c --arg service "$1" \'',
    "    (.ecsServiceRecommendations // .autoScalingGroupRecommendations)[]",
    '    | select(.finding | ascii_downcase | gsub("_"; "") != "optimized")',
    '    | {subject: $service, title: "\\($service): Compute Optimizer finds \\(.finding)",',
    '       text: "AWS Compute Optimizer: \\(.finding). \\((.findingReasonCodes // []) | join(", "))"}',
    '  \' "$WORK/recommendations.json"',
    "}",
    ...compute.flatMap((one) => [...recommendationsFor(one), `findings ${one.service} | tickets ${ticket}`]),
  ];
}

/** Compute Optimizer asks for a group's ARN, which holds an id that AWS gives it. */
function recommendationsFor(target: OptimizedCompute): readonly string[] {
  if (target.kind === "ecs-service") {
    return [`recommendations get-ecs-service-recommendations --service-arns ${target.arn}`];
  }
  return [
    `group=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${target.name} \\`,
    "  --query 'AutoScalingGroups[0].AutoScalingGroupARN' --output text)",
    'recommendations get-auto-scaling-group-recommendations --auto-scaling-group-arns "$group"',
  ];
}
