import { rmSync } from "node:fs";

export default function globalTeardown(): void {
  const out = process.env.OPSPLAN_TEST_OUTPUT;
  if (out !== undefined) rmSync(out, { recursive: true, force: true });
}
