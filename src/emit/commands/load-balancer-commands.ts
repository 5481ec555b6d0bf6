import { aws, awsInto } from "./aws";
import { lastHourOf } from "./metrics";
import { expression, variable, withoutPrefix } from "./shell";

/** Health of each target of a group, with the reason where it is not healthy. */
export function targetHealth(targetGroup: string, region: string): string {
  return [
    findTargetGroup(targetGroup, region),
    aws(
      "elbv2 describe-target-health",
      {
        "target-group-arn": variable("TARGET_GROUP"),
        query: "TargetHealthDescriptions[].[Target.Id,TargetHealth.State,TargetHealth.Reason,TargetHealth.Description]",
        output: "table",
      },
      region,
    ),
  ].join("\n");
}

/** One metric of a target group behind the load balancer over the last hour. */
export function targetMetric(
  loadBalancer: string,
  targetGroup: string,
  metric: { readonly name: string; readonly statistic: string },
  region: string,
): string {
  // CloudWatch names both by the end of their ARN, which only AWS knows.
  const dimensions = [
    expression(`Name=LoadBalancer,Value=${withoutPrefix("LOAD_BALANCER", "#", "*:loadbalancer/")}`),
    expression(`Name=TargetGroup,Value=${withoutPrefix("TARGET_GROUP", "##", "*:")}`),
  ];
  return [
    findLoadBalancer(loadBalancer, region),
    findTargetGroup(targetGroup, region),
    lastHourOf({ namespace: "AWS/ApplicationELB", ...metric, dimensions, region }),
  ].join("\n");
}

export function findLoadBalancer(name: string, region: string): string {
  return awsInto(
    "LOAD_BALANCER",
    "elbv2 describe-load-balancers",
    "LoadBalancers[0].LoadBalancerArn",
    { names: name },
    region,
  );
}

function findTargetGroup(name: string, region: string): string {
  return awsInto(
    "TARGET_GROUP",
    "elbv2 describe-target-groups",
    "TargetGroups[0].TargetGroupArn",
    { names: name },
    region,
  );
}

/** Moves the load balancer's traffic away from the zone `$ZONE_ID` for an hour. */
export function zonalShift(loadBalancer: string, region: string): string {
  return [
    findLoadBalancer(loadBalancer, region),
    aws(
      "arc-zonal-shift start-zonal-shift",
      {
        "resource-identifier": variable("LOAD_BALANCER"),
        "away-from": variable("ZONE_ID"),
        "expires-in": "1h",
        comment: "Zone is ill",
      },
      region,
    ),
  ].join("\n");
}

/** Ends the newest active shift of the load balancer. */
export function endZonalShift(loadBalancer: string, region: string): string {
  return [
    findLoadBalancer(loadBalancer, region),
    awsInto(
      "SHIFT",
      "arc-zonal-shift list-zonal-shifts",
      "items[0].zonalShiftId",
      { status: "ACTIVE", "resource-identifier": variable("LOAD_BALANCER") },
      region,
    ),
    aws("arc-zonal-shift cancel-zonal-shift", { "zonal-shift-id": variable("SHIFT") }, region),
  ].join("\n");
}

/** Zones of the load balancer, by the ids that a zonal shift takes. */
export function zoneIds(loadBalancer: string, region: string): string {
  const zones = {
    names: loadBalancer,
    query: "LoadBalancers[0].AvailabilityZones[].ZoneName",
    output: "text",
  };
  return [
    `ZONES=$(${aws("elbv2 describe-load-balancers", zones, region)})`,
    aws(
      "ec2 describe-availability-zones",
      {
        "zone-names": expression("$ZONES"),
        query: "AvailabilityZones[].[ZoneName,ZoneId,State]",
        output: "table",
      },
      region,
    ),
  ].join("\n");
}
