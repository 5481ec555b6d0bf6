import { type App, TerraformResource, TerraformStack } from "cdktf";
import { closedServiceOf } from "../model/catalogue/closed-services";
import { compareText } from "../model/compare-text";
import type { StackKind } from "../model/stack-kinds";
import { alarmOf, declarationOf } from "./declare";
import type { AlarmEvidence, Evidence, ResourceEvidence, StackEvidence } from "./evidence";

/** A stack that says which of the plan's stacks it is. */
export interface KindOfStack extends TerraformStack {
  readonly kind: StackKind;
  readonly cold: boolean;
}

/**
 * Reads the evidence of one plan and environment off its stacks. A resource that stands outside every stack would
 * vanish from the output without a word (a trap of CDKTF), so it is an internal error here.
 */
export function collectEvidence(app: App, stacks: readonly KindOfStack[]): Evidence {
  const stray = app.node
    .findAll()
    .find((node) => TerraformResource.isTerraformResource(node) && !node.node.scopes.some(TerraformStack.isStack));
  if (stray) throw new Error(`resource ${stray.node.path} stands outside every stack`);
  const resources: ResourceEvidence[] = [];
  const alarms: AlarmEvidence[] = [];
  const summaries: StackEvidence[] = [];
  for (const stack of stacks) {
    const found = stack.node.findAll().filter(TerraformResource.isTerraformResource);
    summaries.push({
      name: stack.node.id,
      kind: stack.kind,
      cold: stack.cold,
      resources: found.length,
      dependsOn: stack.dependencies.map((other) => other.node.id).sort(),
    });
    for (const resource of found) {
      const closed = closedServiceOf(resource.terraformResourceType);
      if (closed) throw new Error(`${resource.node.path} is of ${closed.name}, ${closed.state}`);
      const address = `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
      const declared = declarationOf(resource);
      resources.push({
        stack: stack.node.id,
        stackKind: stack.kind,
        address,
        type: resource.terraformResourceType,
        subject: declared?.subject ?? null,
        capabilities: declared?.capabilities ?? [],
        detects: declared?.detects ?? [],
        role: declared?.role ?? null,
        handles: declared?.handles ?? {},
      });
      const alarm = alarmOf(resource);
      // Those of a cold stack watch nothing until it is applied, and no console shows them.
      if (alarm && !stack.cold) alarms.push({ ...alarm, stack: stack.node.id, address });
    }
  }
  resources.sort((a, b) => compareText(a.stack, b.stack) || compareText(a.address, b.address));
  alarms.sort((a, b) => compareText(a.name, b.name) || compareText(a.address, b.address));
  return { resources, alarms, stacks: summaries };
}
