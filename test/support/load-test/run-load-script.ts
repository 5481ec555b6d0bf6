import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../data-incident-stacks";

/** Stands in for the two modules of k6 that the script imports, and writes down what is asked of them. */
const HTTP = `
export const asked = [];
export default {
  expectedStatuses: (range) => range,
  setResponseCallback: (range) => asked.push(["callback", range]),
  get: (url, params) => {
    asked.push(["get", url, params]);
    return { status: globalThis.answers[new URL(url).pathname] ?? 200 };
  },
};
`;
const EXECUTION = `
export const aborted = [];
export default {
  test: { abort: (reason) => aborted.push(reason) },
  get scenario() { return globalThis.scenario; },
};
`;
const HARNESS = `
import { readFileSync } from "node:fs";
const task = JSON.parse(readFileSync(0, "utf8"));
globalThis.__ENV = task.env ?? {};
globalThis.answers = task.answers ?? {};
const { asked } = await import("k6/http");
const { aborted } = await import("k6/execution");
const script = await import("./k6.js");
asked.length = task.keepCallback ? asked.length : 0;
if (task.setup) script.setup();
const now = Date.now;
for (const { iteration, seconds } of task.requests ?? []) {
  globalThis.scenario = { startTime: 0, iterationInTest: iteration };
  Date.now = () => seconds * 1000;
  script.request();
}
Date.now = now;
const summary = task.metrics === undefined ? null : script.handleSummary({ metrics: task.metrics });
console.log(JSON.stringify({ options: script.options, asked, aborted, summary }));
`;

export interface LoadScriptRun {
  readonly options: Json;
  readonly asked: readonly Json[];
  readonly aborted: readonly string[];
  readonly summary: Record<string, string>;
}

/** Runs a script of k6 as the module it is, in Node.js. */
export function runLoadScript(text: string, task: Json = {}): LoadScriptRun {
  const folder = mkdtempSync(join(tmpdir(), "opsplan-k6-"));
  try {
    const modules = join(folder, "node_modules/k6");
    mkdirSync(modules, { recursive: true });
    const exports = { "./http": "./http.js", "./execution": "./execution.js" };
    writeFileSync(join(modules, "package.json"), JSON.stringify({ name: "k6", type: "module", exports }));
    writeFileSync(join(modules, "http.js"), HTTP);
    writeFileSync(join(modules, "execution.js"), EXECUTION);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, "k6.js"), text);
    writeFileSync(join(folder, "harness.js"), HARNESS);
    const run = spawnSync(process.execPath, ["harness.js"], { cwd: folder, input: JSON.stringify(task) });
    if (run.status !== 0) throw new Error(run.stderr.toString());
    return JSON.parse(run.stdout.toString());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
