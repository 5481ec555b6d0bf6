import {
  type AlarmEvidence,
  type Evidence,
  type HandlesOf,
  type ResourceEvidence,
  ROLES,
  type Role,
} from "../evidence/evidence";
import type { Capability } from "../model/capabilities";
import type { AlarmRunbook } from "../model/catalogue/runbooks";

/** A generated resource with what commands call it by. */
export interface Handled<R extends Role> {
  readonly resource: ResourceEvidence;
  readonly handles: HandlesOf<R>;
}

/**
 * Looks evidence up the ways that documents and checks ask for it. By role and by subject it finds what serves in
 * the plan's own region, or what stands by in the recovery region; everything else takes in both.
 */
export class EvidenceIndex {
  private readonly resourcesByRole: ReadonlyMap<Role | null, readonly ResourceEvidence[]>;
  private readonly here: readonly ResourceEvidence[];
  private readonly alarmsBySubject: ReadonlyMap<string, readonly AlarmEvidence[]>;

  constructor(
    readonly evidence: Evidence,
    site: "primary" | "recovery" = "primary",
  ) {
    this.here = evidence.resources.filter(({ stackKind }) => (stackKind === "standby") === (site === "recovery"));
    this.resourcesByRole = grouped(this.here, ({ role }) => role);
    this.alarmsBySubject = grouped(evidence.alarms, ({ subject }) => subject.name);
  }

  /** Resources that play a role, of one subject when it is named. */
  byRole<R extends Role>(role: R, subject?: string): readonly Handled<R>[] {
    return (this.resourcesByRole.get(role) ?? [])
      .filter((resource) => subject === undefined || resource.subject?.name === subject)
      .map((resource) => ({ resource, handles: handlesOf(resource, role) }));
  }

  /** The first of {@link byRole}. */
  oneByRole<R extends Role>(role: R, subject?: string): Handled<R> | undefined {
    return this.byRole(role, subject)[0];
  }

  providing(capability: Capability, subject?: string): readonly ResourceEvidence[] {
    return this.evidence.resources.filter(
      (resource) =>
        resource.capabilities.includes(capability) && (subject === undefined || resource.subject?.name === subject),
    );
  }

  ofType(...types: readonly string[]): readonly ResourceEvidence[] {
    return this.evidence.resources.filter(({ type }) => types.includes(type));
  }

  ofSubject(name: string): readonly ResourceEvidence[] {
    return this.here.filter(({ subject }) => subject?.name === name);
  }

  /** Alarms that call for a runbook. */
  alarmsFor(runbook: AlarmRunbook): readonly AlarmEvidence[] {
    return this.evidence.alarms.filter((alarm) => alarm.runbook === runbook);
  }

  alarmsOf(subject: string): readonly AlarmEvidence[] {
    return this.alarmsBySubject.get(subject) ?? [];
  }

  /** The resource behind an alarm. */
  resourceOf({ stack, address }: Pick<AlarmEvidence, "stack" | "address">): ResourceEvidence | undefined {
    return this.evidence.resources.find((resource) => resource.stack === stack && resource.address === address);
  }
}

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function handlesOf<R extends Role>(resource: ResourceEvidence, role: R): HandlesOf<R> {
  const missing = ROLES[role].find((key) => resource.handles[key] === undefined);
  if (missing !== undefined) throw new Error(`${resource.address} plays ${role} without the handle ${missing}`);
  return resource.handles as HandlesOf<R>;
}
