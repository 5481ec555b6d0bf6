import type { Construct } from "constructs";
import { databaseSources } from "../../../model/migration";
import { secretReadStatements } from "../../core/secret-read-statements";
import type { AuroraOutputs, DataOutputs } from "../../core/stack-outputs";
import type { MigrationProps } from "../migration-props";
import { DatabaseReplication } from "./database-replication";
import type { Credentials } from "./endpoints";
import { ReplicationNetwork } from "./replication-network";
import { ReplicationUser } from "./replication-user";
import { SecretAccessRole } from "./secret-access-role";
import { serviceRoles } from "./service-roles";

/** Every database that moves, and the ARNs of their replications. */
export function databaseReplications(scope: Construct, props: MigrationProps): readonly string[] {
  const { plan, foundation, data } = props;
  const sources = databaseSources(plan);
  if (sources.length === 0) return [];
  const stores = targets(
    sources.map(({ target }) => target),
    data,
  );
  // Names of plans hold no underscore, so these ids are never a source's.
  const network = new ReplicationNetwork(scope, "replication_network", {
    ...props,
    stores,
    roles: serviceRoles(scope, plan),
  });
  const users = new Map(
    stores.map((store): [string, Credentials] => {
      const { secretArn, readStatements } = new ReplicationUser(scope, `replication_user_${store.name}`, {
        plan,
        store,
        dataKeyArn: foundation.keyArns.data,
      });
      const role = new SecretAccessRole(scope, `replication_role_${store.name}`, {
        plan,
        name: store.name,
        side: "store",
        statements: readStatements,
      });
      return [store.name, { secretArn, role }];
    }),
  );
  return sources.flatMap((source) => {
    const store = stores.find(({ name }) => name === source.target);
    const atStore = users.get(source.target);
    if (store === undefined || atStore === undefined) throw new Error(`no database was made for ${source.name}`);
    const role = new SecretAccessRole(scope, `replication_role_${source.name}_source`, {
      plan,
      name: source.name,
      side: "source",
      statements: secretReadStatements(source.secret),
    });
    const atSource = { secretArn: source.secret, role };
    return new DatabaseReplication(scope, source.name, { ...props, source, store, network, atSource, atStore }).arns;
  });
}

function targets(names: readonly string[], { stores }: DataOutputs): readonly AuroraOutputs[] {
  return [...new Set(names)].map((name) => {
    const store = stores.get(name);
    if (store?.engine !== "aurora-postgresql") throw new Error(`the checks let ${name} pass as a database`);
    return store;
  });
}
