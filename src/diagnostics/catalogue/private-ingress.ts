import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, suggestion } from "./finding";

/** Findings about the private way in. */

export function ingressWithoutKind(range: SourceRange): Diagnostic {
  return error("private-ingress", range, {
    message: "services are named, but no private way in leads to them",
    fix: "write `kind: verified-access` for people, or `kind: vpc-lattice` for services of other networks",
  });
}

export function ingressWithoutServices(range: SourceRange, kind: string): Diagnostic {
  return error("private-ingress", range, {
    message: `the private way in ${quoted(kind)} leads nowhere`,
    expected: "at least one internal service in `security.privateIngress.services`",
  });
}

export function unknownIngressService(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("private-ingress", range, {
    message: `there is no service ${quoted(name)} for the private way in`,
    expected: oneOf(known),
    ...suggestion(name, known),
  });
}

export function ingressNeedsInternal(range: SourceRange, name: string, service: SourceRange): Diagnostic {
  return error("private-ingress", range, {
    message: `the private way in cannot lead to service ${quoted(name)}`,
    expected: "a service with a `port` and `exposure: internal`",
    related: [{ range: service, message: "the service" }],
  });
}

export function ingressNeedsDomain(range: SourceRange, environment: string): Diagnostic {
  return error("private-ingress", range, {
    message: `Verified Access needs a name for each service, and environment ${quoted(environment)} has no domain`,
    fix: "add `domain` to the environment, or set `security.privateIngress.kind` to `none` there",
  });
}

export function ingressNeedsPrincipals(range: SourceRange): Diagnostic {
  return error("private-ingress", range, {
    message: "VPC Lattice admits callers by name, and none is named",
    expected: "accounts or roles in `security.privateIngress.principals`",
  });
}

export function oidcWithoutVerifiedAccess(range: SourceRange): Diagnostic {
  return error("private-ingress", range, {
    message: "VPC Lattice knows callers by IAM, not by an identity provider",
    fix: "remove `oidc`, or write `kind: verified-access`",
  });
}
