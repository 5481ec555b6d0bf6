import { changesCase, type DatabaseSource, schemasOf } from "../../../model/migration";
import type { Direction } from "./replication-names";

/** Schemas that an engine keeps for itself. A pattern such as `%` would carry them over, hashes of passwords included. */
const SYSTEM_SCHEMAS: Readonly<Record<DatabaseSource["engine"], readonly string[]>> = {
  postgresql: ["information_schema", "pg_%"],
  mysql: ["information_schema", "mysql", "performance_schema", "sys"],
  mariadb: ["information_schema", "mysql", "performance_schema", "sys"],
  oracle: [
    "SYS",
    "SYSTEM",
    "AUDSYS",
    "CTXSYS",
    "DBSNMP",
    "GSMADMIN_INTERNAL",
    "MDSYS",
    "ORDSYS",
    "OUTLN",
    "WMSYS",
    "XDB",
  ],
  sqlserver: ["INFORMATION_SCHEMA", "cdc", "sys"],
};

/** Tables in which DMS itself keeps its control data. */
const CONTROL_TABLES = "awsdms_%";

/** Kinds of names that Oracle and PostgreSQL write in different case. */
const RENAMED = ["schema", "table", "column"] as const;

/**
 * What is carried over: the plan's schemas without the engine's own and without DMS's tables. Names change their case
 * where the engines do not agree on it. Ids count within one replication; DMS knows rules by nothing else.
 */
export function tableMappings(source: DatabaseSource, direction: Direction): string {
  const recased = changesCase(source);
  const lowered = recased && direction === "back";
  const written = (name: string) => (lowered ? name.toLowerCase() : name);
  const schemas = schemasOf(source).map(written);
  const patterned = schemas.some((schema) => schema.includes("%"));
  const system = patterned ? systemSchemas(source, direction) : [];
  const rules = [
    ...schemas.map((schema) => selection("include", schema, "%")),
    ...system.map((schema) => selection("exclude", schema, "%")),
    selection("exclude", "%", CONTROL_TABLES),
    ...(recased ? schemas.flatMap((schema) => RENAMED.map((kind) => renaming(kind, schema, direction))) : []),
  ];
  return JSON.stringify({
    rules: rules.map((rule, index) => ({ ...rule, "rule-id": String(index + 1), "rule-name": String(index + 1) })),
  });
}

/** The way back reads from PostgreSQL, whatever the source was. */
function systemSchemas({ engine }: DatabaseSource, direction: Direction): readonly string[] {
  return SYSTEM_SCHEMAS[direction === "forward" ? engine : "postgresql"];
}

function selection(action: "include" | "exclude", schema: string, table: string) {
  return {
    "rule-type": "selection",
    "rule-action": action,
    "object-locator": { "schema-name": schema, "table-name": table },
  };
}

function renaming(kind: (typeof RENAMED)[number], schema: string, direction: Direction) {
  return {
    "rule-type": "transformation",
    "rule-target": kind,
    "rule-action": direction === "forward" ? "convert-lowercase" : "convert-uppercase",
    "object-locator": {
      "schema-name": schema,
      ...(kind === "schema" ? {} : { "table-name": "%" }),
      ...(kind === "column" ? { "column-name": "%" } : {}),
    },
  };
}
