import { elsewhere, noCertificate, shareWithoutSecret } from "../../diagnostics/catalogue/migration";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { VERIFIED_TLS_ENGINES } from "../../model/schema/migration";
import type { NodePath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Sections } from "../prune";
import type { Rule, RuleContext } from "../rule";

type Source = NonNullable<Sections["migration"]>["sources"][number];

/** Something of AWS that a source names. */
interface Named {
  readonly path: NodePath;
  readonly arn: string;
  readonly what: string;
  /** A secret of another account can be let in by its policies; agents and certificates cannot. */
  readonly ownAccount: boolean;
}

/** `arn:<partition>:<service>:<region>:<account>:…` */
const PLACE = /^arn:[\w-]+:[a-z-]+:([a-z0-9-]+):(\d{12}):/;

/** DMS and DataSync can get at their sources: with credentials, by TLS, and by what stands in their region. */
export const migrationAccessRule: Rule = {
  code: "migration-access",
  check(context) {
    return (context.file.migration?.sources ?? []).flatMap((source, index) => [
      ...credentials(context, source, index),
      ...named(source, index).flatMap((one) => places(context, one)),
    ]);
  },
};

function credentials({ tree }: RuleContext, source: Source, index: number): readonly Diagnostic[] {
  const at = (key: string) => placeOf(tree, ["migration", "sources", index, key]);
  if (source.kind === "files" && source.protocol === "smb" && source.secret === undefined) {
    return [shareWithoutSecret(at("protocol"), source.name)];
  }
  if (source.kind === "database" && VERIFIED_TLS_ENGINES.includes(source.engine) && source.certificate === undefined) {
    return [noCertificate(at("engine"), source.name, source.engine)];
  }
  return [];
}

function named(source: Source, index: number): readonly Named[] {
  if (source.kind === "servers") return [];
  const path = (...rest: NodePath): NodePath => ["migration", "sources", index, ...rest];
  const secret =
    source.secret === undefined
      ? []
      : [{ path: path("secret"), arn: source.secret, what: "secret", ownAccount: false }];
  if (source.kind === "files") {
    const agents = source.agents.map((arn, member) => ({
      path: path("agents", member),
      arn,
      what: "agent",
      ownAccount: true,
    }));
    return [...secret, ...agents];
  }
  const { certificate } = source;
  return certificate === undefined
    ? secret
    : [...secret, { path: path("certificate"), arn: certificate, what: "certificate", ownAccount: true }];
}

function places({ file, tree }: RuleContext, { path, arn, what, ownAccount }: Named): readonly Diagnostic[] {
  const [, region, account] = PLACE.exec(arn) ?? [];
  if (region === undefined || account === undefined) return [];
  return Object.entries(file.environments ?? {})
    .filter(([, own]) => own.region !== region || (ownAccount && own.account !== account))
    .map(([name, own]) =>
      elsewhere(placeOf(tree, path), what, ownAccount ? `${account}, ${region}` : region, {
        name,
        place: ownAccount ? `${own.account}, ${own.region}` : own.region,
      }),
    );
}
