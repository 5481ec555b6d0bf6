import { tableMappings } from "../../../src/constructs/migration/replication/table-mappings";
import { databaseSources } from "../../../src/model/migration";
import { migrationPlan } from "../../support/migration-plan";

type Change = Parameters<typeof migrationPlan>[0];

function rules(name: string, direction: "forward" | "back", change?: Change): readonly string[] {
  const source = databaseSources(migrationPlan(change)).find((one) => one.name === name);
  if (source === undefined) throw new Error(`no source ${name}`);
  return JSON.parse(tableMappings(source, direction)).rules.map(
    (rule: { readonly [key: string]: string } & { readonly "object-locator": Record<string, string> }) =>
      `${rule["rule-action"]} ${Object.values(rule["object-locator"]).join(".")}`,
  );
}

describe("what a replication carries over", () => {
  it("turns Oracle's upper case into PostgreSQL's lower case, and back", () => {
    expect(rules("books", "forward")).toEqual([
      "include BOOKS.%",
      "exclude %.awsdms_%",
      "convert-lowercase BOOKS",
      "convert-lowercase BOOKS.%",
      "convert-lowercase BOOKS.%.%",
    ]);
    expect(rules("books", "back").slice(0, 3)).toEqual([
      "include books.%",
      "exclude %.awsdms_%",
      "convert-uppercase books",
    ]);
  });

  it("leaves out what an engine keeps for itself, when schemas are named by a pattern", () => {
    expect(rules("members", "forward")).toEqual([
      "include %.%",
      "exclude information_schema.%",
      "exclude pg_%.%",
      "exclude %.awsdms_%",
    ]);
  });

  it("takes MySQL's one database instead of all, the server's own included", () => {
    expect(rules("shop", "forward")).toEqual(["include old.%", "exclude %.awsdms_%"]);
  });

  it("leaves out PostgreSQL's own schemas on the way back, whatever the source is", () => {
    const patterned: Change = (tree) => {
      tree.migration.sources[0].schemas = ["B%"];
    };
    expect(rules("books", "back", patterned).slice(0, 3)).toEqual([
      "include b%.%",
      "exclude information_schema.%",
      "exclude pg_%.%",
    ]);
    expect(rules("books", "forward", patterned)).toContain("exclude SYSTEM.%");
  });
});
