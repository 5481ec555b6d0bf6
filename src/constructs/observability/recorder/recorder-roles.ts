import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";
import { type Statement, trustPolicy } from "../../core/policy";
import { rolePolicy } from "../../core/role-policy";
import { MachineRole } from "../../core/state-machine/machine-role";
import type { ServiceContext } from "../service-context";
import { maintenanceAlarmPattern } from "../slo/maintenance";
import { recorderArn } from "./recorder-name";
import { recorderRegions } from "./recorder-regions";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

export interface RecorderRolesProps {
  readonly plan: Plan;
  /** Services with a recorder, and the region it stands in. */
  readonly recorders: readonly { readonly service: string; readonly region: string }[];
  /** Regions with alarms that maintenance windows switch. */
  readonly maintenanceRegions: readonly string[];
}

/** Roles that the recorders of all services share: what they may do does not differ by service. */
export class RecorderRoles extends Construct {
  readonly machine: MachineRole;
  readonly schedulerRoleArn: string;

  constructor(scope: Construct, id: string, props: RecorderRolesProps) {
    super(scope, id);
    const { plan } = props;
    this.machine = new MachineRole(this, "machine", {
      plan,
      nameParts: ["recorder"],
      policyName: "record",
      statements: [
        // CloudWatch knows no single resources for reading and publishing metrics, but namespaces for the latter.
        { Sid: "ReadMetrics", Action: "cloudwatch:GetMetricData", Resource: "*" },
        {
          Sid: "PublishMetrics",
          Action: "cloudwatch:PutMetricData",
          Resource: "*",
          Condition: { StringEquals: { "cloudwatch:namespace": metricNamespace(plan) } },
        },
      ],
    });
    const scheduler = new IamRole(this, "scheduler", {
      name: resourceName(plan, ["recorder-schedule"], ROLE_NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("scheduler.amazonaws.com", plan.environment.account),
    });
    rolePolicy(this, "scheduler_policy", {
      plan,
      role: scheduler,
      name: "start",
      nameParts: ["recorder-schedule"],
      statements: schedulerStatements(props),
    });
    this.schedulerRoleArn = scheduler.arn;
  }
}

/** The roles for the recorders of all services; null when there is nothing to record. */
export function recorderRoles(scope: Construct, id: string, contexts: readonly ServiceContext[]): RecorderRoles | null {
  const recorders = contexts.flatMap((context) =>
    recorderRegions(context).map(([region]) => ({ service: context.service.name, region })),
  );
  const plan = contexts[0]?.plan;
  if (plan === undefined || recorders.length === 0) return null;
  const maintained = contexts.flatMap(({ slos }) => slos.filter(({ slo }) => slo.maintenance.length > 0));
  const maintenanceRegions = [...new Set(maintained.map(({ region }) => region))].sort();
  return new RecorderRoles(scope, id, { plan, recorders, maintenanceRegions });
}

/**
 * Alarms by what their names share: a name for each window, tier and SLO would soon pass the 10,240 characters that all
 * inline policies of a role have together (IAM quotas).
 */
function schedulerStatements({ plan, recorders, maintenanceRegions }: RecorderRolesProps): readonly Statement[] {
  const alarms = maintenanceRegions.map((region) =>
    planArn(plan, "cloudwatch", `alarm:${maintenanceAlarmPattern(plan)}`, region),
  );
  const machines = recorders.map(({ service, region }) => recorderArn(plan, service, region));
  return [
    { Sid: "StartRecorders", Action: "states:StartExecution", Resource: machines },
    ...(alarms.length === 0
      ? []
      : [{ Sid: "SwitchMaintenance", Action: "cloudwatch:SetAlarmState", Resource: alarms }]),
  ];
}
