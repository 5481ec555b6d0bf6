import { aws } from "./aws";
import { ask, variable } from "./shell";

/** AWS Config takes at most 25 rules in one request (API reference, DescribeComplianceByConfigRule). */
const RULES_PER_REQUEST = 25;

/** Which rules are broken, and by how many resources. */
export function ruleCompliance(rules: readonly string[], region: string): string {
  return chunks(rules)
    .map((names) =>
      aws(
        "configservice describe-compliance-by-config-rule",
        {
          "config-rule-names": names,
          query:
            "ComplianceByConfigRules[].[Compliance.ComplianceType,ConfigRuleName,Compliance.ComplianceContributorCount.CappedCount]",
          output: "table",
        },
        region,
      ),
    )
    .join("\n");
}

/** The resources that break a rule. */
export function brokenBy(rule: string, region: string): string {
  return aws(
    "configservice get-compliance-details-by-config-rule",
    {
      "config-rule-name": rule,
      "compliance-types": "NON_COMPLIANT",
      query:
        "EvaluationResults[].[ResultRecordedTime,EvaluationResultIdentifier.EvaluationResultQualifier.[ResourceType,ResourceId],Annotation]",
    },
    region,
  );
}

/** When each rule was looked at last, and the error where that failed. */
export function ruleEvaluation(rules: readonly string[], region: string): string {
  return chunks(rules)
    .map((names) =>
      aws(
        "configservice describe-config-rule-evaluation-status",
        {
          "config-rule-names": names,
          query: "ConfigRulesEvaluationStatus[].[ConfigRuleName,LastSuccessfulEvaluationTime,LastErrorMessage]",
          output: "table",
        },
        region,
      ),
    )
    .join("\n");
}

/** Looks at the rules again, now rather than at the next change or period. */
export function evaluateRules(rules: readonly string[], region: string): string {
  return chunks(rules)
    .map((names) => aws("configservice start-config-rules-evaluation", { "config-rule-names": names }, region))
    .join("\n");
}

/** What one resource looked like, newest first. Asks for its type and id, as {@link brokenBy} shows them. */
export function resourceHistory(region: string): string {
  return [
    ask("TYPE", "Type of the resource"),
    ask("RESOURCE", "Id of the resource"),
    aws(
      "configservice get-resource-config-history",
      {
        "resource-type": variable("TYPE"),
        "resource-id": variable("RESOURCE"),
        "max-items": 5,
        query: "configurationItems[].[configurationItemCaptureTime,configurationItemStatus,resourceName,configuration]",
      },
      region,
    ),
  ].join("\n");
}

/** Whether AWS Config still writes down what it sees: without it every rule is blind. */
export function recorderStatus(region: string): string {
  return aws(
    "configservice describe-configuration-recorder-status",
    { query: "ConfigurationRecordersStatus[].[name,recording,lastStatus,lastErrorMessage]", output: "table" },
    region,
  );
}

function chunks(rules: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(rules.length / RULES_PER_REQUEST) }, (_, index) =>
    rules.slice(index * RULES_PER_REQUEST, (index + 1) * RULES_PER_REQUEST),
  );
}
