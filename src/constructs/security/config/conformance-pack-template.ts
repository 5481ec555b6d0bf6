/** Most bytes of a template that is handed over in the request (PutConformancePack). */
const MAX_BYTES = 51_200;

/** Most rules in a pack (AWS Config developer guide, service limits). */
const MAX_RULES = 130;

export interface PackRule {
  readonly name: string;
  /** Of the rule that AWS wrote: `RDS_STORAGE_ENCRYPTED`. */
  readonly identifier: string;
  readonly words: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * A pack's template: CloudFormation's YAML, of which AWS Config takes rules and remediations only. Text stands in JSON's
 * quotes, which YAML reads as they are.
 */
export function conformancePackTemplate(rules: readonly PackRule[]): string {
  if (rules.length > MAX_RULES)
    throw new Error(`a conformance pack of ${rules.length} rules; ${MAX_RULES} are allowed`);
  const body = ["Resources:", ...rules.flatMap(resource), ""].join("\n");
  const bytes = Buffer.byteLength(body, "utf8");
  if (bytes > MAX_BYTES) throw new Error(`a conformance pack of ${bytes} bytes; ${MAX_BYTES} are allowed`);
  return body;
}

function resource({ name, identifier, words, parameters }: PackRule): readonly string[] {
  const given = Object.entries(parameters);
  return [
    `  ${logicalId(identifier)}:`,
    "    Type: AWS::Config::ConfigRule",
    "    Properties:",
    `      ConfigRuleName: ${JSON.stringify(name)}`,
    `      Description: ${JSON.stringify(words)}`,
    ...(given.length === 0
      ? []
      : ["      InputParameters:", ...given.map(([key, value]) => `        ${key}: ${JSON.stringify(value)}`)]),
    "      Source:",
    "        Owner: AWS",
    `        SourceIdentifier: ${identifier}`,
  ];
}

/** CloudFormation wants letters and digits only: `RdsStorageEncrypted`. */
function logicalId(identifier: string): string {
  return identifier
    .toLowerCase()
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
