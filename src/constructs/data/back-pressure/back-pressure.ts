import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { queueSides } from "../../../model/capacity/queue-sides";
import type { SqsStore } from "../../../model/plan";
import { alarmName } from "../../core/alarm";
import { planArn, resourceName } from "../../core/names";
import type { BackPressureOutputs } from "../../core/stack-outputs";
import { loggedMachine } from "../../core/state-machine/logged-machine";
import { MachineRole } from "../../core/state-machine/machine-role";
import { StartRole } from "../../core/state-machine/start-role";
import { backPressureParameterName } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSubject } from "../store-subject";
import { backPressureDefinition, HELD_BACK, SENDING } from "./back-pressure-definition";

/** EventBridge allows 64 characters for rules (PutRule). */
const RULE_NAME_MAX_LENGTH = 64;

/** Alarm whose state the parameter repeats; the observability stack makes it for every queue. */
const ALARM = "message-age";

/**
 * Tells the producers of a queue to hold back while its messages wait too long: a parameter that they read, which
 * follows the queue's own alarm both ways. What holding back means is the service's to decide: refuse, slow down, drop
 * what can be dropped.
 *
 * In the recovery region the parameter stands alone, since the alarm does not watch there: people set it.
 */
export class BackPressure extends Construct {
  readonly outputs: BackPressureOutputs;

  constructor(scope: Construct, id: string, props: StoreProps<SqsStore>) {
    super(scope, id);
    const { plan, store } = props;
    const parameter = this.parameter(props);
    if (plan.environment.site === "primary") this.follow(props, parameter);
    this.outputs = {
      parameterName: backPressureParameterName(plan, store),
      parameterArn: parameter.arn,
      producers: queueSides(plan.services, store).producers.map(({ name }) => name),
    };
  }

  private parameter({ plan, store }: StoreProps<SqsStore>): SsmParameter {
    const name = backPressureParameterName(plan, store);
    const parameter = new SsmParameter(this, "parameter", {
      name,
      description: `${HELD_BACK} while producers of ${store.name} are to hold back, else ${SENDING}`,
      type: "String",
      insecureValue: SENDING,
      allowedPattern: `^(${HELD_BACK}|${SENDING})$`,
      // An apply in the middle of a backlog must not open the gates.
      lifecycle: { ignoreChanges: ["value", "insecure_value"] },
    });
    playsRole(parameter, storeSubject(store), "back-pressure-parameter", { parameter: name });
    return parameter;
  }

  private follow(props: StoreProps<SqsStore>, parameter: SsmParameter): void {
    const { plan, store, foundation } = props;
    const subject = storeSubject(store);
    const nameParts = [store.name, "back-pressure"];
    const alarm = alarmName(plan, subject, ALARM);
    const alarmArn = planArn(plan, "cloudwatch", `alarm:${alarm}`);
    const role = new MachineRole(this, "machine_role", {
      plan,
      nameParts,
      policyName: "back-pressure",
      statements: [
        { Sid: "ReadAlarm", Action: "cloudwatch:DescribeAlarms", Resource: alarmArn },
        { Sid: "TellProducers", Action: "ssm:PutParameter", Resource: parameter.arn },
      ],
    });
    const machine = loggedMachine(this, {
      plan,
      subject,
      type: "EXPRESS",
      nameParts,
      definition: backPressureDefinition(alarm, backPressureParameterName(plan, store)),
      role,
      placement: {},
      logsKeyArn: foundation.keyArns.logs,
    });
    provides(machine, subject, "back-pressure");
    const start = new StartRole(this, { plan, nameParts: [...nameParts, "start"], stateMachineArn: machine.arn });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(plan, nameParts, RULE_NAME_MAX_LENGTH),
      description: `The alarm ${alarm} goes on or off`,
      eventPattern: JSON.stringify({
        source: ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        resources: [alarmArn],
      }),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "back-pressure",
      arn: machine.arn,
      roleArn: start.arn,
    });
  }
}
