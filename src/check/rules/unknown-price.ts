import { unknownPrice } from "../../diagnostics/catalogue/cost";
import { instancePriceName, nodePriceName } from "../../model/prices/price-names";
import { tableNames } from "../../model/prices/price-table";
import { nodeAtPath } from "../../parse/locate";
import type { LocatedMap } from "../../parse/located";
import { membersAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** Shape of a price's name in the schema; another is reported as such. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** A price under a name that no sum asks for would change nothing. */
export const unknownPriceRule: Rule = {
  code: "unknown-price",
  check({ written }) {
    const prices = nodeAtPath(written, ["requirements", "capacity", "prices"]);
    if (prices?.kind !== "map") return [];
    const known = [...new Set([...tableNames(), ...typeNames(written)])];
    return [...prices.entries]
      .filter(([name]) => NAME.test(name) && !known.includes(name))
      .map(([name, { key }]) => unknownPrice(key.range, name, known));
  },
};

/** Of the instance and node types that the plan writes: the table does not have all that AWS does. */
function typeNames(written: LocatedMap): readonly string[] {
  const types = (section: string, key: string) =>
    membersAt(written, [section]).flatMap((member) => wordsAt(member, [key]).map(({ text }) => text));
  return [
    ...types("services", "instanceType").map(instancePriceName),
    ...types("dataStores", "nodeType").map(nodePriceName),
  ];
}
