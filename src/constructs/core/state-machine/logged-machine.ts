import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import type { Construct } from "constructs";
import type { Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import { keptLogGroup } from "../kept-log-group";
import { resourceName } from "../names";
import type { MachineRole } from "./machine-role";
import type { State } from "./state";

/** Step Functions allows 80 characters (CreateStateMachine). */
const NAME_MAX_LENGTH = 80;

export interface LoggedMachineProps {
  readonly plan: Plan;
  readonly subject: Subject;
  /** Standard: may wait for a year, and starts exactly once. Express: five minutes at most, cheap to run often. */
  readonly type: "STANDARD" | "EXPRESS";
  /** Words after plan and environment in its name. */
  readonly nameParts: readonly string[];
  readonly definition: State;
  readonly role: MachineRole;
  /** The `region` argument: none where the provider's own region is meant. */
  readonly placement: { readonly region?: string };
  /** Key of its log; null where the region has none. */
  readonly logsKeyArn: string | null;
}

/** The name a state machine has or will have. */
export function machineName(plan: Plan, nameParts: readonly string[]): string {
  return resourceName(plan, nameParts, NAME_MAX_LENGTH);
}

/**
 * A state machine, `machine` below the scope, with a log. A standard one is traced and logs its transitions: names and
 * reasons of alarms stand in the history of its executions. An express one has no history: its log holds what went
 * wrong, with the data.
 */
export function loggedMachine(scope: Construct, props: LoggedMachineProps): SfnStateMachine {
  const { plan, type, definition, role, placement } = props;
  const name = machineName(plan, props.nameParts);
  const express = type === "EXPRESS";
  return new SfnStateMachine(scope, "machine", {
    ...placement,
    name,
    type,
    roleArn: role.arn,
    definition: JSON.stringify(definition),
    loggingConfiguration: {
      level: express ? "ERROR" : "ALL",
      includeExecutionData: express,
      logDestination: `${logGroup(scope, props, name).arn}:*`,
    },
    tracingConfiguration: { enabled: !express },
    dependsOn: [...role.ready],
  });
}

function logGroup(
  scope: Construct,
  { plan, subject, placement, logsKeyArn }: LoggedMachineProps,
  name: string,
): CloudwatchLogGroup {
  return keptLogGroup(scope, "log_group", {
    subject,
    placement,
    // Below this prefix one entry in the account's resource policy serves all groups (Step Functions guide, logging).
    name: `/aws/vendedlogs/states/${name}`,
    retentionDays: plan.observability.logRetentionDays,
    keyArn: logsKeyArn,
  });
}
