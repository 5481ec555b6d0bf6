import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { AuroraStore } from "../../../model/plan";
import type { MasterSecretOutputs } from "../../core/stack-outputs";
import { masterSecretName } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSubject } from "../store-subject";
import { MASTER_PASSWORD_VERSION, MASTER_USER } from "./cluster-origin";

export interface MasterSecretProps extends StoreProps<AuroraStore> {
  readonly cluster: RdsCluster;
  readonly port: number;
  /** The value that the cluster is given too. */
  readonly password: string;
  readonly replica: { readonly region: string; readonly keyArn: string };
}

/**
 * The master user's sign-in for a global database, which RDS manages none for (Aurora user guide, "Limitations for
 * Secrets Manager integration"). A copy in the recovery region follows it, so that the sign-in outlives the region.
 */
export class MasterSecret extends Construct {
  readonly outputs: MasterSecretOutputs;
  readonly version: SecretsmanagerSecretVersion;

  constructor(scope: Construct, id: string, props: MasterSecretProps) {
    super(scope, id);
    const { plan, store, foundation, replica } = props;
    const name = masterSecretName(plan, store);
    const secret = new SecretsmanagerSecret(this, "secret", {
      name,
      description: `Master user of the store ${store.name}`,
      kmsKeyId: foundation.keyArns.data,
      replica: [{ region: replica.region, kmsKeyId: replica.keyArn }],
      lifecycle: { preventDestroy: true },
    });
    this.version = this.initialVersion(secret, props);
    provides(secret, storeSubject(store), "replication");
    playsRole(secret, storeSubject(store), "master-secret", { secret: name });
    this.outputs = { arn: secret.arn, initialVersionId: this.version.versionId };
  }

  /**
   * The version that rotation starts from, in the words that AWS's function reads. Made after the cluster, so that a
   * failed attempt at the cluster leaves no secret with another password than the next attempt's.
   */
  private initialVersion(secret: SecretsmanagerSecret, props: MasterSecretProps): SecretsmanagerSecretVersion {
    const { store, cluster, port, password } = props;
    return new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretStringWo: Fn.jsonencode({
        engine: "postgres",
        host: cluster.endpoint,
        port,
        dbname: store.database,
        username: MASTER_USER,
        password,
      }),
      secretStringWoVersion: MASTER_PASSWORD_VERSION,
      // The label keeps the version after two rotations: Secrets Manager deletes those that have none, and Terraform
      // would then write a password into the secret that is not the database's.
      versionStages: ["AWSCURRENT", "initial"],
      // Rotation moves `AWSCURRENT` on.
      lifecycle: { ignoreChanges: ["version_stages"] },
    });
  }
}
