/**
 * Waits until every service has its copies, and as many healthy targets behind the load balancer. Of two target groups
 * that share the traffic of a service, what both hold counts.
 */
export const CAPACITY_SCRIPT = `import time

import boto3

PAUSE_SECONDS = 10


def await_capacity(events, context):
    deadline = time.time() + int(events["Seconds"])
    while True:
        short = [service["Name"] for service in events["Services"] if not has_capacity(service)]
        if not short:
            return dict(Running=[service["Name"] for service in events["Services"]])
        if time.time() + PAUSE_SECONDS > deadline:
            raise Exception("too few copies or healthy targets: " + ", ".join(short))
        time.sleep(PAUSE_SECONDS)


def has_capacity(service):
    wanted = int(service["Min"])
    groups = service["TargetGroups"]
    return running(service) >= wanted and (not groups or sum(healthy(group) for group in groups) >= wanted)


def running(service):
    if service["Cluster"] != "":
        found = boto3.client("ecs").describe_services(cluster=service["Cluster"], services=[service["Resource"]])
        return sum(one["runningCount"] for one in found["services"])
    found = boto3.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[service["Resource"]])
    instances = [one for group in found["AutoScalingGroups"] for one in group["Instances"]]
    return sum(1 for one in instances if one["LifecycleState"] == "InService")


def healthy(group):
    found = boto3.client("elbv2").describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    return sum(1 for one in found if one["TargetHealth"]["State"] == "healthy")
`;
