import type { StackEvidence } from "../evidence/evidence";
import type { StackKind } from "../model/stack-kinds";

/** A stack that AWS wants to apply after others whose outputs it does not read. */
const NAMED_BEFORE: Partial<Readonly<Record<StackKind, readonly StackKind[]>>> = {
  // Stop conditions name alarms, which FIS looks up when a template is made.
  resilience: ["services", "observability"],
};

/**
 * Names of the stacks in the waves in which they apply: those of one wave wait for nothing but earlier waves, and apply
 * side by side. The bootstrap stack, which makes the place of every state, is a wave of its own before all others. A cold
 * standby is in none: it is applied when the region is lost, and at no other time.
 */
export function waves(stacks: readonly StackEvidence[]): readonly (readonly string[])[] {
  let waiting = stacks.filter(({ cold }) => !cold);
  const found: (readonly string[])[] = [];
  while (waiting.length > 0) {
    const wave = waiting.filter((stack) => !waiting.some((other) => other !== stack && isBefore(other, stack)));
    if (wave.length === 0) {
      throw new Error(`stacks depend on each other in a circle: ${waiting.map(({ name }) => name).join(", ")}`);
    }
    found.push(wave.map(({ name }) => name));
    waiting = waiting.filter((stack) => !wave.includes(stack));
  }
  return found;
}

function isBefore(other: StackEvidence, stack: StackEvidence): boolean {
  return (
    other.kind === "bootstrap" ||
    stack.dependsOn.includes(other.name) ||
    (NAMED_BEFORE[stack.kind]?.includes(other.kind) ?? false)
  );
}
