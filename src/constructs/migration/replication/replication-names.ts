import type { DatabaseSource } from "../../../model/migration";
import type { AuroraStore, Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";

/** DMS allows 255 characters for endpoints, replication configurations and subnet groups. */
const DMS_MAX_LENGTH = 255;

/** The part of a DMS ARN that its owner may choose has 31 characters (CreateReplicationConfig, ResourceIdentifier). */
const RESOURCE_MAX_LENGTH = 31;

/** Secrets Manager allows 512 characters (CreateSecret). */
const SECRET_MAX_LENGTH = 512;

/** From the source to the new database, and the way back. */
export type Direction = "forward" | "back";

export function endpointName(plan: Plan, name: string, side: string): string {
  return resourceName(plan, [name, side], DMS_MAX_LENGTH);
}

export function subnetGroupName(plan: Plan): string {
  return resourceName(plan, ["migration"], DMS_MAX_LENGTH);
}

export function replicationName(plan: Plan, { name }: DatabaseSource, direction: Direction): string {
  return resourceName(plan, parts(name, direction), DMS_MAX_LENGTH);
}

/** Metrics and the log group are named by it. Given by us, it outlives a replacement of the configuration. */
export function replicationResourceName(plan: Plan, { name }: DatabaseSource, direction: Direction): string {
  return resourceName(plan, parts(name, direction), RESOURCE_MAX_LENGTH);
}

/** Role that DMS reads a secret with, or that makes something in DMS's name. IAM allows 64 characters. */
export function replicationRoleName(plan: Plan, name: string, part: string): string {
  return resourceName(plan, [name, part], 64);
}

export function replicationSecretName(plan: Plan, { name }: Pick<AuroraStore, "name">): string {
  return resourceName(plan, [name, "replication"], SECRET_MAX_LENGTH);
}

function parts(name: string, direction: Direction): readonly string[] {
  return direction === "forward" ? [name] : [name, "back"];
}
