/**
 * Sets how much of a region's share of requests Global Accelerator sends there. Its API stands in us-west-2 alone; the
 * accelerator is found by the tags that everything of the plan has, since AWS gives its id.
 */
export const DIAL_SCRIPT = `import boto3


def dial(events, context):
    client = boto3.client("globalaccelerator", region_name="us-west-2")
    changed = []
    for accelerator in listed(client, "list_accelerators", "Accelerators"):
        arn = accelerator["AcceleratorArn"]
        tags = dict((tag["Key"], tag["Value"]) for tag in client.list_tags_for_resource(ResourceArn=arn)["Tags"])
        if tags.get("plan") != events["Plan"] or tags.get("environment") != events["Environment"]:
            continue
        for listener in listed(client, "list_listeners", "Listeners", AcceleratorArn=arn):
            for group in listed(client, "list_endpoint_groups", "EndpointGroups", ListenerArn=listener["ListenerArn"]):
                if group["EndpointGroupRegion"] != events["Region"]:
                    continue
                client.update_endpoint_group(
                    EndpointGroupArn=group["EndpointGroupArn"], TrafficDialPercentage=float(events["Percent"])
                )
                changed.append(group["EndpointGroupArn"])
    if not changed:
        raise Exception("no endpoint group of the plan in " + events["Region"])
    return dict(Changed=changed)


def listed(client, operation, key, **asked):
    return [one for page in client.get_paginator(operation).paginate(**asked) for one in page[key]]
`;
