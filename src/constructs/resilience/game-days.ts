import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { keptLogGroup } from "../core/kept-log-group";
import { planArn, resourceName } from "../core/names";
import { policyDocument, type Statement, trustPolicy } from "../core/policy";
import { rolePolicy } from "../core/role-policy";
import type { DataOutputs, FoundationOutputs, IncidentOutputs, ServicesOutputs } from "../core/stack-outputs";
import { startAutomationStatements } from "../core/start-automation-statements";
import type { Experiment } from "./experiment";
import { ExperimentTemplate } from "./experiment-template";
import {
  type GameDayDocumentProps,
  type GameDayPart,
  gameDayDocument,
  gameDayPartDocument,
  type RehearsedExperiment,
  shares,
} from "./game-day-document";
import { planExperiments } from "./plan-experiments";
import { RESILIENCE_SUBJECT } from "./resilience-subject";
import { restoreCheck } from "./restore-check";

/** IAM and EventBridge Scheduler allow 64 characters for roles and schedules. */
const NAME_MAX_LENGTH = 64;

/** Systems Manager allows 128 characters for documents (CreateDocument). */
const DOCUMENT_NAME_MAX_LENGTH = 128;

/** CloudWatch Logs allows 512 characters; the prefix takes 21. */
const LOG_GROUP_MAX_LENGTH = 490;

const OPERATION = "game-day";

/** A game day that could not begin within the hour waits for the next one. */
const MAX_AGE_SECONDS = 3600;
const RETRIES = 3;

export interface GameDaysProps {
  readonly plan: Plan;
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
}

/**
 * The failures that a plan's architecture says it survives, made by AWS FIS: by the clock where the plan has game days,
 * and whenever somebody starts one.
 */
export class GameDays extends Construct {
  constructor(scope: Construct, id: string, props: GameDaysProps) {
    super(scope, id);
    const { plan, incident } = props;
    const experiments = planExperiments(props);
    // Nothing stands by that could take over: there is nothing to rehearse.
    if (experiments.length === 0) return;
    const rehearsed = this.templates(props, experiments);
    const roleName = resourceName(plan, [OPERATION], NAME_MAX_LENGTH);
    const topicArn = incident.topicArns.medium;
    const parts = this.parts(plan, rehearsed);
    const { role, ready } = this.automationRole(props, roleName, rehearsed, parts, topicArn);
    const name = resourceName(plan, [OPERATION], DOCUMENT_NAME_MAX_LENGTH);
    const written: GameDayDocumentProps = {
      plan,
      experiments: rehearsed,
      topicArn,
      roleArn: `arn:aws:iam::${plan.environment.account}:role/${roleName}`,
      restores: restoreCheck(plan),
    };
    const partDocuments = parts.map((part, index) =>
      this.document(`part_${index + 1}`, part.name, gameDayPartDocument(written, part), ready),
    );
    const document = this.document("document", name, gameDayDocument(written, parts), [...ready, ...partDocuments]);
    playsRole(document, RESILIENCE_SUBJECT, "automation-document", { name, operation: OPERATION });
    if (plan.resilience.gameDays !== null) {
      this.scheduled(plan, plan.resilience.gameDays, { documentName: document.name, passedRoleArn: role.arn });
    }
  }

  /** None for a plan whose game day fits into one document. */
  private parts(plan: Plan, rehearsed: readonly RehearsedExperiment[]): readonly GameDayPart[] {
    const all = shares(rehearsed);
    if (all.length === 1) return [];
    return all.map((experiments, index) => ({
      name: resourceName(plan, [OPERATION, "part", String(index + 1)], DOCUMENT_NAME_MAX_LENGTH),
      experiments,
    }));
  }

  private document(id: string, name: string, content: object, dependsOn: readonly TerraformResource[]): SsmDocument {
    const document = new SsmDocument(this, id, {
      name,
      documentType: "Automation",
      documentFormat: "JSON",
      content: JSON.stringify(content),
      dependsOn: [...dependsOn],
    });
    provides(document, RESILIENCE_SUBJECT, "game-day", "runbook-automation");
    return document;
  }

  private templates(
    { plan, foundation }: GameDaysProps,
    experiments: readonly Experiment[],
  ): readonly RehearsedExperiment[] {
    const logGroup = keptLogGroup(this, "log_group", {
      subject: RESILIENCE_SUBJECT,
      // Below this prefix one entry in the account's resource policy serves all groups.
      name: `/aws/vendedlogs/fis/${resourceName(plan, [], LOG_GROUP_MAX_LENGTH)}`,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
    return experiments.map((experiment) => {
      const id = experiment.name.replaceAll("-", "_");
      const template = new ExperimentTemplate(this, id, { plan, experiment, logGroup, reports: foundation.logBucket });
      return { experiment, templateId: template.id };
    });
  }

  private automationRole(
    { plan, foundation }: GameDaysProps,
    name: string,
    rehearsed: readonly RehearsedExperiment[],
    parts: readonly GameDayPart[],
    topicArn: string,
  ) {
    const role = new IamRole(this, "role", {
      name,
      description: "Game days: starts one experiment after another",
      assumeRolePolicy: trustPolicy("ssm.amazonaws.com", plan.environment.account),
    });
    const ready = rolePolicy(this, "policy", {
      plan,
      role,
      name: OPERATION,
      nameParts: [OPERATION],
      statements: [
        {
          Sid: "StartExperiments",
          Action: "fis:StartExperiment",
          Resource: [
            ...rehearsed.map(({ templateId }) => planArn(plan, "fis", `experiment-template/${templateId}`)),
            planArn(plan, "fis", "experiment/*"),
          ],
        },
        { Sid: "FollowExperiments", Action: "fis:GetExperiment", Resource: planArn(plan, "fis", "experiment/*") },
        {
          Sid: "FirstExperimentOfAccount",
          Action: "iam:CreateServiceLinkedRole",
          Resource: `arn:aws:iam::${plan.environment.account}:role/aws-service-role/fis.amazonaws.com/*`,
          Condition: { StringEquals: { "iam:AWSServiceName": "fis.amazonaws.com" } },
        },
        { Sid: "TellPeople", Action: "sns:Publish", Resource: topicArn },
        {
          Sid: "EncryptMessages",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: foundation.keyArns.messaging,
          Condition: { StringEquals: { "kms:ViaService": `sns.${plan.environment.region}.amazonaws.com` } },
        },
        ...(restoreCheck(plan)?.statements ?? []),
        ...runParts(plan, parts, role.arn),
      ],
    });
    return { role, ready };
  }

  private scheduled(
    plan: Plan,
    schedule: NonNullable<Plan["resilience"]["gameDays"]>,
    { documentName, passedRoleArn }: { readonly documentName: string; readonly passedRoleArn: string },
  ): void {
    const name = resourceName(plan, [OPERATION, "schedule"], NAME_MAX_LENGTH);
    const role = new IamRole(this, "schedule_role", {
      name,
      description: "EventBridge Scheduler, starts the game day",
      assumeRolePolicy: trustPolicy("scheduler.amazonaws.com", plan.environment.account),
    });
    const policy = new IamRolePolicy(this, "schedule_policy", {
      name: "start",
      role: role.name,
      policy: policyDocument(...startAutomationStatements(plan, "StartGameDay", documentName, passedRoleArn)),
    });
    const scheduled = new SchedulerSchedule(this, "schedule", {
      name,
      description: `Game days of ${plan.name} ${plan.environment.name}`,
      scheduleExpression: `cron(${schedule.cron})`,
      scheduleExpressionTimezone: schedule.timezone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution",
        roleArn: role.arn,
        input: JSON.stringify({ DocumentName: documentName }),
        retryPolicy: { maximumEventAgeInSeconds: MAX_AGE_SECONDS, maximumRetryAttempts: RETRIES },
      },
      dependsOn: [policy],
    });
    provides(scheduled, RESILIENCE_SUBJECT, "game-day");
  }
}

/** Documents that a game day runs act as its own role, which it passes on to them. */
function runParts(plan: Plan, parts: readonly GameDayPart[], roleArn: string): readonly Statement[] {
  if (parts.length === 0) return [];
  return [
    {
      Sid: "RunParts",
      Action: ["ssm:GetAutomationExecution", "ssm:StartAutomationExecution"],
      Resource: [
        ...parts.flatMap(({ name }) => [
          planArn(plan, "ssm", `automation-definition/${name}:*`),
          planArn(plan, "ssm", `document/${name}`),
        ]),
        planArn(plan, "ssm", "automation-execution/*"),
      ],
    },
    {
      Sid: "PassOwnRole",
      Action: "iam:PassRole",
      Resource: roleArn,
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    },
  ];
}
