/**
 * Makes clusters the writers of their Aurora global databases, and waits until they are. A global database is found by
 * its member (one call finds all, however many there are); one that writes there already, or changes just now, is left alone, so both can be repeated. Planned: asked
 * of the region that writes, which waits until everything is replicated. Unplanned: asked of the region that is to write,
 * which gives up what was not (Aurora user guide, "Using switchover or failover in Amazon Aurora Global Database").
 */
export const DATABASE_SCRIPT = `import time

import boto3

PAUSE_SECONDS = 10
CHANGING = ["pending", "failing-over", "cancelling"]


def promote(events, context):
    databases = found_databases()
    promoted, failed = [], []
    for cluster in clusters_of(events):
        try:
            if begin(databases, cluster, events["Mode"]):
                promoted.append(cluster)
        except Exception as fault:
            failed.append(str(fault))
    if failed:
        raise Exception("not promoted: " + ", ".join(failed))
    return dict(Promoted=promoted)


def await_writers(events, context):
    deadline = time.time() + int(events["Seconds"])
    while True:
        databases = found_databases()
        waiting = [cluster for cluster in clusters_of(events) if not writes(databases, cluster)]
        if not waiting:
            return dict(Writers=events["Clusters"])
        if time.time() + PAUSE_SECONDS > deadline:
            raise Exception("not yet the writer: " + ", ".join(waiting))
        time.sleep(PAUSE_SECONDS)


def clusters_of(events):
    return [events["Prefix"] + name for name in events["Clusters"]]


def begin(databases, cluster, mode):
    found = database_of(databases, cluster)
    writer = writer_of(found)
    if writer == cluster or found.get("FailoverState", dict()).get("Status") in CHANGING:
        return False
    asked = dict(GlobalClusterIdentifier=found["GlobalClusterIdentifier"], TargetDbClusterIdentifier=cluster)
    if mode == "planned":
        boto3.client("rds", region_name=region_of(writer)).switchover_global_cluster(**asked)
    else:
        boto3.client("rds", region_name=region_of(cluster)).failover_global_cluster(AllowDataLoss=True, **asked)
    return True


def writes(databases, cluster):
    found = database_of(databases, cluster)
    return writer_of(found) == cluster and found["Status"] == "available"


def found_databases():
    # Asked of the run's own region, which stands.
    pages = boto3.client("rds").get_paginator("describe_global_clusters").paginate()
    return [found for page in pages for found in page["GlobalClusters"]]


def database_of(databases, cluster):
    for found in databases:
        if any(member["DBClusterArn"] == cluster for member in found["GlobalClusterMembers"]):
            return found
    raise Exception("member of no global database: " + cluster)


def writer_of(found):
    return next((member["DBClusterArn"] for member in found["GlobalClusterMembers"] if member["IsWriter"]), "")


def region_of(arn):
    return arn.split(":")[3]
`;
