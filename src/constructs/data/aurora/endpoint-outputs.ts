import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { databaseEndpoints } from "../../core/database-endpoints";
import type { AuroraOutputs } from "../../core/stack-outputs";

/**
 * Where a store is written to and read from, for people and for what is not of the plan: `terraform output
 * orders_writer_endpoint`. Services find the same two in `<STORE>_HOST` and `<STORE>_READER_HOST`.
 */
export function endpointOutputs(scope: Construct, outputs: AuroraOutputs): void {
  const { writer, reader } = databaseEndpoints(outputs);
  const stack = TerraformStack.of(scope);
  new TerraformOutput(stack, `${outputs.name}_writer_endpoint`, {
    value: writer,
    description: `Host that takes all statements of the store ${outputs.name}`,
  });
  new TerraformOutput(stack, `${outputs.name}_reader_endpoint`, {
    value: reader,
    description: `Host that takes statements that only read of the store ${outputs.name}`,
  });
}
