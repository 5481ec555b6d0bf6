import {
  Codepipeline,
  type CodepipelineStage,
  type CodepipelineStageAction,
} from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { DEPLOY_STAGE, STANDBY_STAGE } from "../../model/pipeline-stages";
import type { DeliverySource, Plan, Service } from "../../model/plan";
import { serviceSubject } from "../compute/service-subject";
import type { Statement } from "../core/policy";
import { pipelineName } from "../core/shared-names";
import type { FoundationOutputs } from "../core/stack-outputs";
import { artifactStatements } from "./artifact-access";
import type { BuildProject } from "./build-project";
import type { Deployment } from "./deployment";
import { ServiceRole } from "./service-role";

const SOURCE_ACTION = "Source";
const SOURCE_ARTIFACT = "Source";
const BUNDLE_ARTIFACT = "Bundle";

export interface DeliveryPipelineProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly source: DeliverySource;
  readonly connectionArn: string;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly test: BuildProject;
  readonly build: BuildProject;
  readonly deployment: Deployment;
  /** What brings a deployed image to the recovery region; null without one. */
  readonly standby: BuildProject | null;
}

/** A service's way to production: source, test, image, approval where the plan asks for it, deployment. */
export class DeliveryPipeline extends Construct {
  constructor(scope: Construct, id: string, props: DeliveryPipelineProps) {
    super(scope, id);
    const { plan, service, source, foundation } = props;
    const role = new ServiceRole(this, "service", {
      plan,
      service: service.name,
      purpose: "pipeline",
      description: `CodePipeline, delivery of ${service.name}`,
      assumedBy: "codepipeline.amazonaws.com",
      statements: pipelineStatements(props),
    });
    const name = pipelineName(plan, service.name);
    const pipeline = new Codepipeline(this, "pipeline", {
      name,
      pipelineType: "V2",
      // A newer commit takes the place of one that waits, for approval above all: none piles up behind it.
      executionMode: "SUPERSEDED",
      roleArn: role.arn,
      artifactStore: [
        {
          type: "S3",
          location: foundation.artifactBucket.name,
          encryptionKey: { type: "KMS", id: foundation.keyArns.artifacts },
        },
      ],
      trigger: [pushTrigger(source)],
      stage: stages(props),
      tags: { service: service.name },
      dependsOn: [role.policy],
    });
    provides(pipeline, serviceSubject(service), "pipeline");
    if (props.deployment.rollsBackByPipeline) provides(pipeline, serviceSubject(service), "deployment-rollback");
    playsRole(pipeline, serviceSubject(service), "pipeline", { name });
  }
}

/**
 * Every push to the branch. No filter on `services/<name>/**`: in a repository without that folder nothing would ever
 * be deployed, and in one with it code that services share would not be.
 */
function pushTrigger({ branch }: DeliverySource) {
  return {
    providerType: "CodeStarSourceConnection",
    gitConfiguration: { sourceActionName: SOURCE_ACTION, push: [{ branches: { includes: [branch] } }] },
  };
}

function stages(props: DeliveryPipelineProps): CodepipelineStage[] {
  const { plan, deployment, standby } = props;
  return [
    { name: "Source", action: [sourceAction(props)] },
    { name: "Test", action: [buildAction("Test", props.test)] },
    { name: "Build", action: [imageAction(props.build)] },
    ...(plan.delivery.approval ? [{ name: "Approve", action: [approvalAction(props)] }] : []),
    {
      name: DEPLOY_STAGE,
      action: [
        {
          ...deployment.action,
          name: "Deploy",
          category: "Deploy",
          owner: "AWS",
          version: "1",
          inputArtifacts: [BUNDLE_ARTIFACT],
        },
      ],
      ...(deployment.rollsBackByPipeline ? { onFailure: { result: "ROLLBACK" } } : {}),
    },
    // After it, so that no fault of the recovery region holds up what users are served.
    ...(standby === null ? [] : [{ name: STANDBY_STAGE, action: [commitAction("Standby", standby)] }]),
  ];
}

function sourceAction({ source, connectionArn }: DeliveryPipelineProps): CodepipelineStageAction {
  return {
    name: SOURCE_ACTION,
    namespace: SOURCE_ACTION,
    category: "Source",
    owner: "AWS",
    // CodePipeline's name for connections, the newer CodeConnections ones too.
    provider: "CodeStarSourceConnection",
    version: "1",
    outputArtifacts: [SOURCE_ARTIFACT],
    configuration: {
      ConnectionArn: connectionArn,
      FullRepositoryId: source.repository,
      BranchName: source.branch,
      OutputArtifactFormat: "CODE_ZIP",
      // The trigger above starts the pipeline; both would start it twice.
      DetectChanges: "false",
    },
  };
}

function buildAction(name: string, project: BuildProject): CodepipelineStageAction {
  return {
    name,
    category: "Build",
    owner: "AWS",
    provider: "CodeBuild",
    version: "1",
    inputArtifacts: [SOURCE_ARTIFACT],
    configuration: { ProjectName: project.projectName },
  };
}

function imageAction(project: BuildProject): CodepipelineStageAction {
  return { ...commitAction("Build", project), outputArtifacts: [BUNDLE_ARTIFACT] };
}

/** A build that is told which commit it is about. */
function commitAction(name: string, project: BuildProject): CodepipelineStageAction {
  const commit = { name: "COMMIT_ID", type: "PLAINTEXT", value: `#{${SOURCE_ACTION}.CommitId}` };
  return {
    ...buildAction(name, project),
    configuration: { ProjectName: project.projectName, EnvironmentVariables: JSON.stringify([commit]) },
  };
}

function approvalAction({ plan, service }: DeliveryPipelineProps): CodepipelineStageAction {
  return {
    name: "Approve",
    category: "Approval",
    owner: "AWS",
    provider: "Manual",
    version: "1",
    configuration: {
      CustomData: `Deploy commit #{${SOURCE_ACTION}.CommitId} of ${service.name} to ${plan.environment.name}?`,
    },
  };
}

function pipelineStatements(props: DeliveryPipelineProps): readonly Statement[] {
  const { plan, service, foundation, connectionArn, test, build, deployment, standby } = props;
  const projects = [test, build, ...(standby === null ? [] : [standby])];
  return [
    ...artifactStatements({
      plan,
      service: service.name,
      bucket: foundation.artifactBucket,
      keyArn: foundation.keyArns.artifacts,
      access: "publish",
    }),
    {
      Sid: "ReadSource",
      // Connections made under the service's earlier name keep their ARN and its action.
      Action: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
      Resource: connectionArn,
    },
    {
      Sid: "RunBuilds",
      Action: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
      Resource: projects.map(({ arn }) => arn),
    },
    ...deployment.statements,
  ];
}
