import { type Buildspec, enterServiceFolder, script } from "./buildspec";
import { BUNDLE_FOLDER } from "./bundle";

export interface ImageBuildspecProps {
  readonly service: string;
  /** Commands that write what the deployment reads; see `bundle.ts`. */
  readonly bundle: readonly string[];
}

const SCAN_POLL_SECONDS = 10;
/** Ten minutes: a basic scan takes seconds to a few minutes. */
const SCAN_ATTEMPTS = 60;
const ONE_IMAGE = '--repository-name "$REPOSITORY" --image-id imageTag="$COMMIT_ID"';
const FINDINGS = `aws ecr describe-image-scan-findings --no-paginate ${ONE_IMAGE}`;

/**
 * Builds and pushes the image of a commit, refuses it by its scan, and writes what the deployment reads. Needs the
 * environment variables `REGISTRY`, `REPOSITORY` and `COMMIT_ID`.
 */
export function imageBuildspec({ service, bundle }: ImageBuildspecProps): Buildspec {
  return {
    phases: {
      pre_build: {
        commands: [
          'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"',
          'export IMAGE="$REGISTRY/$REPOSITORY:$COMMIT_ID"',
        ],
      },
      // One phase: CodeBuild stops a phase at its first failure, but runs post_build whatever happened before.
      build: {
        commands: [enterServiceFolder(service), buildAndPush(), waitForScan(), refuseFindings(), ...bundle],
      },
    },
    artifacts: { "base-directory": BUNDLE_FOLDER, files: ["**/*"] },
  };
}

/** Tags are immutable, so a commit that runs again is deployed from the image it was built into the first time. */
function buildAndPush(): string {
  return script(
    'if aws ecr describe-images --repository-name "$REPOSITORY" --image-ids imageTag="$COMMIT_ID" > /dev/null 2>&1; then',
    '  echo "$IMAGE is already built"',
    "else",
    // Attestations turn an image into an index, which the scan does not read.
    '  BUILDX_NO_DEFAULT_ATTESTATIONS=1 docker build --tag "$IMAGE" . && docker push "$IMAGE"',
    "fi",
  );
}

/**
 * Waits until the scan ends. The CLI's own waiter gives up at once while the scan is not registered yet, and does not
 * know `ACTIVE`, the end state where the account's registry has enhanced scanning.
 */
export function waitForScan(): string {
  return script(
    "status=NONE",
    `for attempt in $(seq 1 ${SCAN_ATTEMPTS}); do`,
    `  status=$(${FINDINGS} --query imageScanStatus.status --output text) || status=NONE`,
    `  case "$status" in NONE|PENDING|IN_PROGRESS) sleep ${SCAN_POLL_SECONDS} ;; *) break ;; esac`,
    "done",
    'case "$status" in',
    "  COMPLETE|ACTIVE) ;;",
    '  *) echo "$IMAGE is not deployed: its scan ended as $status"; exit 1 ;;',
    "esac",
  );
}

/** Anything but a count of nought stops the build, an answer that is not a number too. */
export function refuseFindings(): string {
  const count = (severity: string) => `imageScanFindings.findingSeverityCounts.${severity} || \`0\``;
  return script(
    `blocking=$(${FINDINGS} --query 'sum([${count("CRITICAL")}, ${count("HIGH")}])' --output text)`,
    'if [ "$blocking" != 0 ]; then',
    '  echo "$IMAGE is not deployed: $blocking critical or high findings"',
    `  ${FINDINGS} --query imageScanFindings.findingSeverityCounts --output json`,
    "  exit 1",
    "fi",
  );
}
