import type { DataStore } from "../../model/plan";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { codeList } from "../markdown/inline";
import { step } from "./steps";
import { usersOf } from "./targets";

/** Who works with a store: the first to ask when it is busy. */
export function usersStep({ name }: Pick<DataStore, "name">, context: EmitContext): Item {
  const services = usersOf(name, context).map((service) => service.name);
  return step(["Services that work with it: ", ...codeList(services, "none"), "."]);
}
