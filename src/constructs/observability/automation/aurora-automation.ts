import type { AuroraStore, Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { AuroraOutputs } from "../../core/stack-outputs";
import type { Automation } from "./runbook-document";
import { type ApiCall, call, inOrder, insist, output, type Property, pause, subjectWords, waitUntil } from "./step";

/** A failover takes 35 seconds as a rule (RDS API reference, FailoverDBCluster); a minute later the status tells. */
const BEGIN_MINUTES = 1;

/** Longest wait for a cluster that is available again. */
const AVAILABLE_SECONDS = 1800;

/** A reader takes over. Nothing for a writer alone: Aurora starts another one by itself. */
export function auroraAutomation(plan: Plan, store: AuroraStore, { clusterIdentifier }: AuroraOutputs): Automation {
  if (store.readers === 0) return { documents: [], statements: [] };
  const named = { DBClusterIdentifier: clusterIdentifier };
  const read: ApiCall = { service: "rds", operation: "DescribeDBClusters", parameters: named };
  const status: Property = { of: read, at: "$.DBClusters[0].Status" };
  const members = output("Members", "$.DBClusters[0].DBClusterMembers", "MapList");
  return {
    documents: [
      {
        operation: "fail-over",
        description:
          `Makes a reader of ${subjectWords({ kind: "store", name: store.name })} in ${plan.environment.name} the ` +
          "writer and waits until the cluster is available again. Writes fail for about half a minute, and " +
          "connections break. Does nothing unless the cluster is available: a failover that runs needs no second one.",
        runbooks: ["fail-over", "database-saturation", "database-latency"],
        parameters: {},
        steps: inOrder(
          insist({ name: "checkBefore", description: "Nothing else changes the cluster." }, status, ["available"]),
          call({ name: "before", description: "Who writes before." }, read, [members]),
          call(
            { name: "failOver", description: "Let a reader take over, the lowest promotion tier first." },
            { service: "rds", operation: "FailoverDBCluster", parameters: named },
          ),
          pause({ name: "begin", description: "Give the failover the time to show in the status." }, BEGIN_MINUTES),
          waitUntil(
            { name: "awaitAvailable", description: "Wait until the cluster is available." },
            status,
            ["available"],
            AVAILABLE_SECONDS,
          ),
          call({ name: "after", description: "Who writes after." }, read, [members]),
        ),
        outputs: ["before.Members", "after.Members"],
      },
    ],
    statements: [
      {
        Sid: "FailOver",
        Action: ["rds:DescribeDBClusters", "rds:FailoverDBCluster"],
        Resource: planArn(plan, "rds", `cluster:${clusterIdentifier}`),
      },
    ],
  };
}
