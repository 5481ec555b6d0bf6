import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { variable } from "./shell";

type Handles = HandlesOf<"deployment-group">;

/** The group's last deployment that succeeded and the last that was tried. */
export function instanceDeployments({ application, group }: Handles, region: string): string {
  return aws(
    "deploy get-deployment-group",
    {
      "application-name": application,
      "deployment-group-name": group,
      query:
        "deploymentGroupInfo.{good:lastSuccessfulDeployment.[deploymentId,endTime],tried:lastAttemptedDeployment.[deploymentId,status,endTime]}",
    },
    region,
  );
}

/** Why the newest deployment failed, and on which instances. */
export function newestInstanceDeployment(handles: Handles, region: string): string {
  return [
    newest(handles, [], region),
    aws(
      "deploy get-deployment",
      {
        "deployment-id": variable("DEPLOYMENT"),
        query:
          "deploymentInfo.{status:status,error:errorInformation,rollback:rollbackInfo,instances:deploymentOverview}",
      },
      region,
    ),
    aws(
      "deploy list-deployment-targets",
      { "deployment-id": variable("DEPLOYMENT"), "target-filters": "TargetStatus=Failed", query: "targetIds" },
      region,
    ),
  ].join("\n");
}

/** Stops the deployment that runs now and puts the last good revision back. */
export function stopInstanceDeployment(handles: Handles, region: string): string {
  return [
    newest(handles, ["Created", "Queued", "InProgress"], region),
    aws("deploy stop-deployment", { "deployment-id": variable("DEPLOYMENT"), "auto-rollback-enabled": true }, region),
  ].join("\n");
}

function newest({ application, group }: Handles, statuses: readonly string[], region: string): string {
  return awsInto(
    "DEPLOYMENT",
    "deploy list-deployments",
    "deployments[0]",
    {
      "application-name": application,
      "deployment-group-name": group,
      ...(statuses.length === 0 ? {} : { "include-only-statuses": statuses }),
    },
    region,
  );
}
