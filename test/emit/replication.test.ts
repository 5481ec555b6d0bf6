import { emitContext } from "../../src/emit/emit-context";
import { replicationLag } from "../../src/emit/runbooks/replication-lag";
import { rotate } from "../../src/emit/runbooks/rotate";
import type { RunbookWriter } from "../../src/emit/runbooks/runbook-content";
import type { Runbook } from "../../src/model/catalogue/runbooks";
import type { RecoveryPattern } from "../../src/model/recovery";
import { synthStores } from "../support/standby-data";

const NAME = "shop-production";

/** All that a runbook says, commands on one line each. */
function written(writer: RunbookWriter, runbook: Runbook, pattern: RecoveryPattern): string {
  const { plan, evidence } = synthStores(pattern);
  const content = writer({ ...emitContext(plan, evidence), runbook, alarms: [], windows: [] });
  return JSON.stringify(content)
    .replaceAll(/ \\\\\\n\s*/g, " ")
    .replaceAll('\\"', '"');
}

describe("the runbook of replication", () => {
  const text = written(replicationLag, "replication-lag", "pilot-light");

  it("looks each store up in the region that measures it", () => {
    for (const command of [
      `rds describe-global-clusters --global-cluster-identifier ${NAME}-orders-global`,
      `--metric-name AuroraGlobalDBRPOLag --dimensions Name=DBClusterIdentifier,Value=${NAME}-recovery-orders Name=SourceRegion,Value=eu-west-1`,
      `dynamodb describe-table --table-name ${NAME}-catalog`,
      `s3api get-bucket-replication --bucket ${NAME}-store-receipts-111122223333 --region eu-west-1`,
    ])
      expect(text).toContain(command);
    expect(text).toMatch(/BytesPendingReplication --dimensions .{1,400}?--region eu-central-1/);
    expect(text).toMatch(/OperationsFailedReplication --dimensions .{1,400}?--region eu-west-1/);
  });

  it("names the objective, and gives writers the capacity that AWS advises and the plan's back", () => {
    expect(text).toContain("lose no more than 1 minute");
    expect(text).toContain("MinCapacity=8,MaxCapacity=32");
    expect(text).toContain("MinCapacity=2,MaxCapacity=32");
  });
});

describe("the runbook of rotation", () => {
  it("rotates a global database's secret by the plan's own secret, and heals one that is out of step", () => {
    const text = written(rotate, "rotate", "pilot-light");
    expect(text).toContain(`secretsmanager describe-secret --secret-id ${NAME}-orders-master`);
    expect(text).toContain(`rds modify-db-cluster --db-cluster-identifier ${NAME}-orders --master-user-password`);
    expect(text).toContain("every 30 days");
    expect(text).not.toContain("every week");
    expect(text).not.toContain("MasterUserSecret");
  });

  it("leaves the others to RDS", () => {
    const text = written(rotate, "rotate", "backup-and-restore");
    expect(text).toContain("DBClusters[0].MasterUserSecret.SecretArn");
    expect(text).toContain("the master secret every week");
    expect(text).not.toContain("orders-master");
  });
});
