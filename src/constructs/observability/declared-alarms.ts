import type { IConstruct } from "constructs";
import { type AlarmDeclaration, alarmOf } from "../../evidence/declare";

/**
 * The alarms below a construct, by name.
 *
 * @throws Error when two share a name: CloudWatch would let the second replace the first without a word
 */
export function declaredAlarms(scope: IConstruct): readonly AlarmDeclaration[] {
  const byName = new Map<string, AlarmDeclaration>();
  for (const node of scope.node.findAll()) {
    const alarm = alarmOf(node);
    if (alarm === undefined) continue;
    const key = `${alarm.region} ${alarm.name}`;
    if (byName.has(key)) throw new Error(`alarm ${alarm.name} is declared twice, the second time by ${node.node.path}`);
    byName.set(key, alarm);
  }
  return [...byName.keys()].sort().flatMap((key) => byName.get(key) ?? []);
}
