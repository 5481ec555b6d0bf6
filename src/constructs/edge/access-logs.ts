import type { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { Construct } from "constructs";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { regionArgument } from "../core/region-argument";
import type { BucketOutputs } from "../core/stack-outputs";
import { LOG_PREFIXES } from "../storage/log-prefixes";

/** Names of delivery sources and destinations (CloudWatch Logs API reference). */
const DELIVERY_NAME_MAX_LENGTH = 60;

export interface AccessLogsProps {
  readonly plan: Plan;
  readonly distribution: CloudfrontDistribution;
  readonly bucket: BucketOutputs;
}

/**
 * Standard logging v2 of the distribution, as JSON. The older kind writes through bucket ACLs, which the log bucket
 * has switched off. The prefix stands in the destination's ARN because a suffix path loses its account folder on
 * update (provider issue 46328).
 */
export class AccessLogs extends Construct {
  constructor(scope: Construct, id: string, { plan, distribution, bucket }: AccessLogsProps) {
    super(scope, id);
    const name = resourceName(plan, ["cdn"], DELIVERY_NAME_MAX_LENGTH);
    const region = regionArgument(plan, GLOBAL_REGION);
    const source = new CloudwatchLogDeliverySource(this, "source", {
      ...region,
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distribution.arn,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      ...region,
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${bucket.arn}/${LOG_PREFIXES.cloudFront}` }],
    });
    new CloudwatchLogDelivery(this, "delivery", {
      ...region,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
    });
  }
}
