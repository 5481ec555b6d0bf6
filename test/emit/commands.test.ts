import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { alarmStates, alarmsWithoutData, drillAlarm, firingAlarms } from "../../src/emit/commands/alarm-commands";
import { aws } from "../../src/emit/commands/aws";
import { argument, variable } from "../../src/emit/commands/shell";
import { applyOrder } from "../../src/emit/commands/terraform-commands";
import { emitContext } from "../../src/emit/emit-context";
import { blueprintPlan } from "../support/blueprint-plan";
import { sampleAlarm, sampleEvidence } from "./support/sample-evidence";

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

describe("commands on alarms", () => {
  const plan = blueprintPlan("production");
  const subject = { kind: "service", name: "checkout" } as const;
  const composite = sampleAlarm(plan, { name: "shop-burn-1h", subject, kind: "composite" });
  const metric = sampleAlarm(plan, { name: "shop-cpu", subject });

  it("ask for composites too, which CloudWatch leaves out otherwise", () => {
    for (const command of [
      alarmStates([composite, metric]),
      firingAlarms("shop-", ["eu-west-1"]),
      alarmsWithoutData("shop-", ["eu-west-1"]),
    ]) {
      expect(command).toContain("--alarm-types CompositeAlarm MetricAlarm");
      expect(command).toContain("[CompositeAlarms,MetricAlarms][]");
    }
  });

  it("take those with actions for firing, and windows only among those without data", () => {
    expect(firingAlarms("shop-", ["eu-west-1"])).toContain("[?AlarmActions[0]]");
    expect(alarmsWithoutData("shop-", ["eu-west-1"])).not.toContain("AlarmActions");
  });

  it("put a composite back after a drill, and leave a metric alarm to its next evaluation", () => {
    expect(drillAlarm(metric)).not.toContain("--state-value OK");
    const [on = "", ...rest] = drillAlarm(composite).split("\nsleep 120\n");
    expect(on).toContain("--state-value ALARM");
    expect(rest.join()).toContain("--alarm-name shop-burn-1h");
    expect(rest.join()).toContain("--state-value OK");
  });
});
