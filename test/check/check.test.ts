import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { check } from "../../src/check/check";
import { parsePlan } from "../../src/parse/parse-plan";
import { diskBlueprints } from "../parse/disk-blueprints";
import { checkText } from "./check-text";

const OK = join(__dirname, "../fixtures/ok");
const PLAN = readFileSync(join(OK, "stand-alone.yaml"), "utf8");

describe("checking", () => {
  it("reports a mistake outside the environments once, however many there are", () => {
    const text = readFileSync(join(OK, "layers.yaml"), "utf8").replace("port: 9200", "port: 92000");
    expect(checkText(text).codes).toEqual(["out-of-range"]);
  });

  it("gives no file when there is an error, and one when there are only warnings", () => {
    const warned = checkText(`${PLAN}agents: {}\n`);
    expect(warned.codes).toEqual(["unsupported-section"]);
    expect(warned.files[0]?.metadata.name).toBe("ledger");
    expect(checkText(`${PLAN}recovry: {}\n`).files).toEqual([null]);
  });

  it("does not report consequences of a faulty store", () => {
    const text = PLAN.replace("{ name: jobs, engine: sqs,", "{ name: jobs, engine: sqs, fifa: true,").replace(
      "retention: 14d",
      "retention: fortnight",
    );
    expect([...checkText(text).codes].sort()).toEqual(["bad-format", "unknown-key"]);
  });

  it("finds cross-check mistakes of an environment's overrides at their own line", () => {
    const text = PLAN.replace(
      "domain: ledger.example.com }",
      "domain: ledger.example.com, services: [{ name: api, uses: [entrys] }] }",
    );
    const [found] = checkText(text).diagnostics;
    expect(found).toMatchObject({
      code: "unknown-store",
      fix: "did you mean `entries`?",
      range: { start: { line: 28 } },
    });
  });

  it("never throws, and always says what is wrong, whatever is missing or replaced", () => {
    const lines = PLAN.split("\n");
    const edit = fc.record({
      line: fc.nat(lines.length - 1),
      value: fc.constantFrom("", "[]", "{}", "null", "-1", "1e99", "x", "[1]", "{ a: 1 }", "true", '""', "'*'"),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const changed = [...lines];
        for (const { line, value } of edits) changed[line] = (changed[line] ?? "").replace(/: .*/, () => `: ${value}`);
        const source = { name: "plan.yaml", text: changed.join("\n") };
        const { documents, diagnostics } = parsePlan(source, diskBlueprints(OK));
        const results = documents.map(check);
        const errors = [...diagnostics, ...results.flatMap((result) => result.diagnostics)];
        if (documents.length === 0 || results.some(({ file }) => file === null)) expect(errors).not.toEqual([]);
        for (const { range, message } of errors) {
          expect(range?.file).toBe("plan.yaml");
          expect(message).not.toMatch(/Invalid input|undefined|\[object/);
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
