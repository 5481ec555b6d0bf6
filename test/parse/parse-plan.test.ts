import { readFileSync } from "node:fs";
import { join } from "node:path";
import { locate, locateKey, nodeAt, pathText, toPlain } from "../../src/parse/locate";
import type { PlanDocument, SourceFile } from "../../src/parse/located";
import { type BlueprintSource, parsePlan } from "../../src/parse/parse-plan";
import { diskBlueprints } from "./disk-blueprints";

const OK = join(__dirname, "../fixtures/ok");
const LAYERS = readFileSync(join(OK, "layers.yaml"), "utf8");

const parse = (text: string, environments?: readonly string[]) =>
  parsePlan({ name: "plan.yaml", text }, diskBlueprints(OK), environments);

/** Blueprints held in memory, by the name that `uses` gives after `./`. */
function inMemory(files: Readonly<Record<string, string>>): BlueprintSource {
  const read = (path: string): SourceFile | undefined => {
    const text = files[path.replace("./", "")];
    return text === undefined ? undefined : { name: path, text };
  };
  return { shipped: () => undefined, relative: (_, path) => read(path), shippedNames: () => [] };
}

function origin(document: PlanDocument | undefined, path: string) {
  const node = document && nodeAt(document.tree, path);
  return node && { layer: node.origin.layer, file: node.origin.range.file };
}

describe("a plan and its layers", () => {
  const [production, preview] = parse(LAYERS).documents;

  it("knows the layer and file of every value", () => {
    const blueprint = "blueprints/ecommerce-operational-excellence.yaml";
    expect(origin(production, "services.checkout.scaling.min")).toEqual({ layer: "blueprint", file: blueprint });
    expect(origin(preview, "services.checkout.scaling.max")).toEqual({ layer: "plan", file: "plan.yaml" });
    expect(origin(production, "services.checkout.scaling.max")).toEqual({ layer: "environment", file: "plan.yaml" });
    expect(origin(production, "requirements.budget.monthly")).toEqual({ layer: "parameter", file: "plan.yaml" });
    expect(origin(production, "requirements.capacity.currentPeakUsers")).toEqual({
      layer: "parameter",
      file: blueprint,
    });
    expect(origin(production, "environments.production.account")).toEqual({ layer: "plan", file: "plan.yaml" });
  });

  it("compiles the plan's environments only, each without what it overrides", () => {
    expect([production?.environment, preview?.environment]).toEqual(["production", "preview"]);
    expect(preview && toPlain(nodeAt(preview.tree, "environments") as never)).toEqual(
      expect.objectContaining({ preview: expect.not.objectContaining({ edge: expect.anything() }) }),
    );
    expect(production && [...production.tree.entries.keys()]).not.toContain("parameters");
    expect(production?.blueprint).toEqual({ name: "ecommerce-operational-excellence", version: "1.0.0" });
  });

  it("does not take over who the blueprint is", () => {
    const { documents } = parse("uses: ecommerce-operational-excellence@1\nenvironments: { production: {} }\n");
    expect([...(documents[0]?.tree.entries.keys() ?? [])]).not.toEqual(expect.arrayContaining(["metadata", "kind"]));
  });

  it("compiles the environments asked for, and says which do not exist", () => {
    const { documents, diagnostics } = parse(LAYERS, ["preview", "prodution"]);
    expect(documents.map(({ environment }) => environment)).toEqual(["preview"]);
    expect(diagnostics).toMatchObject([
      { code: "unknown-environment", expected: "one of `production`, `preview`", fix: "did you mean `production`?" },
    ]);
  });

  it("gives every file's text for source frames, without its byte order mark", () => {
    const { sources } = parse(`\ufeff${LAYERS}`);
    expect([...sources.keys()]).toEqual(["plan.yaml", "blueprints/ecommerce-operational-excellence.yaml"]);
    expect(sources.get("plan.yaml")).toBe(LAYERS);
  });

  it("compiles a blueprint directly, as its own examples say", () => {
    const shipped = diskBlueprints(OK).shipped("ecommerce-operational-excellence") as SourceFile;
    const { documents, diagnostics } = parsePlan(shipped, diskBlueprints(OK));
    expect(diagnostics).toEqual([]);
    expect(documents.map(({ environment }) => environment)).toEqual(["production", "staging"]);
    expect(origin(documents[1], "network.cidr")?.layer).toBe("environment");
  });
});

describe("parameters", () => {
  const base = `kind: Blueprint
metadata: { name: base, version: 1.2.3 }
parameters:
  size: { description: Size, sets: [a.size, members.first.size] }
  colour: { description: Colour, default: red, sets: [a.colour] }
a: { colour: grey }
members: [{ name: first }]
`;
  const middle = `kind: Blueprint
uses: ./base
metadata: { name: middle, version: 4.0.0 }
parameters:
  size: 3
  shape: { description: Shape, default: round, sets: [a.shape] }
a: { colour: blue }
`;
  const run = (text: string) => parsePlan({ name: "plan.yaml", text }, inMemory({ base, middle }));
  const plan = (uses: string, parameters: string) =>
    `kind: Plan\nuses: ./${uses}\nparameters: ${parameters}\nenvironments: { one: {} }\n`;
  const a = (text: string) => {
    const [document] = run(text).documents;
    return JSON.parse(JSON.stringify(document && toPlain(nodeAt(document.tree, "a") as never)));
  };

  it("writes a value to every path, making maps on the way, and defaults where none is given", () => {
    expect(a(plan("base", "{ size: 5 }"))).toEqual({ size: 5, colour: "red" });
    const [document] = run(plan("base", "{ size: 5 }")).documents;
    expect(document && nodeAt(document.tree, "members.first.size")?.origin).toMatchObject({
      layer: "parameter",
      range: { file: "plan.yaml", start: { line: 3 } },
    });
  });

  it("lets a blueprint give values and override defaults of the one below, and a plan override both", () => {
    expect(a(plan("middle", "{}"))).toEqual({ size: 3, colour: "blue", shape: "round" });
    expect(a(plan("middle", "{ size: 9, colour: green, shape: square }"))).toEqual({
      size: 9,
      colour: "green",
      shape: "square",
    });
    expect(run(plan("middle", "{}")).diagnostics).toEqual([]);
  });

  it("asks for a value that has no default", () => {
    expect(run(plan("base", "{}")).diagnostics.map(({ code }) => code)).toEqual(["missing-parameter"]);
  });
});

describe("places in a tree", () => {
  const [document] = parse(LAYERS).documents;
  const tree = (document as PlanDocument).tree;

  it("finds nodes by written path, members by name", () => {
    expect(nodeAt(tree, "services.search.port")).toMatchObject({ value: 9200 });
    expect(nodeAt(tree, "services.3.port")).toMatchObject({ value: 9200 });
    expect(nodeAt(tree, "services.absent.port")).toBeUndefined();
    expect(pathText(tree, ["services", 3, "uses", 0])).toBe("services.search.uses.0");
  });

  it("falls back to the nearest place above", () => {
    const search = nodeAt(tree, "services.search")?.origin;
    expect(locate(tree, ["services", "search", "scaling", "min"])).toEqual(search);
    expect(locateKey(tree, ["services", "search", "port"]).range.start).toEqual({ line: 29, column: 5 });
  });
});
