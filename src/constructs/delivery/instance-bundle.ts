import type { Plan, Service } from "../../model/plan";
import { IMAGE_FILE, SERVICE_UNIT } from "../compute/user-data";
import { IN_SERVICE_SCRIPT } from "../compute/warm-pool-scripts";
import { bundleImage, bundleText } from "./buildspec/bundle";

/** CodeDeploy's limit on one script. */
const HOOK_MAX_SECONDS = 3600;
const POLL_SECONDS = 5;
/** What pulling an image may take. */
const PULL_SECONDS = 600;
/** Stopping a container, which the unit gives 30 s, and starting the next. */
const RESTART_SECONDS = 120;
/** How long a service without a port must stay up to count as started. */
const STEADY_SECONDS = 30;

/** What CodeDeploy's agent runs on an instance to bring it to a new image. */
export function instanceBundle(plan: Plan, service: Service): readonly string[] {
  return [
    bundleImage("image", "%s"),
    bundleText("scripts/pull.sh", pullScript(plan)),
    bundleText("scripts/start.sh", startScript()),
    bundleText("scripts/validate.sh", validateScript(service)),
    bundleText("appspec.yml", appspec(service)),
  ];
}

function appspec(service: Service): string {
  return [
    "version: 0.0",
    "os: linux",
    "hooks:",
    ...hook("AfterInstall", "pull", PULL_SECONDS),
    ...hook("ApplicationStart", "start", RESTART_SECONDS),
    ...hook("ValidateService", "validate", validationTimeout(service)),
  ].join("\n");
}

function hook(event: string, name: string, timeoutSeconds: number): readonly string[] {
  return [`  ${event}:`, `    - location: scripts/${name}.sh`, `      timeout: ${timeoutSeconds}`, "      runas: root"];
}

function bash(...lines: readonly string[]): string {
  return ["#!/bin/bash", "set -euo pipefail", ...lines].join("\n");
}

const READ_IMAGE = 'image=$(cat "$(dirname "$0")/../image")';

function pullScript({ environment }: Plan): string {
  const registry = `${environment.account}.dkr.ecr.${environment.region}.amazonaws.com`;
  return bash(
    READ_IMAGE,
    `aws ecr get-login-password --region ${environment.region} | docker login --username AWS --password-stdin ${registry}`,
    'docker pull "$image"',
  );
}

function startScript(): string {
  return bash(READ_IMAGE, `echo "IMAGE=$image" > ${IMAGE_FILE}`, `systemctl restart ${SERVICE_UNIT}`);
}

/** The same health check as the load balancer's, before it sends requests; without a port, that the unit stays up. */
function validateScript(service: Service): string {
  const attempts = Math.ceil(validationSeconds(service) / POLL_SECONDS);
  const healthy = service.port === null ? staysUp(attempts) : answers(service.port, service.health.path, attempts);
  // Images that no container uses any more fill the disk in time; a rollback pulls its own again.
  return bash(...inPool(service), ...healthy, "docker image prune --all --force");
}

/** In a warm pool nothing runs that could be asked; the revision is brought once more when the instance leaves it. */
function inPool({ scaling }: Service): readonly string[] {
  return scaling.warmPool === null ? [] : [`${IN_SERVICE_SCRIPT} || exit 0`];
}

function answers(port: number, path: string, attempts: number): readonly string[] {
  return [
    `for attempt in $(seq 1 ${attempts}); do`,
    `  if curl --fail --silent --show-error --max-time ${POLL_SECONDS} --output /dev/null http://localhost:${port}${path}; then break; fi`,
    `  if [ "$attempt" = ${attempts} ]; then echo "no healthy answer"; exit 1; fi`,
    `  sleep ${POLL_SECONDS}`,
    "done",
  ];
}

function staysUp(attempts: number): readonly string[] {
  return [
    `for attempt in $(seq 1 ${attempts}); do`,
    `  sleep ${POLL_SECONDS}`,
    `  systemctl is-active --quiet ${SERVICE_UNIT}`,
    "done",
  ];
}

/** Each attempt may take as long as the wait after it; then a minute for the images to go. */
function validationTimeout(service: Service): number {
  return Math.min(2 * validationSeconds(service) + 60, HOOK_MAX_SECONDS);
}

function validationSeconds({ port, health }: Service): number {
  return port === null ? STEADY_SECONDS : Math.max(health.gracePeriod.seconds, STEADY_SECONDS);
}
