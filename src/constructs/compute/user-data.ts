import { Fn, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { byName } from "./by-name";
import { type SecretReference, secretReference } from "./secret-reference";
import { IN_SERVICE_SCRIPT, warmPoolScripts } from "./warm-pool-scripts";

/** The systemd unit that runs the container. Deployment scripts write the image and restart it. */
export const SERVICE_UNIT = "opsplan-service";

/** File with one line, `IMAGE=<image>`: what the unit runs next time it starts. */
export const IMAGE_FILE = "/etc/opsplan/service.env";

const RUN_SCRIPT = "/usr/local/bin/opsplan-run";

export interface UserDataProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly logGroupName: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Start-up script of an instance, in base64: Docker, the unit that runs the service's container, and the CodeDeploy
 * agent where a pipeline deploys. Text from the plan arrives quoted for the shell, inside a file in base64, so that
 * nothing in it is ever run. No line holds a brace after a dollar sign: Terraform would read it.
 *
 * Both scripts are Terraform locals, so that they stand readable in the output and Terraform encodes them once it
 * knows the stores' addresses.
 */
export function userData(scope: Construct, props: UserDataProps): string {
  const { plan, service } = props;
  const region = plan.environment.region;
  const pooled = service.scaling.warmPool !== null;
  const run = new TerraformLocal(scope, "run_script", runScript(props));
  const lines = [
    "#!/bin/bash",
    "set -euo pipefail",
    "dnf install --assumeyes docker jq",
    "systemctl enable --now docker",
    "install --directory --mode 0700 /etc/opsplan",
    `echo ${quoted(`IMAGE=${service.image}`)} > ${IMAGE_FILE}`,
    `echo '${Fn.base64encode(run.asString)}' | base64 --decode > ${RUN_SCRIPT}`,
    `chmod 0700 ${RUN_SCRIPT}`,
    `cat > /etc/systemd/system/${SERVICE_UNIT}.service <<'UNIT'`,
    ...unit(service),
    "UNIT",
    ...(pooled
      ? [...(rolledOut(plan) ? codeDeployAgent(region) : []), ...poolScripts(plan, service)]
      : [
          "systemctl daemon-reload",
          `systemctl enable --now ${SERVICE_UNIT}`,
          ...(rolledOut(plan) ? codeDeployAgent(region) : []),
        ]),
    "",
  ];
  return Fn.base64encode(new TerraformLocal(scope, "start_script", lines.join("\n")).asString);
}

/** What prepares an instance comes last: once it is prepared it may be stopped, and user data does not run again. */
function poolScripts(plan: Plan, service: Service): readonly string[] {
  return warmPoolScripts({
    plan,
    service,
    unit: SERVICE_UNIT,
    imageFile: IMAGE_FILE,
    signIn: registrySignIn(plan.environment.region),
  });
}

function unit({ name, scaling }: Service): readonly string[] {
  return [
    "[Unit]",
    `Description=Container of ${name}`,
    "Requires=docker.service",
    "After=docker.service network-online.target",
    "Wants=network-online.target",
    "[Service]",
    `EnvironmentFile=${IMAGE_FILE}`,
    // Whoever starts it, in a warm pool it does not run.
    ...(scaling.warmPool === null ? [] : [`ExecCondition=${IN_SERVICE_SCRIPT}`]),
    `ExecStartPre=-/usr/bin/docker rm --force ${SERVICE_UNIT}`,
    `ExecStart=${RUN_SCRIPT}`,
    `ExecStop=/usr/bin/docker stop --time 30 ${SERVICE_UNIT}`,
    "Restart=always",
    "RestartSec=5",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
}

/** Whether a pipeline brings new images to running instances; those of the recovery region are replaced instead. */
export function rolledOut({ delivery, environment }: Plan): boolean {
  return delivery.source !== null && environment.site === "primary";
}

/** AWS keeps the agent in a bucket for each region (CodeDeploy documentation, "Install the CodeDeploy agent"). */
function codeDeployAgent(region: string): readonly string[] {
  return [
    "dnf install --assumeyes ruby",
    `curl --fail --silent --show-error --retry 5 --output /tmp/codedeploy-install https://aws-codedeploy-${region}.s3.${region}.amazonaws.com/latest/install`,
    "chmod 0700 /tmp/codedeploy-install",
    "/tmp/codedeploy-install auto",
    "systemctl enable --now codedeploy-agent",
  ];
}

/**
 * Signs in to the registry, reads secrets and becomes the container. Secrets never stand on a command line, and no
 * variable of the plan is set before the last tool has run: a `PATH` or `AWS_PROFILE` is meant for the container.
 */
function runScript({ plan, service, logGroupName, environment }: UserDataProps): string {
  const region = plan.environment.region;
  const secrets = byName(service.secrets);
  return [
    "#!/bin/bash",
    "set -euo pipefail",
    // systemd starts without one, and Docker keeps the registry's token below it.
    "export HOME=/root",
    ...registrySignIn(region),
    ...secrets.map(([name, text]) => `secret_${name}="$(${readSecret(secretReference(text))})"`),
    ...secrets.map(([name]) => `export ${name}="$secret_${name}"`),
    `set -- ${service.command.map(quoted).join(" ")}`.trimEnd(),
    [
      `exec /usr/bin/docker run --rm --init --name ${SERVICE_UNIT}`,
      `--log-driver awslogs --log-opt awslogs-region=${region} --log-opt awslogs-group=${quoted(logGroupName)}`,
      '--log-opt awslogs-stream="instance/$(hostname)" --log-opt mode=non-blocking --log-opt max-buffer-size=25m',
      ...(service.port === null ? [] : [`--publish ${service.port}:${service.port}`]),
      ...byName(environment).map(([name, value]) => `--env ${quoted(`${name}=${value}`)}`),
      ...secrets.map(([name]) => `--env ${name}`),
      '"$IMAGE" "$@"',
    ].join(" "),
    "",
  ].join("\n");
}

/** Signs in to the registry of `$IMAGE` where it is ECR. */
function registrySignIn(region: string): readonly string[] {
  return [
    'registry="$(echo "$IMAGE" | cut --delimiter / --fields 1)"',
    'case "$registry" in',
    `*.dkr.ecr.*) aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin "$registry" ;;`,
    "esac",
  ];
}

/** Command that prints a secret. */
function readSecret({ store, region, arn, jsonKey, versionStage, versionId }: SecretReference): string {
  if (store === "ssm") {
    return `aws ssm get-parameter --region ${region} --name ${quoted(arn)} --with-decryption --query Parameter.Value --output text`;
  }
  const read = [
    `aws secretsmanager get-secret-value --region ${region} --secret-id ${quoted(arn)}`,
    ...(versionStage === null ? [] : [`--version-stage ${quoted(versionStage)}`]),
    ...(versionId === null ? [] : [`--version-id ${quoted(versionId)}`]),
    "--query SecretString --output text",
  ].join(" ");
  return jsonKey === null ? read : `${read} | jq --raw-output --arg key ${quoted(jsonKey)} '.[$key]'`;
}

/** One word of a POSIX shell, whatever the text holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
