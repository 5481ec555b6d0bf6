import type { EmitContext } from "../emit-context";
import { layOut } from "./shell";

/** Stacks are read where `opsplan synth` writes them by default; with `--out` the folder's name differs. */
const STACKS = "cdktf.out/stacks";

/** Whether the account differs from the plan: exit code 0 no, 2 yes. */
export function terraformDrift(stack: string): string {
  return [
    terraform(stack, "init", "-input=false"),
    terraform(stack, "plan", "-input=false", "-detailed-exitcode"),
  ].join("\n");
}

/** Saves what would change, to be read, and then changes exactly that. */
export function terraformApply(stack: string): string {
  return terraformApplyWith(stack, {});
}

/** @param variables Terraform variables, each with the shell variable that holds its value */
export function terraformApplyWith(stack: string, variables: Readonly<Record<string, string>>): string {
  const given = Object.entries(variables).map(([name, held]) => `-var "${name}=$${held}"`);
  return [
    terraform(stack, "init", "-input=false"),
    terraform(stack, "plan", "-input=false", ...given, "-out=change.tfplan"),
    terraform(stack, "apply", "-input=false", "change.tfplan"),
  ].join("\n");
}

/** Makes one resource before the rest of its stack. */
export function terraformApplyOnly(stack: string, address: string): string {
  return [
    terraform(stack, "init", "-input=false"),
    terraform(stack, "apply", "-input=false", `-target=${address}`),
  ].join("\n");
}

/** Overrides a stack's backend, by its name, until the file is removed. */
const OVERRIDE = "backend_override.tf";

/** Applies a stack with a state beside it: the stack that makes the place of every state, its own among them. */
export function terraformApplyLocally(stack: string): string {
  return [
    `printf 'terraform {\\n  backend "local" {}\\n}\\n' > ${STACKS}/${stack}/${OVERRIDE}`,
    terraform(stack, "init", "-input=false"),
    terraform(stack, "plan", "-input=false", "-out=bootstrap.tfplan"),
    terraform(stack, "apply", "-input=false", "bootstrap.tfplan"),
  ].join("\n");
}

/** Copies that state to the stack's own backend, and lists what it holds there. */
export function terraformMoveState(stack: string): string {
  return [
    `rm ${STACKS}/${stack}/${OVERRIDE}`,
    terraform(stack, "init", "-input=false", "-migrate-state", "-force-copy"),
    terraform(stack, "state list"),
  ].join("\n");
}

/** Removes what the move left behind. */
export function removeLocalState(stack: string): string {
  const files = ["terraform.tfstate", "terraform.tfstate.backup", "bootstrap.tfplan"];
  return layOut(
    "rm -f",
    files.map((file) => `${STACKS}/${stack}/${file}`),
  );
}

/** Takes what the account has into the state of `$STACK`, and changes nothing in AWS. */
export function terraformAdopt(): string {
  return asked("apply -refresh-only");
}

/** Lets the state of `$STACK` know `$ID` in AWS as `$ADDRESS`. */
export function terraformImport(): string {
  return asked('import "$ADDRESS" "$ID"');
}

/** Lets the state of a stack know `$ID` in AWS as one of its resources. */
export function terraformImportAs(stack: string, address: string): string {
  return [terraform(stack, "init", "-input=false"), terraform(stack, "import", "-input=false", address, '"$ID"')].join(
    "\n",
  );
}

/** Lets the state of `$STACK` forget `$ADDRESS`; AWS keeps it. */
export function terraformForget(): string {
  return asked('state rm "$ADDRESS"');
}

function asked(command: string): string {
  return `terraform -chdir="${STACKS}/$STACK" ${command}`;
}

/** Names of stacks that apply only when the region is lost: nothing of them is in AWS before. */
export function coldStacks({ evidence }: EmitContext): readonly string[] {
  return evidence.stacks.filter(({ cold }) => cold).map(({ name }) => name);
}

/**
 * Names of the stacks in the order in which they apply: a stack after those whose outputs it reads. A cold standby is not
 * among them: it is applied when the region is lost, and at no other time.
 */
export function applyOrder({ evidence }: EmitContext): readonly string[] {
  const waiting = evidence.stacks.filter(({ cold }) => !cold);
  const ordered: string[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ dependsOn }) =>
      dependsOn.every((other) => ordered.includes(other) || !waiting.some(({ name }) => name === other)),
    );
    if (next === -1)
      throw new Error(`stacks depend on each other in a circle: ${waiting.map(({ name }) => name).join(", ")}`);
    ordered.push(...waiting.splice(next, 1).map(({ name }) => name));
  }
  return ordered;
}

function terraform(stack: string, command: string, ...options: readonly string[]): string {
  return layOut(`terraform -chdir=${STACKS}/${stack} ${command}`, options);
}
