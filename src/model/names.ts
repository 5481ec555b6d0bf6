import { createHash } from "node:crypto";
import { z } from "zod";

/**
 * Names in a plan become logical ids, AWS names and file names, so they are lower-case words joined by single
 * hyphens. That makes two different names differ everywhere they are used: no case folding, nothing to strip,
 * and `_` stays free as the separator in logical ids.
 */
export const NAME_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Longest name of a service, store or channel. AWS names are shortened further where a service needs it. */
export const NAME_MAX_LENGTH = 40;

/**
 * Longest name of a plan: it begins every AWS name, so what follows must stay readable. The longest initiative of the
 * specification, `financial-services-infrastructure-migration`, just fits.
 */
export const PLAN_NAME_MAX_LENGTH = 43;

/** Longest name of an environment. */
export const ENVIRONMENT_NAME_MAX_LENGTH = 16;

export const NAME_EXPECTED = "lower-case letters, digits and single hyphens, beginning with a letter";

/** The specification's own names: agents are hyphenated, phases, deliverables and criteria underscored. */
export const SPECIFICATION_NAME_PATTERN = /^[a-z0-9]+([_-][a-z0-9]+)*$/;

export function nameSchema(maxLength: number = NAME_MAX_LENGTH) {
  return z.string().regex(NAME_PATTERN).max(maxLength);
}

export const specificationNameSchema = z.string().regex(SPECIFICATION_NAME_PATTERN).max(80);

const HASH_LENGTH = 8;

/**
 * Joins parts into an AWS name of at most `maxLength` characters. A name that is too long keeps its beginning and
 * ends in a hash of the whole, so that two long names never become one and the same name always comes out.
 *
 * @param parts the words to join; each matches {@link NAME_PATTERN}
 * @param maxLength the AWS limit, from the service's documentation
 */
export function awsName(parts: readonly string[], maxLength: number): string {
  const whole = parts.join("-");
  if (whole.length <= maxLength) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, HASH_LENGTH);
  return `${whole.slice(0, maxLength - HASH_LENGTH - 1).replace(/-+$/, "")}-${hash}`;
}

/** User of a service in an Aurora database, granted `rds_iam`. PostgreSQL takes no bare hyphen. */
export function databaseUser(service: string): string {
  return service.replaceAll("-", "_");
}
