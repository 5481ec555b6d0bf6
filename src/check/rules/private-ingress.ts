import {
  ingressNeedsDomain,
  ingressNeedsInternal,
  ingressNeedsPrincipals,
  ingressWithoutKind,
  ingressWithoutServices,
  oidcWithoutVerifiedAccess,
  unknownIngressService,
} from "../../diagnostics/catalogue/private-ingress";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { locateKey } from "../../parse/locate";
import { lostKeys } from "../lost-keys";
import { namesAt, placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

const PATH = ["security", "privateIngress"] as const;

/** The private way in leads to internal services that listen, and knows who may come. */
export const privateIngressRule: Rule = {
  code: "private-ingress",
  check(context) {
    const ingress = context.file.security?.privateIngress;
    if (ingress === undefined || lostKeys(context, PATH, ["kind", "services", "principals"]).size > 0) return [];
    const { kind, services, oidc, principals } = ingress;
    const at = (key: string) => placeOf(context.tree, [...PATH, key]);
    if (kind === "none") return services.length === 0 ? [] : [ingressWithoutKind(at("services"))];
    return [
      ...(services.length === 0 ? [ingressWithoutServices(at("kind"), kind)] : []),
      ...services.flatMap((name, index) => badService(context, name, index)),
      ...(kind === "verified-access" ? withoutDomain(context) : []),
      ...(kind === "vpc-lattice" && principals.length === 0 ? [ingressNeedsPrincipals(at("kind"))] : []),
      ...(kind === "vpc-lattice" && oidc !== undefined
        ? [oidcWithoutVerifiedAccess(locateKey(context.tree, [...PATH, "oidc"]).range)]
        : []),
    ];
  },
};

function badService({ file, tree, written }: RuleContext, name: string, index: number): readonly Diagnostic[] {
  const range = placeOf(tree, [...PATH, "services", index]);
  const position = (file.services ?? []).findIndex((service) => service.name === name);
  const service = (file.services ?? [])[position];
  if (service === undefined) {
    const known = namesAt(written, ["services"]).map(({ text }) => text);
    return known.includes(name) ? [] : [unknownIngressService(range, name, known)];
  }
  if (service.exposure === "internal" && service.port !== undefined) return [];
  return [ingressNeedsInternal(range, name, locateKey(tree, ["services", position]).range)];
}

function withoutDomain(context: RuleContext): readonly Diagnostic[] {
  const { file, tree, environment } = context;
  const own = environment === null ? undefined : file.environments?.[environment];
  if (environment === null || own === undefined || own.domain !== undefined) return [];
  if (lostKeys(context, ["environments", environment], ["domain"]).size > 0) return [];
  return [ingressNeedsDomain(placeOf(tree, [...PATH, "kind"]), environment)];
}
