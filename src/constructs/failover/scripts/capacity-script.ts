/**
 * Waits until every service has its copies, and as many healthy targets behind the load balancer. A service is a row of
 * words: name, copies, ARNs of its target groups; of two that share its traffic, what both hold counts.
 */
export const CAPACITY_SCRIPT = `import time

import boto3
from botocore.config import Config

PAUSE_SECONDS = 10
# So many services one call describes (ECS API reference, DescribeServices); of groups it would be more.
AT_ONCE = 10
PATIENT = Config(retries=dict(mode="adaptive", max_attempts=10))


def await_capacity(events, context):
    deadline = time.time() + int(events["Seconds"])
    while True:
        short = lacking(events, events["Tasks"], tasks) + lacking(events, events["Instances"], instances)
        if not short:
            return dict(Running=len(events["Tasks"]) + len(events["Instances"]))
        if time.time() + PAUSE_SECONDS > deadline:
            raise Exception("too few copies or healthy targets: " + ", ".join(short))
        time.sleep(PAUSE_SECONDS)


def lacking(events, rows, count):
    services = [row.split() for row in rows]
    running = dict()
    for start in range(0, len(services), AT_ONCE):
        running.update(count(events, [service[0] for service in services[start : start + AT_ONCE]]))
    return [name for name, wanted, *groups in services if not enough(running.get(name, 0), int(wanted), groups)]


def enough(running, wanted, groups):
    return running >= wanted and (not groups or sum(healthy(group) for group in groups) >= wanted)


def tasks(events, names):
    prefix = events["TaskPrefix"]
    found = boto3.client("ecs", config=PATIENT).describe_services(
        cluster=events["Cluster"], services=[prefix + name for name in names]
    )
    return dict((one["serviceName"][len(prefix) :], one["runningCount"]) for one in found["services"])


def instances(events, names):
    prefix = events["GroupPrefix"]
    found = boto3.client("autoscaling", config=PATIENT).describe_auto_scaling_groups(
        AutoScalingGroupNames=[prefix + name for name in names]
    )
    return dict(
        (group["AutoScalingGroupName"][len(prefix) :], in_service(group["Instances"]))
        for group in found["AutoScalingGroups"]
    )


def in_service(instances):
    return sum(1 for one in instances if one["LifecycleState"] == "InService")


def healthy(group):
    client = boto3.client("elbv2", config=PATIENT)
    found = client.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    return sum(1 for one in found if one["TargetHealth"]["State"] == "healthy")
`;
