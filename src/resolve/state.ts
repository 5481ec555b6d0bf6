import type { StateBackend } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";

export function resolveState(file: PlanFile, region: string): StateBackend {
  const { bucket, kmsKeyArn } = file.state;
  if (bucket === undefined) return { kind: "local" };
  return {
    kind: "s3",
    bucket,
    region: file.state.region ?? region,
    kmsKeyArn: kmsKeyArn ?? null,
    bootstrap: file.state.bootstrap,
    oidcProvider: file.state.oidcProvider,
  };
}
