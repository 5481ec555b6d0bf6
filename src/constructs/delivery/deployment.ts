import type { CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import type { Statement } from "../core/policy";

/** How a pipeline's last stage brings an image to a runtime. */
export interface Deployment {
  /** Commands of the image build that write what the action reads. */
  readonly bundle: readonly string[];
  readonly action: Pick<CodepipelineStageAction, "provider" | "configuration">;
  /** What the pipeline's role needs for the action. */
  readonly statements: readonly Statement[];
  /** True where the pipeline, not the action's own service, deploys the last good execution after a failure. */
  readonly rollsBackByPipeline: boolean;
}
