import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";
import { warmPoolHookName } from "./warm-pool";

/** Ends well where the instance is in service or about to be; in a warm pool it fails. */
export const IN_SERVICE_SCRIPT = "/usr/local/bin/opsplan-in-service";

const PREPARE_SCRIPT = "/usr/local/bin/opsplan-prepare";
const PREPARE_UNIT = "opsplan-prepare";

/** An Auto Scaling group's name: 255 characters (EC2 Auto Scaling API reference). */
const GROUP_NAME_MAX_LENGTH = 255;

/** Seconds between two looks at what Auto Scaling wants of the instance. */
const POLL_SECONDS = 5;

/** Looks during which the hook may still be on its way: two minutes. */
const HOOK_ATTEMPTS = 24;

export interface WarmPoolScriptsProps {
  readonly plan: Plan;
  readonly service: Service;
  /** The unit that runs the container, and the file that says which image. */
  readonly unit: string;
  readonly imageFile: string;
  /** Lines that sign in to the registry of `$IMAGE`. */
  readonly signIn: readonly string[];
}

/**
 * Lines of user data for an instance that may wait in a warm pool. Its container runs in service only: one that took
 * messages off a queue while it is being prepared would be stopped in the middle of its work. User data runs once, and
 * an instance is started again when it leaves the pool, so a unit looks after it from each start on: prepared for the
 * pool it has the image, and says so; in service it runs the container, and says so.
 */
export function warmPoolScripts(props: WarmPoolScriptsProps): readonly string[] {
  return [
    ...file(IN_SERVICE_SCRIPT, inService()),
    ...file(PREPARE_SCRIPT, prepare(props)),
    `cat > /etc/systemd/system/${PREPARE_UNIT}.service <<'UNIT'`,
    "[Unit]",
    "Description=Follows the warm pool",
    "Requires=docker.service",
    "After=docker.service network-online.target",
    "Wants=network-online.target",
    "[Service]",
    `ExecStart=${PREPARE_SCRIPT}`,
    "Restart=always",
    "RestartSec=5",
    "[Install]",
    "WantedBy=multi-user.target",
    "UNIT",
    "systemctl daemon-reload",
    // Nothing follows: an instance that is prepared may be stopped at once.
    `systemctl enable ${PREPARE_UNIT}`,
    `systemctl start --no-block ${PREPARE_UNIT}`,
  ];
}

function file(path: string, lines: readonly string[]): readonly string[] {
  return [`cat > ${path} <<'SCRIPT'`, "#!/bin/bash", "set -euo pipefail", ...lines, "SCRIPT", `chmod 0755 ${path}`];
}

/** The instance metadata service, with a token, as the launch template asks. */
function metadata(path: string): string {
  const host = "http://169.254.169.254/latest";
  const token = `curl --fail --silent --max-time 5 --request PUT --header "X-aws-ec2-metadata-token-ttl-seconds: 60" ${host}/api/token`;
  return `curl --fail --silent --max-time 5 --header "X-aws-ec2-metadata-token: $(${token})" ${host}/meta-data/${path}`;
}

function inService(): readonly string[] {
  return [`test "$(${metadata("autoscaling/target-lifecycle-state")})" = InService`];
}

function prepare({ plan, service, unit, imageFile, signIn }: WarmPoolScriptsProps): readonly string[] {
  const group = resourceName(plan, [service.name], GROUP_NAME_MAX_LENGTH);
  return [
    "export HOME=/root",
    `id="$(${metadata("instance-id")})"`,
    // No hook waits when an instance was merely restarted: then nobody listens, and nothing is wrong.
    "say_prepared() {",
    `  for attempt in $(seq 1 ${HOOK_ATTEMPTS}); do`,
    "    if aws autoscaling complete-lifecycle-action --lifecycle-action-result CONTINUE \\",
    `      --lifecycle-hook-name ${warmPoolHookName(plan, service)} --auto-scaling-group-name ${group} \\`,
    `      --instance-id "$id" --region ${plan.environment.region}; then return; fi`,
    `    sleep ${POLL_SECONDS}`,
    "  done",
    "}",
    "followed=none",
    "while true; do",
    `  wanted="$(${metadata("autoscaling/target-lifecycle-state")} || echo unknown)"`,
    '  if [ "$wanted" != "$followed" ]; then',
    '    case "$wanted" in',
    "    InService)",
    `      systemctl start ${unit}`,
    "      say_prepared ;;",
    "    Warmed:*)",
    `      systemctl stop ${unit}`,
    // A deployment may have changed it since this began.
    `      . ${imageFile}`,
    ...signIn.map((line) => `      ${line}`),
    '      docker pull "$IMAGE"',
    "      say_prepared ;;",
    "    esac",
    '    followed="$wanted"',
    "  fi",
    `  sleep ${POLL_SECONDS}`,
    "done",
  ];
}
