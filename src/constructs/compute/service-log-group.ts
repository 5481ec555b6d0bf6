import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan, Service } from "../../model/plan";
import { serviceLogGroupName } from "../core/shared-names";
import { serviceSubject } from "./service-subject";

/** Where a service's containers log to, encrypted and kept as long as the plan says. */
export function serviceLogGroup(
  scope: Construct,
  plan: Plan,
  service: Service,
  logsKeyArn: string,
): CloudwatchLogGroup {
  const name = serviceLogGroupName(plan, service.name);
  const group = new CloudwatchLogGroup(scope, "log_group", {
    name,
    retentionInDays: plan.observability.logRetentionDays,
    kmsKeyId: logsKeyArn,
    tags: { service: service.name },
  });
  provides(group, serviceSubject(service), "log-retention");
  playsRole(group, serviceSubject(service), "log-group", { name });
  return group;
}
