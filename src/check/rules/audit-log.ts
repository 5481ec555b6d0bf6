import {
  auditLogElsewhere,
  organizationUnnamed,
  organizationWithoutTrail,
} from "../../diagnostics/catalogue/compliance";
import { nodeAt } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** An organisation's trail without the organisation, and settings of a bucket that somebody else keeps. */
export const auditLogRule: Rule = {
  code: "organization-trail",
  check({ file, tree }) {
    const log = file.security?.auditLog;
    if (log === undefined) return [];
    const at = (key: string) => placeOf(tree, ["security", "auditLog", key]);
    const trail = log.organizationTrail;
    const bucket = nodeAt(tree, "security.existing.logBucket");
    return [
      ...(trail && log.organizationId === undefined ? [organizationUnnamed(at("organizationTrail"))] : []),
      ...(!trail && log.organizationId !== undefined ? [organizationWithoutTrail(at("organizationId"))] : []),
      ...(bucket === undefined
        ? []
        : ["objectLock", "readers"]
            .filter((key) => nodeAt(tree, `security.auditLog.${key}`) !== undefined)
            .map((key) => auditLogElsewhere(at(key), key, bucket.origin.range))),
    ];
  },
};
