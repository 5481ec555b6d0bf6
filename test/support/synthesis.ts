import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { outputVariable, SHIPPED_BLUEPRINTS, type ShippedBlueprint } from "./shipped-blueprints";

/** A resource of a synthesized stack, as Terraform reads it. */
export interface SynthesizedResource {
  readonly stack: string;
  readonly type: string;
  readonly address: string;
  /** Its own region, or else that of its stack's provider. */
  readonly region: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The output folder of a shipped blueprint, synthesised once by the global set-up. */
export function shippedOutput(blueprint: ShippedBlueprint = SHIPPED_BLUEPRINTS[0]): string {
  const out = process.env[outputVariable(blueprint)];
  if (out === undefined) throw new Error("the global set-up has not run");
  return out;
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

export function stackNames(out: string): readonly string[] {
  return readdirSync(join(out, "stacks")).sort();
}

export function readStack(out: string, stack: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8"));
}

export function resourcesOf(out: string, stacks: readonly string[] = stackNames(out)): readonly SynthesizedResource[] {
  return stacks.flatMap((stack) => {
    const { provider, resource = {} } = readStack(out, stack) as {
      provider: { aws: readonly { readonly region: string }[] };
      resource?: Record<string, Record<string, Record<string, unknown>>>;
    };
    const [own] = provider.aws;
    if (own === undefined) throw new Error(`${stack} has no provider`);
    return Object.entries(resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, body]) => ({
        stack,
        type,
        address: `${type}.${name}`,
        region: String(body.region ?? own.region),
        body,
      })),
    );
  });
}
