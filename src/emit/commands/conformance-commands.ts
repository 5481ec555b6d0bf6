import { aws } from "./aws";

/** How each pack stands: the share of its rules and resources that comply. */
export function packScores(packs: readonly string[], region: string): string {
  return aws(
    "configservice list-conformance-pack-compliance-scores",
    {
      filters: `ConformancePackNames=${packs.join(",")}`,
      query: "ConformancePackComplianceScores[].[ConformancePackName,Score,LastUpdatedTime]",
      output: "table",
    },
    region,
  );
}

/** Which rules of a pack are broken. The names end in what AWS Config put behind them. */
export function packCompliance(pack: string, region: string): string {
  return aws(
    "configservice describe-conformance-pack-compliance",
    {
      "conformance-pack-name": pack,
      query: "ConformancePackRuleComplianceList[].[ComplianceType,ConfigRuleName]",
      output: "table",
    },
    region,
  );
}

/** Which resources break a pack's rules. */
export function brokenInPack(pack: string, region: string): string {
  return aws(
    "configservice get-conformance-pack-compliance-details",
    {
      "conformance-pack-name": pack,
      filters: "ComplianceType=NON_COMPLIANT",
      query:
        "ConformancePackRuleEvaluationResults[].[EvaluationResultIdentifier.EvaluationResultQualifier.[ConfigRuleName,ResourceType,ResourceId],ResultRecordedTime,Annotation]",
    },
    region,
  );
}

/** Whether the packs themselves stand: one that could not be made judges nothing. */
export function packStatus(packs: readonly string[], region: string): string {
  return aws(
    "configservice describe-conformance-pack-status",
    {
      "conformance-pack-names": packs,
      query: "ConformancePackStatusDetails[].[ConformancePackName,ConformancePackState,ConformancePackStatusReason]",
      output: "table",
    },
    region,
  );
}

/** The standards that Security Hub is subscribed to, and what fails in them now. */
export function securityHubFailures(region: string): readonly string[] {
  return [
    aws(
      "securityhub get-enabled-standards",
      { query: "StandardsSubscriptions[].[StandardsArn,StandardsStatus]", output: "table" },
      region,
    ),
    aws(
      "securityhub get-findings",
      {
        filters:
          '{"ComplianceStatus":[{"Value":"FAILED","Comparison":"EQUALS"}],"RecordState":[{"Value":"ACTIVE","Comparison":"EQUALS"}],"WorkflowStatus":[{"Value":"NEW","Comparison":"EQUALS"}]}',
        "max-items": 100,
        query: "Findings[].[Compliance.SecurityControlId,Severity.Label,Title,Resources[0].Id]",
      },
      region,
    ),
  ];
}
