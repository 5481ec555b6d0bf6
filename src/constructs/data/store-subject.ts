import type { Subject } from "../../evidence/evidence";
import type { DataStore } from "../../model/plan";

export function storeSubject({ name }: Pick<DataStore, "name">): Subject {
  return { kind: "store", name };
}
