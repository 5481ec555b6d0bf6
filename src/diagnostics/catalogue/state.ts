import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about Terraform's state and the pipeline's roles. */

export function bootstrapWithoutBucket(range: SourceRange): Diagnostic {
  return error("state-bootstrap", range, {
    message: "the plan owns its state's bucket and names none",
    expected: "the name of the bucket to make, which no other bucket in AWS has",
    fix: "write it as `state.bucket`, for each environment under `environments.<name>.state` where they differ",
  });
}

export function oidcProviderUnused(range: SourceRange, reason: string): Diagnostic {
  return warning("oidc-provider-unused", range, {
    message: `\`state.oidcProvider\` has no effect: ${reason}`,
    fix: "remove it",
  });
}

interface Owner {
  readonly range: SourceRange;
  readonly environment: string;
}

interface FirstOwner extends Owner {
  readonly plan: string;
}

export function oidcProviderTwice(account: string, second: Owner, first: FirstOwner): Diagnostic {
  return {
    ...error("oidc-provider-twice", second.range, {
      message: `environment ${second.environment} makes GitHub's OIDC provider in account ${account}, and so does ${first.environment} of ${first.plan}`,
      expected: "one owner: an account has one provider for GitHub",
      fix: "write `oidcProvider: existing` below `state` of all but one, and apply that one first",
    }),
    related: [{ range: first.range, message: "the first owner" }],
  };
}

export function stateBucketTwice(bucket: string, second: Owner, first: FirstOwner): Diagnostic {
  return {
    ...error("state-bucket-twice", second.range, {
      message: `environment ${second.environment} makes the bucket ${quoted(bucket)}, and so does ${first.environment} of ${first.plan}`,
      expected: "one owner of a bucket",
      fix: "give each a bucket of its own under `environments.<name>.state`, or write `bootstrap: existing` below `state` of all but one",
    }),
    related: [{ range: first.range, message: "the first owner" }],
  };
}
