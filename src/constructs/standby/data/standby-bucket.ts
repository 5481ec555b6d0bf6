import type { Construct } from "constructs";
import type { S3Store } from "../../../model/plan";
import { replicaRegion } from "../../../model/standby-plan";
import type { S3Outputs } from "../../core/stack-outputs";
import { S3StoreBucket } from "../../data/s3-store";
import { BucketReplication } from "./bucket-replication";
import { bucketReplicationAlarms } from "./replication-alarms";
import type { StandbyStoreProps } from "./standby-store-props";

/** A bucket that the primary's objects are replicated into, and from with both regions live; else one to restore to. */
export function standbyBucket(scope: Construct, props: StandbyStoreProps<S3Store, S3Outputs>): S3Outputs {
  const { plan, primary, store, foundation, counterpart } = props;
  const bucket = new S3StoreBucket(scope, "bucket", { plan, store, foundation });
  if (replicaRegion(primary) === null) return bucket.outputs;
  const there = { region: plan.environment.region, bucket: bucket.outputs };
  const here = { region: primary.environment.region, bucket: counterpart };
  const common = { plan, store, after: [bucket.versioning] };
  const bothWays = primary.recovery?.pattern === "active-active";
  new BucketReplication(scope, "replication", { ...common, from: here, to: there, bothWays, purpose: "replication" });
  bucketReplicationAlarms(scope, { ...props, from: here, to: there });
  if (bothWays) {
    new BucketReplication(scope, "return", { ...common, from: there, to: here, bothWays, purpose: "return" });
  }
  return bucket.outputs;
}
