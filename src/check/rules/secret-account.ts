import { secretOfOtherAccount } from "../../diagnostics/catalogue/names";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { TICKET_PROVIDERS } from "../../model/schema/tickets";
import type { NodePath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Sections } from "../prune";
import type { Rule, RuleContext } from "../rule";

interface Secret {
  readonly path: NodePath;
  readonly arn: string;
}

/** The account of `arn:aws:secretsmanager:<region>:<account>:secret:<name>`. */
const SECRET_ACCOUNT = /^arn:[\w-]+:secretsmanager:[a-z0-9-]+:(\d{12}):/;

/**
 * Most often a number copied from elsewhere. Secrets Manager does answer another account that names a secret by its
 * ARN, and so do dynamic references of CloudFormation, but only where the secret's resource policy and its key's policy
 * let that account in (user guide, "Access AWS Secrets Manager secrets from a different account"): nothing that the
 * plan's own account could grant, so it is no error, and nothing that is generated.
 */
export const secretAccountRule: Rule = {
  code: "secret-account",
  check(context) {
    return secrets(context.file).flatMap((secret) => elsewhere(context, secret));
  },
};

function secrets({ tickets, incidents, services, migration }: Sections): readonly Secret[] {
  const ofProviders = TICKET_PROVIDERS.flatMap((provider): readonly Secret[] => {
    const arn = provider === "opscenter" || provider !== tickets?.provider ? undefined : tickets[provider]?.secret;
    return arn === undefined ? [] : [{ path: ["tickets", provider, "secret"], arn }];
  });
  const ofChannels = Object.entries(incidents?.channels ?? {}).flatMap(([name, channel]): readonly Secret[] =>
    channel.type === "paging"
      ? [{ path: ["incidents", "channels", name, "endpointSecret"], arn: channel.endpointSecret }]
      : [],
  );
  const ofServices = (services ?? []).flatMap((service, index) =>
    Object.entries(service.secrets).map(
      ([variable, arn]): Secret => ({ path: ["services", index, "secrets", variable], arn }),
    ),
  );
  const ofSources = (migration?.sources ?? []).flatMap((source, index): readonly Secret[] =>
    source.kind === "servers" || source.secret === undefined
      ? []
      : [{ path: ["migration", "sources", index, "secret"], arn: source.secret }],
  );
  return [...ofServices, ...ofChannels, ...ofProviders, ...ofSources];
}

function elsewhere({ file, tree }: RuleContext, { path, arn }: Secret): readonly Diagnostic[] {
  const account = SECRET_ACCOUNT.exec(arn)?.[1];
  if (account === undefined) return [];
  return Object.entries(file.environments ?? {})
    .filter(([, environment]) => environment.account !== account)
    .map(([name, environment]) => secretOfOtherAccount(placeOf(tree, path), account, name, environment.account));
}
