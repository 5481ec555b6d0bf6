import { changesCase, type DatabaseSource, schemasOf } from "../../model/migration";

/** Queries whose answers must be equal on both sides, whatever DMS says of its own work. */
export interface Reconciliation {
  readonly what: string;
  readonly source: string;
  readonly target: string;
}

/** A table of the source with `$TABLE`, a number of it with `$COLUMN`, its key with `$KEY`: names that no plan holds. */
export function reconciliation(source: DatabaseSource): readonly Reconciliation[] {
  return schemasOf(source)
    .filter((schema) => !schema.includes("%"))
    .flatMap((schema) => {
      const fresh = changesCase(source) ? schema.toLowerCase() : schema;
      const both = (what: string, sql: (schema: string) => string) => ({
        what: `${schema}: ${what}`,
        source: sql(schema),
        target: sql(fresh),
      });
      return [
        {
          what: `${schema}: tables`,
          source: tablesAtSource(source, schema),
          target: `SELECT count(*) FROM information_schema.tables WHERE table_schema = '${fresh}' AND table_type = 'BASE TABLE'`,
        },
        both("rows of each table", (name) => `SELECT count(*) FROM ${name}.$TABLE`),
        both("sum of each amount", (name) => `SELECT sum($COLUMN) FROM ${name}.$TABLE`),
        both("first and last key of each table", (name) => `SELECT min($KEY), max($KEY) FROM ${name}.$TABLE`),
        {
          what: `${schema}: checksum of a column of each table`,
          source: checksumAtSource(source, schema),
          target: `SELECT md5(string_agg($COLUMN::text, ',' ORDER BY $KEY)) FROM ${fresh}.$TABLE`,
        },
      ];
    });
}

function tablesAtSource({ engine }: DatabaseSource, schema: string): string {
  if (engine === "oracle") return `SELECT count(*) FROM all_tables WHERE owner = '${schema}'`;
  return `SELECT count(*) FROM information_schema.tables WHERE table_schema = '${schema}' AND table_type = 'BASE TABLE'`;
}

/**
 * MD5 of a column's values as text, joined by commas in the order of the key: the same text gives the same sum on every
 * engine. Numbers and dates must be given a format first where engines write them differently.
 */
function checksumAtSource({ engine }: DatabaseSource, schema: string): string {
  const table = `${schema}.$TABLE`;
  switch (engine) {
    case "oracle":
      // 2 stands for MD5 in DBMS_CRYPTO; 1 turns the entities of XML back into characters.
      return `SELECT lower(rawtohex(dbms_crypto.hash(rtrim(dbms_xmlgen.convert(xmlagg(xmlelement(e, to_char($COLUMN), ',') ORDER BY $KEY).extract('//text()').getClobVal(), 1), ','), 2))) FROM ${table}`;
    case "sqlserver":
      return `SELECT lower(convert(varchar(32), hashbytes('MD5', string_agg(cast($COLUMN AS varchar(max)), ',') WITHIN GROUP (ORDER BY $KEY)), 2)) FROM ${table}`;
    case "mysql":
    case "mariadb":
      return `SET SESSION group_concat_max_len = 4294967295; SELECT md5(group_concat($COLUMN ORDER BY $KEY SEPARATOR ',')) FROM ${table}`;
    case "postgresql":
      return `SELECT md5(string_agg($COLUMN::text, ',' ORDER BY $KEY)) FROM ${table}`;
  }
}
