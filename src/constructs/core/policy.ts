/** One statement of an IAM policy, in IAM's own JSON words. `Resource` is left out of trust policies only. */
export interface Statement {
  readonly Sid: string;
  readonly Effect?: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  /** Every resource but these; for statements that deny. */
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document. Statements allow unless they say otherwise. */
export function policyDocument(...statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ Sid, Effect = "Allow", ...rest }) => ({ Sid, Effect, ...rest })),
  });
}

/**
 * Trust in an AWS service of which AWS does not say whether it names a source account when it takes the role: one that
 * it does name must be the plan's, and none at all does not shut it out. Nothing is lost by it, since a role is never
 * passed to a service across accounts.
 */
export function undocumentedTrustPolicy(service: string, account: string): string {
  return policyDocument({
    Sid: "AssumedByService",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: { StringEqualsIfExists: { "aws:SourceAccount": account } },
  });
}

/**
 * Trust in an AWS service. With an account the trust holds for requests of that account only (AWS's guard against
 * the confused deputy); services that send no source account, such as EC2, go without.
 */
export function trustPolicy(service: string, account: string | null): string {
  return policyDocument({
    Sid: "AssumedByService",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(account === null ? {} : { Condition: { StringEquals: { "aws:SourceAccount": account } } }),
  });
}
