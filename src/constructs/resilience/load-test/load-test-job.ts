import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { type LoadProfile, loadProfile } from "../../../model/load-test/load-profile";
import { LOAD_SCRIPT, loadScript } from "../../../model/load-test/load-script";
import { REPORT_SCRIPT } from "../../../model/load-test/report-script";
import { metricNamespace } from "../../../model/metric-namespace";
import type { LoadTest, Plan } from "../../../model/plan";
import { httpsEgress } from "../../compute/security-group-rules";
import { keptLogGroup } from "../../core/kept-log-group";
import { resourceName } from "../../core/names";
import type { DataOutputs, FoundationOutputs, IncidentOutputs, ServicesOutputs } from "../../core/stack-outputs";
import { PLAN_BUILD_ENVIRONMENT } from "../../delivery/build-environment";
import { buildspecText } from "../../delivery/buildspec/buildspec";
import { PlanRole } from "../../delivery/checks/plan-role";
import { toldByChat } from "../../failover/documents/region-context";
import { LOG_PREFIXES } from "../../storage/log-prefixes";
import { stopAlarmNames } from "../stop-alarms";
import { loadTestSchedule } from "./load-test-schedule";
import { loadTestStatements } from "./load-test-statements";
import { measurements, testedServices } from "./measurements";
import { RUN_SCRIPT } from "./run-script";

/** CodeBuild's limit on a project's name. */
const PROJECT_NAME_MAX_LENGTH = 150;

/** A security group's name: 255 characters (EC2 API reference). */
const GROUP_NAME_MAX_LENGTH = 255;

/** The runtime of the report, as CodeBuild's image offers it. */
const NODE_VERSION = 20;

/** Minutes beside the load itself: the machine's start, k6, the last requests, metrics that settle, the report. */
const AROUND_MINUTES = 30;

/** Alarms that one call asks for (DescribeAlarms). */
const MOST_ALARMS = 100;

const PURPOSE = "load-test";
const SUBJECT: Subject = { kind: "plan", name: PURPOSE };

export interface LoadTestJobProps {
  readonly plan: Plan;
  readonly loadTest: LoadTest;
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
}

/** The load test as a build that somebody, or the clock, starts: k6 in the plan's network, watched by its alarms. */
export class LoadTestJob extends Construct {
  constructor(scope: Construct, id: string, props: LoadTestJobProps) {
    super(scope, id);
    const { plan, loadTest } = props;
    const profile = loadProfile(plan);
    if (profile === null) throw new Error("the checks let a load test without a capacity target pass");
    const name = resourceName(plan, [PURPOSE], PROJECT_NAME_MAX_LENGTH);
    const project = this.project(props, profile, name);
    provides(project, SUBJECT, "load-test");
    playsRole(project, SUBJECT, "load-test", { name });
    if (loadTest.schedule !== null) {
      provides(loadTestSchedule(this, plan, loadTest.schedule, project), SUBJECT, "load-test");
    }
  }

  private project(props: LoadTestJobProps, profile: LoadProfile, name: string): CodebuildProject {
    const { plan, foundation, incident } = props;
    const scripts = this.scripts(props, profile);
    const logGroup = keptLogGroup(this, "log_group", {
      subject: SUBJECT,
      name: `/aws/codebuild/${name}`,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
    const topicArn = incident.topicArns.medium;
    const role = new PlanRole(this, "service", {
      plan,
      purpose: PURPOSE,
      description: "CodeBuild, load test",
      assumedBy: "codebuild.amazonaws.com",
      statements: loadTestStatements({ plan, foundation, topicArn, logGroupArn: logGroup.arn, prefix: PURPOSE }),
    });
    const variables = {
      SCRIPTS: `s3://${foundation.artifactBucket.name}/${PURPOSE}`,
      RESULTS: `s3://${foundation.logBucket.name}/${LOG_PREFIXES.loadTest}`,
      NAMESPACE: metricNamespace(plan),
      TOPIC: topicArn,
      CHAT: toldByChat(plan, "medium") ? "yes" : "no",
      TITLE: `${plan.name} ${plan.environment.name}`,
      RAMP_SECONDS: String(profile.rampSeconds),
    };
    return new CodebuildProject(this, "project", {
      name,
      description: `Load test of ${plan.name} in ${plan.environment.name}: ${profile.services.map((one) => one.name).join(", ")}`,
      serviceRole: role.arn,
      encryptionKey: foundation.keyArns.artifacts,
      buildTimeout: Math.ceil((profile.rampSeconds + profile.holdSeconds) / 60) + AROUND_MINUTES,
      // Two at once would be twice the load.
      concurrentBuildLimit: 1,
      source: { type: "NO_SOURCE", buildspec: buildspecText(BUILDSPEC) },
      artifacts: { type: "NO_ARTIFACTS" },
      environment: {
        ...PLAN_BUILD_ENVIRONMENT,
        computeType: profile.machine.computeType,
        imagePullCredentialsType: "CODEBUILD",
        privilegedMode: false,
        environmentVariable: Object.entries(variables).map(([key, value]) => ({ name: key, value, type: "PLAINTEXT" })),
      },
      vpcConfig: {
        vpcId: foundation.vpcId,
        subnets: [...foundation.privateSubnetIds],
        securityGroupIds: [this.securityGroupId(plan, foundation.vpcId)],
      },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name } },
      dependsOn: [role.policy, ...scripts],
    });
  }

  /** Everything that the build runs, so that what it did can be read in the bucket's versions. */
  private scripts({ plan, foundation, data, services }: LoadTestJobProps, profile: LoadProfile): TerraformResource[] {
    const tested = testedServices(plan);
    const { queries, settings } = measurements(tested, services);
    const alarms = stopAlarmNames(plan, tested, { services, data }).slice(0, MOST_ALARMS);
    const files = {
      k6: [LOAD_SCRIPT, loadScript(profile)],
      run: [`${PURPOSE}/run.sh`, RUN_SCRIPT],
      report: [`${PURPOSE}/report.mjs`, REPORT_SCRIPT],
      settings: [`${PURPOSE}/settings.json`, JSON.stringify(settings)],
      queries: [`${PURPOSE}/queries.json`, JSON.stringify(queries)],
      alarms: [`${PURPOSE}/alarms.txt`, alarms.map((alarm) => `${alarm}\n`).join("")],
    } as const;
    return Object.entries(files).map(
      ([id, [key, content]]) =>
        new S3Object(this, `script_${id}`, {
          bucket: foundation.artifactBucket.name,
          key,
          content,
          contentType: "text/plain; charset=utf-8",
          kmsKeyId: foundation.keyArns.artifacts,
        }),
    );
  }

  private securityGroupId(plan: Plan, vpcId: string): string {
    const name = resourceName(plan, [PURPOSE], GROUP_NAME_MAX_LENGTH);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Load test of ${plan.name} in ${plan.environment.name}`,
      vpcId,
      tags: { Name: name },
    });
    httpsEgress(this, group.id);
    return group.id;
  }
}

const BUILDSPEC = {
  phases: {
    install: { "runtime-versions": { nodejs: NODE_VERSION } },
    build: { commands: ['aws s3 cp --only-show-errors "$SCRIPTS/run.sh" run.sh && bash run.sh'] },
  },
};
