/** Retention that costs nothing, and the one that the standard mode of Database Insights takes (RDS pricing). */
const RETENTION_DAYS = 7;

/** Which statements a database spends its time on, encrypted. The same on a cluster and on its instances. */
export function performanceInsights(keyArn: string) {
  return {
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: keyArn,
    performanceInsightsRetentionPeriod: RETENTION_DAYS,
  };
}
