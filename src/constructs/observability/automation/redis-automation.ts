import type { Plan, RedisStore } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { RedisOutputs } from "../../core/stack-outputs";
import type { Automation } from "./runbook-document";
import { type ApiCall, call, inOrder, insist, output, type Property, pause, subjectWords, waitUntil } from "./step";

/** A group with cluster mode off has one shard, named by ElastiCache. */
const ONLY_SHARD = "0001";

/** From the request until the group's status tells. */
const BEGIN_MINUTES = 1;

/** The old primary is started anew as a replica and copies the data: minutes, more with much data. */
const AVAILABLE_SECONDS = 3600;

/** A replica takes over. Nothing for a node alone: ElastiCache replaces it by itself, empty. */
export function redisAutomation(plan: Plan, store: RedisStore, { replicationGroupId }: RedisOutputs): Automation {
  if (store.replicas === 0) return { documents: [], statements: [] };
  const named = { ReplicationGroupId: replicationGroupId };
  const read: ApiCall = { service: "elasticache", operation: "DescribeReplicationGroups", parameters: named };
  const status: Property = { of: read, at: "$.ReplicationGroups[0].Status" };
  const members = output("Members", "$.ReplicationGroups[0].NodeGroups[0].NodeGroupMembers", "MapList");
  return {
    documents: [
      {
        operation: "fail-over",
        description:
          `Makes a replica of ${subjectWords({ kind: "store", name: store.name })} in ${plan.environment.name} the ` +
          "primary and waits until the group is complete again. Writes fail for some seconds to a minute, and the last " +
          "ones may be lost. ElastiCache means the call for tests: 15 in 24 hours, and in a large outage it may refuse. " +
          "Does nothing unless the group is available: a failover that runs needs no second one.",
        runbooks: ["fail-over", "cache-saturation"],
        parameters: {},
        steps: inOrder(
          insist({ name: "checkBefore", description: "Nothing else changes the group." }, status, ["available"]),
          call({ name: "before", description: "Who is primary before." }, read, [members]),
          call(
            { name: "failOver", description: "Let a replica take over." },
            {
              service: "elasticache",
              operation: "TestFailover",
              parameters: { ...named, NodeGroupId: ONLY_SHARD },
            },
          ),
          pause({ name: "begin", description: "Give the failover the time to show in the status." }, BEGIN_MINUTES),
          waitUntil(
            { name: "awaitAvailable", description: "Wait until the group is available." },
            status,
            ["available"],
            AVAILABLE_SECONDS,
          ),
          call({ name: "after", description: "Who is primary after." }, read, [members]),
        ),
        outputs: ["before.Members", "after.Members"],
      },
    ],
    statements: [
      {
        Sid: "FailOver",
        Action: ["elasticache:DescribeReplicationGroups", "elasticache:TestFailover"],
        Resource: planArn(plan, "elasticache", `replicationgroup:${replicationGroupId}`),
      },
    ],
  };
}
