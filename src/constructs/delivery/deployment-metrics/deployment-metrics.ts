import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";
import type { Statement } from "../../core/policy";
import { ecsClusterName } from "../../core/shared-names";
import type { ServiceOutputs } from "../../core/stack-outputs";
import { loggedMachine } from "../../core/state-machine/logged-machine";
import { MachineRole } from "../../core/state-machine/machine-role";
import { StartRole } from "../../core/state-machine/start-role";
import { changeDefinition } from "./change-definition";
import { CHANGES_MACHINE } from "./change-machine-name";
import { type ChangeRule, changeRules } from "./change-rules";
import { burningServices, deployedServices } from "./change-subjects";

/** EventBridge allows 64 characters for a rule (PutRule). */
const RULE_NAME_MAX_LENGTH = 64;

export interface DeploymentMetricsProps {
  readonly plan: Plan;
  readonly services: readonly ServiceOutputs[];
  readonly subject: Subject;
  readonly logsKeyArn: string;
}

/** Measures how changes are delivered: the four keys, as metrics, by a state machine that follows each change. */
export class DeploymentMetrics extends Construct {
  constructor(scope: Construct, id: string, { plan, services, subject, logsKeyArn }: DeploymentMetricsProps) {
    super(scope, id);
    const machine = loggedMachine(this, {
      plan,
      subject,
      // Waits for deployments to settle, which may take hours.
      type: "STANDARD",
      nameParts: CHANGES_MACHINE,
      definition: changeDefinition({
        namespace: metricNamespace(plan),
        deployed: deployedServices(plan, services),
        burning: burningServices(plan),
      }),
      role: new MachineRole(this, "state_machine", {
        plan,
        nameParts: CHANGES_MACHINE,
        policyName: "measure",
        statements: statements(plan),
      }),
      placement: {},
      logsKeyArn,
    });
    provides(machine, subject, "deployment-metric", "delivery-rate");
    const start = new Construct(this, "start");
    const role = new StartRole(start, { plan, nameParts: [...CHANGES_MACHINE, "start"], stateMachineArn: machine.arn });
    for (const rule of changeRules(plan)) this.startBy(plan, rule, machine.arn, role.arn);
  }

  private startBy(plan: Plan, { name, description, pattern }: ChangeRule, machineArn: string, roleArn: string): void {
    const id = name.replaceAll("-", "_");
    const rule = new CloudwatchEventRule(this, id, {
      name: resourceName(plan, [name], RULE_NAME_MAX_LENGTH),
      description,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(this, `${id}_target`, {
      rule: rule.name,
      targetId: "measure",
      arn: machineArn,
      roleArn,
    });
  }
}

function statements(plan: Plan): readonly Statement[] {
  return [
    {
      // CloudWatch knows no single resources for publishing metrics, but namespaces.
      Sid: "PublishMetrics",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": metricNamespace(plan) } },
    },
    {
      Sid: "ReadRuns",
      Action: ["codepipeline:ListActionExecutions", "codepipeline:ListPipelineExecutions"],
      Resource: planArn(plan, "codepipeline", `${plan.name}-${plan.environment.name}-*`),
    },
    {
      Sid: "ReadDeployments",
      Action: "ecs:ListServiceDeployments",
      Resource: planArn(plan, "ecs", `service/${ecsClusterName(plan)}/*`),
    },
  ];
}
