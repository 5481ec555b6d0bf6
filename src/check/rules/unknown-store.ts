import { serviceAsStore, unknownStore } from "../../diagnostics/catalogue/names";
import { locateKey } from "../../parse/locate";
import { nameOf } from "../../parse/merge";
import { membersAt, namesAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** A service may only use stores that the plan declares. */
export const unknownStoreRule: Rule = {
  code: "unknown-store",
  check({ written }) {
    const stores = namesAt(written, ["dataStores"]).map(({ text }) => text);
    const known = new Set(stores);
    const services = new Map(namesAt(written, ["services"]).map(({ text, range }) => [text, range]));
    const list = written.entries.has("dataStores")
      ? { range: locateKey(written, ["dataStores"]).range, message: "the data stores" }
      : undefined;
    return membersAt(written, ["services"]).flatMap((service) => {
      const user = nameOf(service) ?? "";
      return wordsAt(service, ["uses"])
        .filter(({ text }) => !known.has(text))
        .map(({ text, range }) => {
          const other = services.get(text);
          return other ? serviceAsStore(range, text, user, other) : unknownStore(range, text, user, stores, list);
        });
    });
  },
};
