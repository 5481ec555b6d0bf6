import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import { playsRole } from "../../evidence/declare";
import type { Plan, Service } from "../../model/plan";
import { keptLogGroup } from "../core/kept-log-group";
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
  const group = keptLogGroup(scope, "log_group", {
    subject: serviceSubject(service),
    name,
    retentionDays: plan.observability.logRetentionDays,
    keyArn: logsKeyArn,
    tags: { service: service.name },
  });
  playsRole(group, serviceSubject(service), "log-group", { name });
  return group;
}
