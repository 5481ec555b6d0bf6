/**
 * Sets bounds and number of copies of services, each a row of words: name, least, most, and for tasks `new` where a new
 * deployment begins. What stands already is set again to the same. One service that fails does not keep the others from
 * starting; the step then fails at the end, and names it.
 */
export const SCALE_SCRIPT = `import boto3
from botocore.config import Config

# ECS takes a few changes in a second; what is throttled is tried again, ever slower.
PATIENT = Config(retries=dict(mode="adaptive", max_attempts=10))


def scale(events, context):
    failed = []
    for change, rows in [(scale_tasks, events["Tasks"]), (scale_instances, events["Instances"])]:
        for row in rows:
            try:
                change(events, *row.split())
            except Exception as fault:
                failed.append(row.split()[0] + " (" + str(fault) + ")")
    if failed:
        raise Exception("not scaled: " + ", ".join(failed))
    return dict(Scaled=len(events["Tasks"]) + len(events["Instances"]))


def scale_tasks(events, name, least, most, deployment):
    cluster, service = events["Cluster"], events["TaskPrefix"] + name
    # Bounds first: scaling would take back what lies outside of them.
    boto3.client("application-autoscaling", config=PATIENT).register_scalable_target(
        ServiceNamespace="ecs",
        ScalableDimension="ecs:service:DesiredCount",
        ResourceId="service/" + cluster + "/" + service,
        MinCapacity=int(least),
        MaxCapacity=int(most),
    )
    boto3.client("ecs", config=PATIENT).update_service(
        cluster=cluster, service=service, desiredCount=int(least), forceNewDeployment=deployment == "new"
    )


def scale_instances(events, name, least, most):
    boto3.client("autoscaling", config=PATIENT).update_auto_scaling_group(
        AutoScalingGroupName=events["GroupPrefix"] + name,
        MinSize=int(least),
        MaxSize=int(most),
        DesiredCapacity=int(least),
    )
`;
