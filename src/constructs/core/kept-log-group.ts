import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Subject } from "../../evidence/evidence";

export interface LogGroupProps {
  readonly subject: Subject;
  readonly name: string;
  /** One of the periods that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  /** null where no key of the plan stands in the group's region: CloudWatch Logs then encrypts with its own. */
  readonly keyArn: string | null;
  /** The `region` argument, where it is not the provider's. */
  readonly placement?: { readonly region?: string };
  readonly tags?: Record<string, string>;
}

/** A log group that is emptied by age, and counted as kept logs. */
export function keptLogGroup(scope: Construct, id: string, props: LogGroupProps): CloudwatchLogGroup {
  const { subject, name, retentionDays, keyArn, placement = {}, tags } = props;
  const group = new CloudwatchLogGroup(scope, id, {
    ...placement,
    name,
    retentionInDays: retentionDays,
    ...(keyArn === null ? {} : { kmsKeyId: keyArn }),
    ...(tags === undefined ? {} : { tags }),
  });
  provides(group, subject, "log-retention");
  return group;
}
