import { Token } from "cdktf";
import { CELL_VARIABLE } from "../../model/cells/cell-routing";
import { databaseUser } from "../../model/names";
import type { Plan, Service } from "../../model/plan";
import { databaseEndpoints } from "../core/database-endpoints";
import type { SqsOutputs, StoreOutputs } from "../core/stack-outputs";

/**
 * Environment variables by which a service finds its stores: `<STORE>_<WHAT>`, the store's name in capitals. No
 * password is among them: databases and caches are entered with the service's own role. With cells the names are those
 * of the plan file in every cell, so that one image runs in all of them, and `CELL` tells which it runs in.
 */
export function storeEnvironment(
  { stores: known }: Pick<Plan, "stores">,
  service: Pick<Service, "name" | "cell">,
  stores: readonly StoreOutputs[],
): Readonly<Record<string, string>> {
  const families = new Map(known.map(({ name, family }) => [name, family]));
  const named = stores.flatMap((store) =>
    Object.entries(connection(service.name, store)).map(([key, value]) => [
      `${variablePrefix(families.get(store.name) ?? store.name)}_${key}`,
      value,
    ]),
  );
  return Object.fromEntries([...named, ...(service.cell === null ? [] : [[CELL_VARIABLE, String(service.cell)]])]);
}

function connection(service: string, store: StoreOutputs): Readonly<Record<string, string>> {
  switch (store.engine) {
    case "aurora-postgresql":
      return {
        HOST: databaseEndpoints(store).writer,
        // Statements that only read. Readers follow the writer within milliseconds, so what was just written may not
        // be there yet.
        READER_HOST: databaseEndpoints(store).reader,
        PORT: portText(store.port),
        DATABASE: store.database,
        USER: databaseUser(service),
      };
    case "redis":
      return {
        HOST: store.primaryEndpoint,
        READER_HOST: store.readerEndpoint,
        PORT: portText(store.port),
        USER: store.iamUserId,
        // Part of what an IAM sign-in token is made for.
        REPLICATION_GROUP: store.replicationGroupId,
        TLS: "true",
      };
    case "dynamodb":
      return { TABLE: store.tableName };
    case "sqs":
      return {
        QUEUE_URL: store.queueUrl,
        ...(holdsBack(store, service) ? { BACK_PRESSURE_PARAMETER: store.backPressure.parameterName } : {}),
      };
    case "s3":
      return { BUCKET: store.bucketName };
  }
}

/** Whether the service is told to send less while the queue is behind. */
function holdsBack(
  store: SqsOutputs,
  service: string,
): store is SqsOutputs & { readonly backPressure: NonNullable<SqsOutputs["backPressure"]> } {
  return store.backPressure?.producers.includes(service) === true;
}

function variablePrefix(store: string): string {
  return store.toUpperCase().replaceAll("-", "_");
}

/** A port of another stack is a number token, whose digits mean nothing as text. */
function portText(port: number): string {
  return Token.isUnresolved(port) ? Token.asString(port) : String(port);
}
