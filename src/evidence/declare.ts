import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { Capability } from "../model/capabilities";
import type { TicketName } from "../model/catalogue/ticket-triggers";
import type { AlarmEvidence, HandlesOf, Role, Subject } from "./evidence";

/** What a construct says of one of its resources. */
export interface Declaration {
  readonly subject: Subject;
  readonly capabilities: readonly Capability[];
  readonly detects: readonly TicketName[];
  readonly role: Role | null;
  readonly handles: Readonly<Record<string, string>>;
}

export type AlarmDeclaration = Omit<AlarmEvidence, "stack" | "address">;

// Kept beside the tree, not in node metadata: metadata is written to the Terraform file.
const declarations = new WeakMap<IConstruct, Declaration>();
const alarms = new WeakMap<IConstruct, AlarmDeclaration>();

/** Claims what a resource provides, and to which service or store it belongs. */
export function provides(resource: TerraformResource, subject: Subject, ...capabilities: Capability[]): void {
  merge(resource, { subject, capabilities, detects: [], role: null, handles: {} });
}

/** Names a resource so that documents can look it up and runbooks can call it. */
export function playsRole<R extends Role>(
  resource: TerraformResource,
  subject: Subject,
  role: R,
  handles: HandlesOf<R>,
): void {
  merge(resource, { subject, capabilities: [], detects: [], role, handles });
}

/** Says that a resource opens tickets by itself: an event rule, a state machine. Alarms say so when declared. */
export function detects(resource: TerraformResource, subject: Subject, ...tickets: TicketName[]): void {
  merge(resource, { subject, capabilities: [], detects: tickets, role: null, handles: {} });
}

export function declaresAlarm(resource: TerraformResource, alarm: AlarmDeclaration): void {
  alarms.set(resource, alarm);
}

export function declarationOf(node: IConstruct): Declaration | undefined {
  return declarations.get(node);
}

export function alarmOf(node: IConstruct): AlarmDeclaration | undefined {
  return alarms.get(node);
}

function merge(resource: TerraformResource, added: Declaration): void {
  const earlier = declarations.get(resource);
  declarations.set(resource, {
    subject: added.subject,
    capabilities: [...new Set([...(earlier?.capabilities ?? []), ...added.capabilities])].sort(),
    detects: [...new Set([...(earlier?.detects ?? []), ...added.detects])].sort(),
    role: added.role ?? earlier?.role ?? null,
    handles: { ...earlier?.handles, ...added.handles },
  });
}
