import type { Construct } from "constructs";
import { fileSources } from "../../../model/migration";
import type { MigrationProps } from "../migration-props";
import { FileTransfer } from "./file-transfer";
import { TransferEndpoint } from "./transfer-endpoint";
import { TransferLog } from "./transfer-log";

/** Every collection of files that moves, and the ARNs of their tasks. */
export function fileTransfers(scope: Construct, props: MigrationProps): readonly string[] {
  const sources = fileSources(props.plan);
  if (sources.length === 0) return [];
  // Names of plans hold no underscore, so these ids are never a source's.
  const log = new TransferLog(scope, "transfer_log", props);
  if (props.migration.network !== undefined) new TransferEndpoint(scope, "transfer_endpoint", props);
  return sources.map((source) => {
    const store = props.data.stores.get(source.target);
    if (store?.engine !== "s3") throw new Error(`the checks let ${source.target} pass as a bucket`);
    return new FileTransfer(scope, source.name, { ...props, source, store, log }).arn;
  });
}
