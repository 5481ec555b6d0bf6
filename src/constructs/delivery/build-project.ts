import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Capability } from "../../model/capabilities";
import type { Plan, Service } from "../../model/plan";
import { serviceSubject } from "../compute/service-subject";
import { resourceName } from "../core/names";
import type { Statement } from "../core/policy";
import type { FoundationOutputs } from "../core/stack-outputs";
import { artifactStatements } from "./artifact-access";
import { buildEnvironment } from "./build-environment";
import { type Buildspec, buildspecText } from "./buildspec/buildspec";
import { ServiceRole } from "./service-role";

/** CodeBuild's limit on a project's name. */
const PROJECT_NAME_MAX_LENGTH = 150;

export interface BuildProjectProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  /** The pipeline's step it runs, last word of its name. */
  readonly step: "test" | "build" | "standby";
  readonly description: string;
  readonly buildspec: Buildspec;
  /** Plain text, never secrets. */
  readonly variables: Readonly<Record<string, string>>;
  /** Docker's daemon needs it; nothing else does. */
  readonly privileged: boolean;
  readonly timeoutMinutes: number;
  /** What the step may do beside logging and fetching its sources. */
  readonly statements: readonly Statement[];
  readonly capability: Capability;
}

/** One step of a pipeline in CodeBuild, with its role and its log. */
export class BuildProject extends Construct {
  /** A literal. */
  readonly projectName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    const { plan, service, foundation, step } = props;
    this.projectName = resourceName(plan, [service.name, step], PROJECT_NAME_MAX_LENGTH);
    const logGroup = new CloudwatchLogGroup(this, "log_group", {
      name: `/aws/codebuild/${this.projectName}`,
      retentionInDays: plan.observability.logRetentionDays,
      kmsKeyId: foundation.keyArns.logs,
      tags: { service: service.name },
    });
    const role = new ServiceRole(this, "service", {
      plan,
      service: service.name,
      purpose: step,
      description: `CodeBuild, ${step} of ${service.name}`,
      assumedBy: "codebuild.amazonaws.com",
      statements: [...this.baseStatements(props, logGroup), ...props.statements],
    });
    const project = this.project(props, role, logGroup);
    this.arn = project.arn;
    provides(logGroup, serviceSubject(service), "log-retention");
    provides(project, serviceSubject(service), props.capability);
    playsRole(project, serviceSubject(service), "build-project", { name: this.projectName });
  }

  private project(props: BuildProjectProps, role: ServiceRole, logGroup: CloudwatchLogGroup): CodebuildProject {
    const variables = Object.entries(props.variables);
    return new CodebuildProject(this, "project", {
      name: this.projectName,
      description: props.description,
      serviceRole: role.arn,
      encryptionKey: props.foundation.keyArns.artifacts,
      buildTimeout: props.timeoutMinutes,
      source: { type: "CODEPIPELINE", buildspec: buildspecText(props.buildspec) },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        ...buildEnvironment(props.service),
        imagePullCredentialsType: "CODEBUILD",
        privilegedMode: props.privileged,
        environmentVariable: variables.map(([name, value]) => ({ name, value, type: "PLAINTEXT" })),
      },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name } },
      tags: { service: props.service.name },
      dependsOn: [role.policy],
    });
  }

  private baseStatements(props: BuildProjectProps, logGroup: CloudwatchLogGroup): readonly Statement[] {
    const { plan, service, foundation } = props;
    return [
      { Sid: "WriteLogs", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroup.arn}:*` },
      ...artifactStatements({
        plan,
        service: service.name,
        bucket: foundation.artifactBucket,
        keyArn: foundation.keyArns.artifacts,
        access: props.buildspec.artifacts === undefined ? "read" : "write",
      }),
    ];
  }
}
