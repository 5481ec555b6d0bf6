import { z } from "zod";

/** A secret is named, never written: a plan is committed and rendered into documents. */
export const SECRET_ARN_PATTERN = /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/;

export function secretArnSchema(description: string) {
  return z.string().regex(SECRET_ARN_PATTERN).meta({ description });
}
