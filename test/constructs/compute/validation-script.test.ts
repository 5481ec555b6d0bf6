import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";
import { unzipSync } from "fflate";
import { VALIDATION_SCRIPT, validationArchive } from "../../../src/constructs/compute/validation/validation-script";

interface Answer {
  readonly status: number;
  readonly afterMilliseconds?: number;
}

/** Runs the hook against a server on this machine, over plain HTTP in place of HTTPS. */
async function validate(answers: Readonly<Record<string, Answer>>, details: object = {}) {
  const asked: { path: string; host: string | undefined; cell: string | string[] | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", host: request.headers.host, cell: request.headers["x-cell"] });
    const { status, afterMilliseconds = 0 } = answers[request.url ?? ""] ?? { status: 404 };
    setTimeout(() => response.writeHead(status).end("answer"), afterMilliseconds);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const errors: string[] = [];
  const module = { exports: {} as { handler: (event: object) => Promise<{ hookStatus: string }> } };
  runInNewContext(VALIDATION_SCRIPT, {
    exports: module.exports,
    process,
    BigInt,
    Number,
    console: { log: () => {}, error: (text: string) => errors.push(text) },
    require: (name: string) => require(name === "node:https" ? "node:http" : name),
  });
  const hookDetails = {
    address: "127.0.0.1",
    port,
    host: "shop.example.com",
    headers: {},
    paths: Object.keys(answers).map((path) => ({ path, below: 400 })),
    requests: 3,
    maxMilliseconds: 400,
    ...details,
  };
  try {
    const { hookStatus } = await module.exports.handler({ lifecycleStage: "POST_TEST_TRAFFIC_SHIFT", hookDetails });
    return { hookStatus, asked, errors };
  } finally {
    await new Promise((closed) => server.close(closed));
  }
}

describe("the validation of a new version", () => {
  it("asks for every path as often as it is told, by the domain's name, and is content", async () => {
    const { hookStatus, asked } = await validate({ "/healthz": { status: 200 }, "/api/version": { status: 304 } });
    expect(hookStatus).toBe("SUCCEEDED");
    expect(asked.filter(({ path }) => path === "/healthz")).toHaveLength(3);
    expect(asked.filter(({ path }) => path === "/api/version")).toHaveLength(3);
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set(["shop.example.com"]));
  });

  it("asks the cell that it is told of", async () => {
    const { asked } = await validate({ "/": { status: 200 } }, { headers: { "x-cell": "2" } });
    expect(asked.map(({ cell }) => cell)).toEqual(["2", "2", "2"]);
  });

  it.each([
    ["a status of 400 and above", { status: 400 }, "/: answered 400"],
    ["an answer later than it accepts", { status: 200, afterMilliseconds: 600 }, "/: no answer within 400 ms"],
  ] as const)("fails for %s, and says why", async (_, answer, reason) => {
    const { hookStatus, errors } = await validate({ "/": answer, "/fine": { status: 200 } });
    expect(hookStatus).toBe("FAILED");
    expect(errors).toEqual([reason, reason, reason]);
  });

  it("takes what a path without a promise answers, but for a failure of the service", async () => {
    const paths = [{ path: "/api/", below: 500 }];
    expect((await validate({ "/api/": { status: 404 } }, { paths })).hookStatus).toBe("SUCCEEDED");
    expect((await validate({ "/api/": { status: 500 } }, { paths })).hookStatus).toBe("FAILED");
  });

  it("fails when nothing listens", async () => {
    const { hookStatus, errors } = await validate({ "/": { status: 200 } }, { port: 1 });
    expect(hookStatus).toBe("FAILED");
    expect(errors[0]).toMatch(/^\/: .*ECONNREFUSED/);
  });

  it("throws, which rolls back as well, without anything to ask for", async () => {
    await expect(validate({}, { paths: undefined })).rejects.toThrow("no paths");
  });

  it("is the same archive on every machine, with the file that Lambda runs", () => {
    expect(validationArchive()).toBe(validationArchive());
    const files = unzipSync(Buffer.from(validationArchive(), "base64"));
    expect(Object.keys(files)).toEqual(["validation.js"]);
    expect(Buffer.from(files["validation.js"] as Uint8Array).toString("utf8")).toBe(VALIDATION_SCRIPT);
  });
});
