import { DEPLOYED_TAG } from "../../core/shared-names";
import { type Buildspec, script } from "./buildspec";

/** Commands that make what runs in the recovery region take the image; none where nothing runs. */
export interface StandbyBuildspecProps {
  readonly refresh: readonly string[];
}

/**
 * Brings the image of a commit that was deployed to the recovery region: under its own tag, which stands for it for
 * good, and under the one that moves. Needs the variables `REGISTRY`, `REPOSITORY`, `STANDBY_REGION`,
 * `STANDBY_REGISTRY`, `STANDBY_REPOSITORY` and `COMMIT_ID`.
 */
export function standbyBuildspec({ refresh }: StandbyBuildspecProps): Buildspec {
  return {
    phases: {
      pre_build: {
        commands: [
          'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"',
          'aws ecr get-login-password --region "$STANDBY_REGION" | docker login --username AWS --password-stdin "$STANDBY_REGISTRY"',
          'export IMAGE="$REGISTRY/$REPOSITORY:$COMMIT_ID" COPY="$STANDBY_REGISTRY/$STANDBY_REPOSITORY"',
        ],
      },
      // One phase: CodeBuild stops a phase at its first failure.
      build: { commands: ['docker pull "$IMAGE"', copyOnce(), moveTag(), ...refresh] },
    },
  };
}

function copyOnce(): string {
  return script(
    'if aws ecr describe-images --region "$STANDBY_REGION" --repository-name "$STANDBY_REPOSITORY" --image-ids imageTag="$COMMIT_ID" > /dev/null 2>&1; then',
    '  echo "$COPY:$COMMIT_ID is there already"',
    "else",
    '  docker tag "$IMAGE" "$COPY:$COMMIT_ID" && docker push "$COPY:$COMMIT_ID"',
    "fi",
  );
}

function moveTag(): string {
  return `docker tag "$IMAGE" "$COPY:${DEPLOYED_TAG}" && docker push "$COPY:${DEPLOYED_TAG}"`;
}

/** ECS looks the tag up again at a new deployment. Without tasks there is nothing to replace, and it ends at once. */
export function refreshEcsService(cluster: string, service: string): string {
  const at = `--region "$STANDBY_REGION" --cluster ${cluster}`;
  return script(
    `aws ecs update-service ${at} --service ${service} --force-new-deployment --query service.serviceArn --output text`,
    `aws ecs wait services-stable ${at} --services ${service}`,
  );
}

/** Instances pull the tag when they start: new ones take the place of those that run. */
export function refreshInstances(group: string): string {
  const at = `--region "$STANDBY_REGION"`;
  return script(
    `running=$(aws autoscaling describe-auto-scaling-groups ${at} --auto-scaling-group-names ${group} --query 'length(AutoScalingGroups[0].Instances)' --output text)`,
    'if [ "$running" != 0 ]; then',
    `  aws autoscaling start-instance-refresh ${at} --auto-scaling-group-name ${group} --preferences MinHealthyPercentage=90`,
    "fi",
  );
}
