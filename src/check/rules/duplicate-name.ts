import { duplicateName } from "../../diagnostics/catalogue/names";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { membersAt, namesAt, type Word } from "../places";
import type { Rule } from "../rule";

interface Named extends Word {
  readonly what: string;
}

/** Services and stores share one namespace, since both name resources; other names are unique within their list. */
export const duplicateNameRule: Rule = {
  code: "duplicate-name",
  check({ written }) {
    const named = (what: string, names: readonly Word[]) => names.map((name): Named => ({ ...name, what }));
    const perService = membersAt(written, ["services"]).flatMap((service) => [
      named("SLO", namesAt(service, ["slos"])),
      named("schedule", namesAt(service, ["scaling", "schedules"])),
      ...membersAt(service, ["slos"]).map((slo) => named("maintenance window", namesAt(slo, ["maintenance"]))),
    ]);
    return [
      [...named("service", namesAt(written, ["services"])), ...named("data store", namesAt(written, ["dataStores"]))],
      named("phase", namesAt(written, ["initiative", "phases"])),
      named("peer", namesAt(written, ["network", "peers"])),
      named("source", namesAt(written, ["migration", "sources"])),
      named("wave", namesAt(written, ["migration", "waves"])),
      ...perService,
    ].flatMap(duplicates);
  },
};

function duplicates(names: readonly Named[]): readonly Diagnostic[] {
  const first = new Map<string, Named>();
  return names.flatMap((name) => {
    const before = first.get(name.text);
    if (!before) first.set(name.text, name);
    return before ? [duplicateName(name.range, name.text, name.what, before)] : [];
  });
}
