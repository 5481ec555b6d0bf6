import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { aws } from "../../src/emit/commands/aws";
import { argument, variable } from "../../src/emit/commands/shell";
import { applyOrder } from "../../src/emit/commands/terraform-commands";
import { emitContext } from "../../src/emit/emit-context";
import { blueprintPlan } from "../support/blueprint-plan";
import { sampleEvidence } from "./support/sample-evidence";

describe("a shell argument", () => {
  it("is bare, in double or in single quotes, as little as it needs", () => {
    expect(argument("service/shop/checkout")).toBe("service/shop/checkout");
    expect(argument("Items[?Name=='x']")).toBe(`"Items[?Name=='x']"`);
    expect(argument("Items[].{a:b}")).toBe("'Items[].{a:b}'");
    expect(argument("it's $5")).toBe(`'it'\\''s $5'`);
    expect(argument(variable("ARN"))).toBe('"$ARN"');
    expect(argument(60)).toBe("60");
  });

  it("reaches the command as it was, whatever it is", () => {
    const text = fc.string({ unit: "binary-ascii", minLength: 1 }).filter((value) => !value.includes("\0"));
    fc.assert(
      fc.property(text, (value) => {
        expect(execFileSync("bash", ["-c", `printf %s ${argument(value)}`], { encoding: "utf8" })).toBe(value);
      }),
      { numRuns: 50 },
    );
  });
});

describe("an AWS command", () => {
  it("stands on one line while it fits", () => {
    expect(aws("sqs list-queues", { "max-results": 5 }, "eu-west-1")).toBe(
      "aws sqs list-queues --max-results 5 --region eu-west-1",
    );
  });

  it("takes a line per option when it does not, and no region where there is none", () => {
    const names = ["a".repeat(60), "b".repeat(60)];
    expect(aws("cloudfront get", { names, flag: true }, null)).toBe(
      `aws cloudfront get \\\n  --names ${names.join(" ")} \\\n  --flag`,
    );
  });
});

describe("the order in which stacks apply", () => {
  const plan = blueprintPlan("production");
  const evidence = sampleEvidence(plan);

  it("puts a stack after those that it reads", () => {
    const reversed = { ...evidence, stacks: [...evidence.stacks].reverse() };
    expect(applyOrder(emitContext(plan, reversed))[0]).toBe("ecommerce-operational-excellence-production-foundation");
  });

  it("has no beginning in a circle", () => {
    const [first, second] = evidence.stacks;
    if (!first || !second) throw new Error("two stacks are needed");
    const circle = [
      { ...first, dependsOn: [second.name] },
      { ...second, dependsOn: [first.name] },
    ];
    expect(() => applyOrder(emitContext(plan, { ...evidence, stacks: circle }))).toThrow("in a circle");
  });
});
