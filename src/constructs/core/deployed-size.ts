/**
 * What Terraform puts in a reference's place when it applies: ids and ARNs, of which that of a role or a target group is
 * among the longest (a role's: 31 characters, an account's 12, a name's 64).
 */
const REFERENCE_SIZE = 110;

/** A reference, before CDKTF has resolved it and after. Text of a plan has its own `${` doubled, and counts as it is. */
const REFERENCE = /(?<!\$)\$\{[^}]*\}/g;

/** Bytes that a text will have at AWS, where references have become ids and ARNs: an estimate that is rather too large. */
export function deployedSize(text: string): number {
  const references = text.match(REFERENCE)?.length ?? 0;
  return Buffer.byteLength(text.replace(REFERENCE, ""), "utf8") + references * REFERENCE_SIZE;
}
