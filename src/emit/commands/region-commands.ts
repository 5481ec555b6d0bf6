import { aws, awsInto } from "./aws";
import { expression, variable } from "./shell";

/*
 * Commands on a plan in two regions: databases, data and names that people move by hand.
 */

/** Makes a cluster of another region the writer of its global database, without asking the region that is lost. */
export function promoteCluster(globalCluster: string, clusterArn: string, region: string): string {
  return aws(
    "rds failover-global-cluster",
    {
      "global-cluster-identifier": globalCluster,
      "target-db-cluster-identifier": clusterArn,
      "allow-data-loss": true,
      query: "GlobalCluster.[Status,FailoverState.Status]",
    },
    region,
  );
}

export function clusterArn(account: string, region: string, cluster: string): string {
  return `arn:aws:rds:${region}:${account}:cluster:${cluster}`;
}

/** Leads the public domain to a load balancer: one record, changed by hand. */
export function pointDomain(domain: string, loadBalancer: string, region: string): string {
  const lookUp = (name: string, field: string) =>
    awsInto(name, "elbv2 describe-load-balancers", `LoadBalancers[0].${field}`, { names: loadBalancer }, region);
  return [
    lookUp("TARGET", "DNSName"),
    lookUp("TARGET_ZONE", "CanonicalHostedZoneId"),
    hostedZone(domain),
    changeRecord(
      `{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"${domain}","Type":"A","AliasTarget":{"DNSName":"$TARGET","HostedZoneId":"$TARGET_ZONE","EvaluateTargetHealth":false}}}]}`,
    ),
  ].join("\n");
}

function hostedZone(domain: string): string {
  return awsInto("ZONE", "route53 list-hosted-zones-by-name", "HostedZones[0].Id", { "dns-name": domain }, null);
}

/** @param change JSON in which shell variables stand */
function changeRecord(change: string): string {
  return aws(
    "route53 change-resource-record-sets",
    {
      "hosted-zone-id": variable("ZONE"),
      "change-batch": expression(`"${change.replaceAll('"', '\\"')}"`),
      query: "ChangeInfo.Status",
    },
    null,
  );
}

/** Leads a distribution to a load balancer in another VPC, which it reaches from inside. Needs `jq`. */
export function pointDistribution(alias: string, loadBalancer: string, region: string): string {
  const lookUp = (name: string, field: string) =>
    awsInto(name, "elbv2 describe-load-balancers", `LoadBalancers[0].${field}`, { names: loadBalancer }, region);
  const origin = (query: string) => ({ id: variable("ORIGIN"), query, output: "text" });
  const deployed = aws("cloudfront get-vpc-origin", origin("VpcOrigin.Status"), null);
  const distribution = { id: variable("DISTRIBUTION") };
  const find = `DistributionList.Items[?Aliases.Items[?@=='${alias}']].Id`;
  return [
    lookUp("TARGET", "DNSName"),
    lookUp("TARGET_ARN", "LoadBalancerArn"),
    awsInto(
      "ORIGIN",
      "cloudfront create-vpc-origin",
      "VpcOrigin.Id",
      {
        "vpc-origin-endpoint-config": expression(
          `"Name=${loadBalancer},Arn=$TARGET_ARN,HTTPPort=80,HTTPSPort=443,OriginProtocolPolicy=https-only,OriginSslProtocols={Quantity=1,Items=[TLSv1.2]}"`,
        ),
      },
      null,
    ),
    `until ${deployed} | grep -qx Deployed; do sleep 15; done`,
    awsInto("DISTRIBUTION", "cloudfront list-distributions", find, {}, null),
    awsInto("TAG", "cloudfront get-distribution-config", "ETag", distribution, null),
    `${aws("cloudfront get-distribution-config", { ...distribution, query: "DistributionConfig", output: "json" }, null)} |`,
    `  jq --arg name "$TARGET" --arg origin "$ORIGIN" '.Origins.Items[0] |= (.DomainName = $name | .VpcOriginConfig.VpcOriginId = $origin)' > distribution.json`,
    aws(
      "cloudfront update-distribution",
      {
        ...distribution,
        "if-match": variable("TAG"),
        "distribution-config": "file://distribution.json",
        query: "Distribution.Status",
      },
      null,
    ),
  ].join("\n");
}

/** Copies objects that one bucket has and the other lacks; nothing is deleted. */
export function copyObjects(from: string, fromRegion: string, to: string, toRegion: string): string {
  return aws("s3 sync", { "source-region": fromRegion, "only-show-errors": true }, toRegion).replace(
    "aws s3 sync",
    `aws s3 sync s3://${from} s3://${to}`,
  );
}

/** Writes every item of a table over those of a table in another region, 25 at a time as the API allows. Needs `jq`. */
export function copyItems(from: string, fromRegion: string, to: string, toRegion: string): string {
  const batches =
    `jq -c --arg table '${to}' '[.Items[] | {PutRequest: {Item: .}}] as $items` +
    " | range(0; $items | length; 25) as $from | {($table): $items[$from:$from + 25]}'";
  const write = aws(
    "dynamodb batch-write-item",
    { "request-items": variable("BATCH"), query: "UnprocessedItems" },
    toRegion,
  );
  return [
    `${aws("dynamodb scan", { "table-name": from, output: "json" }, fromRegion)} |`,
    `  ${batches} |`,
    `  while read -r BATCH; do ${write}; done`,
  ].join("\n");
}

/** A snapshot of a cluster, copied into another region under that region's key in `$KEY`. */
export function carrySnapshot(cluster: string, account: string, from: string, to: string): string {
  const snapshot = `${cluster}-fail-back`;
  const id = { "db-cluster-snapshot-identifier": snapshot };
  const arn = `arn:aws:rds:${from}:${account}:cluster-snapshot:${snapshot}`;
  return [
    aws(
      "rds create-db-cluster-snapshot",
      { ...id, "db-cluster-identifier": cluster, query: "DBClusterSnapshot.Status" },
      from,
    ),
    aws("rds wait db-cluster-snapshot-available", id, from),
    aws(
      "rds copy-db-cluster-snapshot",
      {
        "source-db-cluster-snapshot-identifier": arn,
        "target-db-cluster-snapshot-identifier": snapshot,
        "kms-key-id": variable("KEY"),
        "source-region": from,
        query: "DBClusterSnapshot.Status",
      },
      to,
    ),
    aws("rds wait db-cluster-snapshot-available", id, to),
  ].join("\n");
}

export function carriedSnapshot(cluster: string): string {
  return `${cluster}-fail-back`;
}
