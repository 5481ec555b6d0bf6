import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, S3Backend, TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import type { KindOfStack } from "../../evidence/collect";
import { COST_TAG, costTagValue } from "../../model/cost-watch";
import { type Plan, stackName } from "../../model/plan";
import type { StackKind } from "../../model/stack-kinds";
import { isCold } from "../../model/standby-plan";
import { stateFolder, stateKeyArn } from "../../model/state-storage";
import { ACKNOWLEDGED_TAG } from "./acknowledged-tag";

/** AWS provider release that the bindings were made from; Terraform takes any later 6.x. */
const AWS_PROVIDER_VERSION = "~> 6.25";

/** One Terraform state: provider, backend, default tags and logical ids of one stack of a plan. */
export class OpsplanStack extends TerraformStack implements KindOfStack {
  readonly kind: StackKind;
  readonly cold: boolean;
  readonly plan: Plan;
  private readonly paths = new Map<string, string>();

  constructor(scope: Construct, plan: Plan, kind: StackKind) {
    super(scope, stackName(plan, kind));
    this.kind = kind;
    this.cold = kind === "standby" && isCold(plan);
    this.plan = plan;
    const { region, account } = plan.environment;
    new AwsProvider(this, "aws_provider", {
      region,
      // A plan applied with another account's credentials stops here rather than in the wrong account.
      allowedAccountIds: [account],
      defaultTags: [{ tags: defaultTags(plan, kind) }],
      // People put it on alarms: applying must not take an answer away, nor call it drift.
      ignoreTags: [{ keys: [ACKNOWLEDGED_TAG] }],
    });
    this.addBackend();
    this.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);
  }

  /**
   * Logical ids are the construct path joined by `_`: names of a plan hold no `_`, so two paths never meet. CDKTF's
   * own scheme strips characters and merges the resources that then share an id; here that is an error.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const below = node.scopes.slice(node.scopes.indexOf(this) + 1);
    // Outputs for other stacks carry the reference in their id, dots and brackets included.
    const id = below.map((scope) => scope.node.id.replace(/[^A-Za-z0-9_-]+/g, "_")).join("_");
    const earlier = this.paths.get(id);
    if (earlier !== undefined && earlier !== node.path) {
      throw new Error(`logical id ${id} is claimed by ${earlier} and by ${node.path}`);
    }
    this.paths.set(id, node.path);
    return id;
  }

  private addBackend(): void {
    const { state } = this.plan;
    if (state.kind === "s3") {
      const key = stateKeyArn(this.plan);
      new S3Backend(this, {
        bucket: state.bucket,
        key: `${stateFolder(this.plan)}/${this.kind}.tfstate`,
        region: state.region,
        encrypt: true,
        ...(key === null ? {} : { kmsKeyId: key }),
      });
      this.addOverride("terraform.backend.s3.use_lockfile", true);
      return;
    }
    // Relative to the stack's folder, out of the generated tree: CDKTF's default is an absolute path.
    new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }
}

/** Tags that the provider puts on everything it creates. `service` is added where a resource belongs to one. */
export function defaultTags(plan: Plan, kind: StackKind): Record<string, string> {
  return {
    plan: plan.name,
    [COST_TAG]: costTagValue(plan),
    environment: plan.environment.name,
    owner: plan.owner,
    phase: phaseOf(plan, kind),
    stack: kind,
    "managed-by": "opsplan",
  };
}

/** The first phase with a deliverable that the stack belongs to; the initiative's first phase where none names it. */
function phaseOf(plan: Plan, kind: StackKind): string {
  const { phases } = plan.initiative;
  const phase = phases.find(({ deliverables }) => deliverables.some(({ stacks }) => stacks.includes(kind)));
  return (phase ?? phases[0])?.name ?? plan.initiative.name;
}
