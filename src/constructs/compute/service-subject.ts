import type { Subject } from "../../evidence/evidence";
import type { Service } from "../../model/plan";

export function serviceSubject({ name }: Pick<Service, "name">): Subject {
  return { kind: "service", name };
}
