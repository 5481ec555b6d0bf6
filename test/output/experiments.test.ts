import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resilienceOutput } from "../support/resilience-output";
import { SHIPPED_BLUEPRINTS } from "../support/shipped-blueprints";
import { resourcesOf, shippedOutput } from "../support/synthesis";

/** Stop conditions of every experiment template, and the alarms of the same environment that exist. */
interface World {
  readonly templates: readonly { readonly id: string; readonly stops: readonly string[] }[];
  readonly alarms: ReadonlySet<string>;
}

interface Template {
  readonly stop_condition?: readonly { readonly source: string; readonly value: string }[];
}

function stopsOf({ stop_condition: conditions = [] }: Template): readonly string[] {
  return conditions.map(({ source, value }) => {
    expect(source).toBe("aws:cloudwatch:alarm");
    return value;
  });
}

function shipped(blueprint: (typeof SHIPPED_BLUEPRINTS)[number]): readonly World[] {
  const out = shippedOutput(blueprint);
  return readdirSync(join(out, "docs", blueprint)).map((environment) => {
    const evidence = JSON.parse(readFileSync(join(out, "docs", blueprint, environment, "evidence.json"), "utf8"));
    const resources = resourcesOf(
      out,
      evidence.stacks.map(({ name }: { readonly name: string }) => name),
    );
    return {
      templates: resources
        .filter(({ type }) => type === "aws_fis_experiment_template")
        .map(({ address, body }) => ({ id: address, stops: stopsOf(body as Template) })),
      alarms: new Set<string>(evidence.alarms.map(({ name }: { readonly name: string }) => name)),
    };
  });
}

function fixture(): World {
  const { stack, evidence } = resilienceOutput();
  const resilience = stack("resilience");
  return {
    templates: resilience
      .ids("aws_fis_experiment_template")
      .map((id) => ({ id, stops: stopsOf(resilience.get("aws_fis_experiment_template", id) as Template) })),
    alarms: new Set(evidence.alarms.map(({ name }) => name)),
  };
}

describe("every experiment template", () => {
  const worlds = [...SHIPPED_BLUEPRINTS.flatMap(shipped), fixture()];

  it("is stopped by one to five alarms, all of which are generated", () => {
    const templates = worlds.flatMap(({ templates: all, alarms }) => all.map((template) => ({ ...template, alarms })));
    // The blueprints with game days, and the plan with every experiment.
    expect(templates.length).toBeGreaterThan(13);
    for (const { id, stops, alarms } of templates) {
      expect([id, stops.length >= 1 && stops.length <= 5]).toEqual([id, true]);
      for (const arn of stops) expect([id, alarms.has(arn.replace(/^.*:alarm:/, ""))]).toEqual([id, true]);
    }
  });

  it("is stopped by the fastest window on an objective where the service has one", () => {
    const { templates } = fixture();
    for (const { stops } of templates) for (const arn of stops) expect(arn).toMatch(/-burn-1h-short$/);
  });
});
