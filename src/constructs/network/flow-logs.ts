import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { keptLogGroup } from "../core/kept-log-group";
import { planArn, resourceName } from "../core/names";
import { policyDocument } from "../core/policy";
import { networkName } from "./subnet-tier";

/** The shorter of the two intervals that VPC flow logs offer: findings name addresses a minute after the fact. */
const AGGREGATION_SECONDS = 60;

/** IAM's limit on a role's name. */
const ROLE_NAME_MAX_LENGTH = 64;

export interface FlowLogsProps {
  readonly plan: Plan;
  readonly vpcId: string;
  readonly retentionDays: number;
  readonly logsKeyArn: string;
}

/** Accepted and rejected connections of the VPC, in an encrypted log group. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { plan, vpcId, retentionDays, logsKeyArn }: FlowLogsProps) {
    super(scope, id);
    const subject = { kind: "plan", name: "network" } as const;
    // Names of services hold no slash, so no service's log group can meet this one.
    const name = `/opsplan/${plan.name}/${plan.environment.name}/network/flow-logs`;
    const logGroup = keptLogGroup(this, "log_group", {
      subject,
      name,
      retentionDays,
      keyArn: logsKeyArn,
    });
    playsRole(logGroup, subject, "log-group", { name });
    const flowLog = new FlowLog(this, "flow_log", {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: this.writer(plan, logGroup.arn).arn,
      maxAggregationInterval: AGGREGATION_SECONDS,
      tags: { Name: networkName(plan, "flow-logs") },
    });
    provides(flowLog, subject, "network-logging");
  }

  private writer(plan: Plan, logGroupArn: string): IamRole {
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["flow-logs"], ROLE_NAME_MAX_LENGTH),
      description: "Writes VPC flow logs",
      assumeRolePolicy: policyDocument({
        Sid: "AssumedByFlowLogs",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": plan.environment.account },
          ArnLike: { "aws:SourceArn": planArn(plan, "ec2", "vpc-flow-log/*") },
        },
      }),
    });
    new IamRolePolicy(this, "role_policy", {
      name: "write-flow-logs",
      role: role.id,
      policy: policyDocument(
        {
          Sid: "Write",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: [logGroupArn, `${logGroupArn}:*`],
        },
        // Listing cannot be narrowed to one group.
        { Sid: "List", Action: "logs:DescribeLogGroups", Resource: planArn(plan, "logs", "log-group:*") },
      ),
    });
    return role;
  }
}
