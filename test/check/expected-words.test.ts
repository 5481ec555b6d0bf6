import { expectedWords, formatWords, patternOf } from "../../src/check/expected-words";
import { definitionOf, describe as describePlace, type SchemaPlace } from "../../src/check/schema-place";
import { planFileSchema } from "../../src/model/schema/plan-file";

type Schema = SchemaPlace["schema"];

/** Every place of the schema that can hold a value. */
function* places(wrapped: Schema, path: readonly string[] = []): Generator<SchemaPlace> {
  const place = describePlace(wrapped, path.join("."));
  yield place;
  const definition = definitionOf(place.schema);
  if (definition.type === "object") {
    for (const [key, schema] of Object.entries(definition.shape)) yield* places(schema, [...path, key]);
  } else if (definition.type === "array") yield* places(definition.element, [...path, "*"]);
  else if (definition.type === "union") for (const option of definition.options) yield* places(option, path);
  else if (definition.type === "record") {
    yield* places(definition.keyType, [...path, "<key>"]);
    yield* places(definition.valueType, [...path, "*"]);
  }
}

const all = [...places(planFileSchema)];

describe("what a place expects", () => {
  it("has words for every pattern and format of the schema", () => {
    const silent = all
      .filter(({ schema }) => definitionOf(schema).type === "string")
      .filter((place) => {
        const pattern = patternOf(place.schema);
        const hasFormat = "format" in definitionOf(place.schema);
        return (pattern !== undefined || hasFormat) && formatWords(place, pattern) === undefined;
      });
    expect(all.length).toBeGreaterThan(150);
    expect(silent.map(({ pattern }) => pattern)).toEqual([]);
  });

  it("never shows a regular expression", () => {
    const words = all.map(expectedWords);
    expect(words.filter((text) => /\\d|\[a-z|\^|\$$|undefined/.test(text))).toEqual([]);
  });

  it.each([
    ["services.*.port", "a whole number from 1 to 65,535"],
    [
      "services.*.slos.*.threshold",
      "a latency such as 200ms or 1.5s, or a duration such as 30s, 15m, 4h, 30d or 12 weeks",
    ],
    ["edge.cdn", "true or false"],
    ["environments.*.scale", "one of full, small"],
    ["metadata.title", "text such as Shop reliability"],
  ])("says of %s: %s", (pattern, words) => {
    const place = all.find((candidate) => candidate.pattern === pattern);
    expect(place && expectedWords(place)).toBe(words);
  });
});
