import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { detects, playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { type DeliveryChecks, type DeliverySource, enabledTicket, type Plan } from "../../../model/plan";
import { keptLogGroup } from "../../core/kept-log-group";
import { resourceName } from "../../core/names";
import type { DataOutputs, MasterSecretOutputs, ServicesOutputs } from "../../core/stack-outputs";
import { PLAN_BUILD_ENVIRONMENT } from "../build-environment";
import { buildspecText } from "../buildspec/buildspec";
import { ecsServiceArn } from "../ecs-service-arn";
import { checksBuildspec } from "./buildspec/checks-buildspec";
import type { OptimizedCompute } from "./buildspec/optimizer-check";
import { checkStatements } from "./check-statements";
import { checksSchedule } from "./checks-schedule";
import { type EnabledCheck, enabledChecks } from "./enabled-checks";
import { PlanRole } from "./plan-role";
import { repositorySource } from "./repository-source";

/** CodeBuild's limit on a project's name. */
const PROJECT_NAME_MAX_LENGTH = 150;

/** Eight stacks take Terraform a few minutes each at most. */
const TIMEOUT_MINUTES = 60;

/** AWS's policy for reading the settings of every service: a list of our own would miss the next resource. */
const READ_ONLY_POLICY_ARN = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const SUBJECT: Subject = { kind: "plan", name: "operational-checks" };

export interface OperationalChecksProps {
  readonly plan: Plan;
  readonly settings: DeliveryChecks;
  readonly source: DeliverySource;
  readonly connectionArn: string;
  readonly logsKeyArn: string;
  readonly services: Pick<ServicesOutputs, "services">;
  readonly data: DataOutputs;
  /** Days after which a runbook is due for review. */
  readonly reviewDays: number;
}

/** The checks that no alarm or event can make, as a build that runs every day. Nothing when no ticket is wanted. */
export class OperationalChecks extends Construct {
  constructor(scope: Construct, id: string, props: OperationalChecksProps) {
    super(scope, id);
    const checks = enabledChecks(props.plan);
    if (checks.length === 0) return;
    const name = resourceName(props.plan, ["checks"], PROJECT_NAME_MAX_LENGTH);
    const project = this.project(props, checks, name);
    const schedule = checksSchedule(this, props.plan, project);
    provides(project, SUBJECT, "operational-check");
    provides(schedule, SUBJECT, "operational-check");
    playsRole(project, SUBJECT, "operational-checks", { name });
    detects(project, SUBJECT, ...checks.map(({ ticket }) => ticket));
  }

  private project(props: OperationalChecksProps, checks: readonly EnabledCheck[], name: string): CodebuildProject {
    const { plan, settings, source } = props;
    const logGroup = keptLogGroup(this, "log_group", {
      subject: SUBJECT,
      name: `/aws/codebuild/${name}`,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: props.logsKeyArn,
    });
    const variables = {
      PLAN_NAME: plan.name,
      PLAN_ENVIRONMENT: plan.environment.name,
      PLAN_FILE: settings.plan,
      DOCS_FOLDER: settings.docs,
    };
    return new CodebuildProject(this, "project", {
      name,
      description: `Scheduled checks of ${plan.name} in ${plan.environment.name}: ${checks.map((check) => check.name).join(", ")}`,
      ...this.role(props, checks, logGroup),
      buildTimeout: TIMEOUT_MINUTES,
      concurrentBuildLimit: 1,
      source: {
        ...repositorySource(source, props.connectionArn),
        buildspec: buildspecText(this.buildspec(props, checks)),
      },
      sourceVersion: source.branch,
      artifacts: { type: "NO_ARTIFACTS" },
      environment: {
        ...PLAN_BUILD_ENVIRONMENT,
        imagePullCredentialsType: "CODEBUILD",
        privilegedMode: false,
        environmentVariable: Object.entries(variables).map(([key, value]) => ({ name: key, value, type: "PLAINTEXT" })),
      },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name } },
    });
  }

  private buildspec({ plan, services, reviewDays }: OperationalChecksProps, checks: readonly EnabledCheck[]) {
    return checksBuildspec({
      checks,
      reviewDays,
      compute: optimizedCompute(plan, services),
      unableTicket: enabledTicket(plan, "monitoring_coverage_gap")?.name ?? null,
    });
  }

  private role(props: OperationalChecksProps, checks: readonly EnabledCheck[], logGroup: CloudwatchLogGroup) {
    const { plan, connectionArn } = props;
    const role = new PlanRole(this, "service", {
      plan,
      purpose: "checks",
      description: "CodeBuild, scheduled checks",
      assumedBy: "codebuild.amazonaws.com",
      statements: checkStatements({
        plan,
        connectionArn,
        logGroupArn: logGroup.arn,
        checks,
        secrets: masterSecrets(props.data),
      }),
    });
    const readsAccount = checks.some(({ name }) => name === "infrastructure-drift");
    const readOnly = readsAccount
      ? [new IamRolePolicyAttachment(this, "read_only", { role: role.name, policyArn: READ_ONLY_POLICY_ARN })]
      : [];
    return { serviceRole: role.arn, dependsOn: [role.policy, ...readOnly] };
  }
}

function masterSecrets({ stores }: DataOutputs): readonly MasterSecretOutputs[] {
  return [...stores.values()].flatMap((store) =>
    store.engine === "aurora-postgresql" && store.masterSecret !== null ? [store.masterSecret] : [],
  );
}

function optimizedCompute(plan: Plan, { services }: Pick<ServicesOutputs, "services">): readonly OptimizedCompute[] {
  return plan.services.flatMap(({ name }): readonly OptimizedCompute[] => {
    const compute = services.get(name)?.compute;
    if (compute === undefined) return [];
    if (compute.runtime === "ec2-asg") return [{ service: name, kind: "auto-scaling-group", name: compute.groupName }];
    return [{ service: name, kind: "ecs-service", arn: ecsServiceArn(plan, compute) }];
  });
}
