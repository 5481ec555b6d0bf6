import type { TicketProvider } from "../../../../model/plan";

export type ExternalProvider = Exclude<TicketProvider, { readonly kind: "opscenter" }>;

/** What a ticket system's REST API wants of a new ticket. */
export interface ProviderRequest {
  /** Of the call that creates a ticket; always a POST. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How CloudFormation writes the connection's credentials, by reference to the secret. */
  readonly authorization: Readonly<Record<string, unknown>>;
  /**
   * The body in EventBridge's template language: a name in angle brackets is a value of the event's detail. Values
   * stand alone, never within a text: EventBridge escapes them only then.
   */
  readonly body: string;
}

/** The call that creates a ticket, by the ticket system's API reference. */
export function providerRequest(provider: ExternalProvider): ProviderRequest {
  switch (provider.kind) {
    case "github":
      return github(provider);
    case "jira":
      return jira(provider);
    case "servicenow":
      return servicenow(provider);
  }
}

/** GitHub REST API, "Create an issue". Labels that do not exist yet are created with it. */
function github({ repository, secret }: Extract<ExternalProvider, { kind: "github" }>): ProviderRequest {
  return {
    endpoint: `https://api.github.com/repos/${repository}/issues`,
    headers: { "X-GitHub-Api-Version": "2022-11-28" },
    authorization: {
      AuthorizationType: "API_KEY",
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: "Authorization", ApiKeyValue: `Bearer ${reference(secret)}` },
      },
    },
    body: '{"title":<summary>,"body":<text>,"labels":["opsplan",<priority>,<ticket>]}',
  };
}

/**
 * Jira Cloud REST API version 2, "Create issue": it takes the description as text, version 3 only as a document tree.
 * The severity is a label: the field `priority` is missing from the screens of many projects, and Jira refuses a field
 * that is not on the screen.
 */
function jira({ site, project, issueType, secret }: Extract<ExternalProvider, { kind: "jira" }>): ProviderRequest {
  const fixed = `"project":{"key":${JSON.stringify(project)}},"issuetype":{"name":${JSON.stringify(issueType)}}`;
  return {
    endpoint: `${site}/rest/api/2/issue`,
    headers: {},
    authorization: basic(reference(secret, "email"), reference(secret, "token")),
    body: `{"fields":{${fixed},"summary":<summary>,"description":<text>,"labels":["opsplan",<priority>,<ticket>]}}`,
  };
}

/**
 * ServiceNow Table API, "Create a record". Its priority follows from impact and urgency; the correlation id finds the
 * record from the OpsItem.
 */
function servicenow({ instance, table, secret }: Extract<ExternalProvider, { kind: "servicenow" }>): ProviderRequest {
  const ranks = '"impact":<impact>,"urgency":<urgency>,"category":<category>';
  return {
    endpoint: `${instance}/api/now/table/${table}`,
    headers: { Accept: "application/json" },
    authorization: basic(reference(secret, "username"), reference(secret, "password")),
    body: `{"short_description":<summary>,"description":<text>,${ranks},"correlation_id":<opsItemId>,"correlation_display":"opsplan"}`,
  };
}

function basic(username: string, password: string) {
  return {
    AuthorizationType: "BASIC",
    AuthParameters: { BasicAuthParameters: { Username: username, Password: password } },
  };
}

/** CloudFormation's reference to a secret, or to one key of its JSON. */
function reference(secretArn: string, key?: string): string {
  return `{{resolve:secretsmanager:${secretArn}:SecretString${key === undefined ? "" : `:${key}`}}}`;
}
