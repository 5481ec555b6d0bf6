import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { routerScript } from "../../../src/constructs/edge/cell-router/router-script";
import { cellOf, keyOfCell } from "../../../src/model/cells/cell-routing";
import type { Edge } from "../../../src/model/plan";

const KEYS = Array.from({ length: 20_000 }, (_, index) => `tenant-${index}`);
const COOKIE: Edge["cellKey"] = { from: "cookie", name: "cell" };

interface Values {
  readonly [name: string]: { readonly value: string; readonly attributes?: string };
}

interface Sent {
  readonly cookies?: Values;
  readonly headers?: Values;
  readonly querystring?: Values;
}

/** The generated function, as CloudFront calls it. */
function router(cells: number, cellKey: Edge["cellKey"] = COOKIE) {
  const handler = runInNewContext(`${routerScript(cells, cellKey)}\nhandler`);
  const event = (eventType: string, sent: Sent, requestId: string) => ({
    version: "1.0",
    context: { eventType, requestId },
    viewer: { ip: "198.51.100.7" },
    request: { method: "GET", uri: "/", headers: {}, cookies: {}, querystring: {}, ...sent },
    response: { statusCode: 200, headers: {}, cookies: {} },
  });
  return {
    request: (sent: Sent, id = "request-1==") => handler(event("viewer-request", sent, id)),
    response: (sent: Sent, id = "request-1==") => handler(event("viewer-response", sent, id)),
  };
}

function cellByRouter(key: string, cells: number): number {
  return Number(router(cells).request({ cookies: { cell: { value: key } } }).headers["x-cell"].value);
}

describe("the router of cells", () => {
  it("gives every key the cell that the compiler knows", () => {
    const one = router(7);
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), (key) => {
        const sent = one.request({ cookies: { cell: { value: key } } }).headers["x-cell"].value;
        expect(sent).toBe(String(cellOf(key, 7)));
      }),
    );
  });

  it.each([1, 2, 3, 7, 49])(
    "moves about one key in n + 1 when %i cells become one more, all to the new cell",
    (cells) => {
      const moved = KEYS.filter((key) => cellOf(key, cells) !== cellOf(key, cells + 1));
      expect(new Set(moved.map((key) => cellOf(key, cells + 1)))).toEqual(new Set([cells + 1]));
      const share = moved.length / KEYS.length;
      // Four standard deviations of so many draws.
      const expected = 1 / (cells + 1);
      expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / KEYS.length));
    },
  );

  it("moves no key between cells that were there, by the generated function", () => {
    for (const key of KEYS.slice(0, 300)) {
      const [before, after] = [cellByRouter(key, 3), cellByRouter(key, 4)];
      expect([before, 4]).toContain(after);
    }
  });

  it.each([2, 5, 50])("divides keys evenly between %i cells", (cells) => {
    const counts = new Map<number, number>();
    for (const key of KEYS) counts.set(cellOf(key, cells), (counts.get(cellOf(key, cells)) ?? 0) + 1);
    expect(counts.size).toBe(cells);
    const expected = KEYS.length / cells;
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it("writes the cell's number over what a client sent", () => {
    const key = keyOfCell(1, 3);
    const sent = { cookies: { cell: { value: key } }, headers: { "x-cell": { value: "3" } } };
    expect(router(3).request(sent).headers["x-cell"]).toEqual({ value: "1" });
  });

  it("gives a user without a key one that leads where the first request went", () => {
    for (const id of ["4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==", "a-b_c", "x"]) {
      const first = router(5).request({}, id).headers["x-cell"].value;
      const { cell } = router(5).response({}, id).cookies;
      expect(cell.value).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(cell.attributes).toBe("Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax");
      expect(router(5).request({ cookies: { cell: { value: cell.value } } }, "other").headers["x-cell"].value).toBe(
        first,
      );
    }
  });

  it("leaves the answer to a user with a key as it is", () => {
    expect(router(5).response({ cookies: { cell: { value: "known" } } }).cookies).toEqual({});
  });

  it.each([
    ["header", { headers: { "x-tenant": { value: "acme" } } }],
    ["query", { querystring: { "x-tenant": { value: "acme" } } }],
    ["cookie", { cookies: { "x-tenant": { value: "acme" } } }],
  ] as const)("goes by the key in a %s before the cookie of its own", (from, sent) => {
    const cell = String(cellOf("acme", 4));
    const other = keyOfCell(cell === "1" ? 2 : 1, 4);
    const cookies = { ...("cookies" in sent ? sent.cookies : {}), cell: { value: other } };
    const own = router(4, { from, name: "x-tenant" });
    expect(own.request({ ...sent, cookies }).headers["x-cell"].value).toBe(cell);
    expect(own.request({ cookies: { cell: { value: other } } }).headers["x-cell"].value).toBe(String(cellOf(other, 4)));
  });

  it("finds a key for each cell", () => {
    for (const cell of [1, 2, 25, 50]) expect(cellOf(keyOfCell(cell, 50), 50)).toBe(cell);
  });

  it("is far below CloudFront's 10 KB", () => {
    expect(routerScript(50, { from: "header", name: "x".repeat(64) }).length).toBeLessThan(4000);
  });
});
