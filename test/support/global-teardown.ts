import { rmSync } from "node:fs";
import { outputVariable, SHIPPED_BLUEPRINTS } from "./shipped-blueprints";

export default function globalTeardown(): void {
  for (const blueprint of SHIPPED_BLUEPRINTS) {
    const out = process.env[outputVariable(blueprint)];
    if (out !== undefined) rmSync(out, { recursive: true, force: true });
  }
}
