import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { unzipSync } from "fflate";
import { PROBE_SCRIPT, probeArchive } from "../../../../src/constructs/observability/slo/probe-script";

/** Runs the probe's handler against a server on this machine, over plain HTTP in place of HTTPS. */
async function probe(status: number): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end("ok"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const module = { exports: {} as { handler?: () => Promise<string> } };
  const load = new Function("require", "exports", "process", PROBE_SCRIPT.replaceAll("node:https", "node:http"));
  load(require, module.exports, { env: { PROBE_URL: `http://127.0.0.1:${port}/healthz` } });
  try {
    return (await module.exports.handler?.().catch((failure: Error) => failure.message)) ?? "no handler";
  } finally {
    server.close();
  }
}

describe("the probe of a canary", () => {
  it("succeeds below status 400 and says what was answered otherwise", async () => {
    expect(await probe(200)).toBe("Success");
    expect(await probe(302)).toBe("Success");
    expect(await probe(503)).toMatch(/\/healthz answered 503$/);
    expect(await probe(404)).toMatch(/answered 404$/);
  });

  it("is packed where CloudWatch Synthetics looks for it", () => {
    const files = unzipSync(Buffer.from(probeArchive(), "base64"));
    expect(Object.keys(files)).toEqual(["nodejs/node_modules/probe.js"]);
    expect(Buffer.from(files["nodejs/node_modules/probe.js"] ?? []).toString()).toBe(PROBE_SCRIPT);
  });

  it("has the same bytes in every time zone", () => {
    const script = `process.stdout.write(require("./src/constructs/observability/slo/probe-script.ts").probeArchive())`;
    const inZone = (TZ: string) =>
      spawnSync("node", ["--import", "tsx", "-e", script], { env: { ...process.env, TZ } }).stdout.toString();
    expect(inZone("Asia/Tokyo")).toBe(inZone("America/Los_Angeles"));
    expect(inZone("Asia/Tokyo")).toBe(probeArchive());
  });
});
