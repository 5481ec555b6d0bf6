import type { Construct } from "constructs";
import type { AuroraStore, Plan } from "../../../model/plan";
import { replicaRegion } from "../../../model/standby-plan";
import type { AuroraOutputs } from "../../core/stack-outputs";
import { EncryptionKey } from "../../security/encryption-key";
import type { StoreProps } from "../store-props";
import { AuroraCluster } from "./aurora-cluster";
import { endpointOutputs } from "./endpoint-outputs";
import { globalDatabase } from "./global-database";
import { masterPassword } from "./master-password";
import { MasterSecret } from "./master-secret";
import { SecretRotation } from "./secret-rotation";

/** Id of the key of secrets in the recovery region. Names of plans hold no underscore: it is never a store's. */
const RECOVERY_KEY_ID = "recovery_secrets";

/** An Aurora store in the plan's own region: a cluster alone, or the writer of a global database. */
export function auroraStore(scope: Construct, id: string, props: StoreProps<AuroraStore>): AuroraOutputs {
  const outputs = writingStore(scope, id, props);
  endpointOutputs(scope, outputs);
  return outputs;
}

function writingStore(scope: Construct, id: string, props: StoreProps<AuroraStore>): AuroraOutputs {
  const region = replicaRegion(props.plan);
  if (region === null) return new AuroraCluster(scope, id, { ...props, origin: { kind: "empty" } }).outputs;
  const { plan, store } = props;
  const password = masterPassword(scope, store).asString;
  const writer = new AuroraCluster(scope, id, { ...props, origin: { kind: "global-writer", password } });
  const { outputs, cluster, instances } = writer;
  const secret = new MasterSecret(writer, "master", {
    ...props,
    cluster,
    port: outputs.port,
    password,
    replica: { region, keyArn: recoveryKeyArn(scope, plan, region) },
  });
  new SecretRotation(writer, "rotation", {
    ...props,
    secretId: secret.outputs.arn,
    storeSecurityGroupId: outputs.securityGroupId,
    port: outputs.port,
    after: [secret.version, ...instances],
  });
  return {
    ...outputs,
    globalDatabase: globalDatabase(writer, "global", { plan, store, writerArn: cluster.arn, after: instances }),
    masterSecret: secret.outputs,
  };
}

/**
 * Key of the secrets' copies, one for all stores. The recovery region's own data key comes with its stack, which is made
 * after this one and from it.
 */
function recoveryKeyArn(scope: Construct, plan: Plan, region: string): string {
  const earlier = scope.node.tryFindChild(RECOVERY_KEY_ID);
  if (earlier instanceof EncryptionKey) return earlier.arn;
  return new EncryptionKey(scope, RECOVERY_KEY_ID, { plan, purpose: "data", region }).arn;
}
