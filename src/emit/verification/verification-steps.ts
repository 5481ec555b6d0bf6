import type { Verification } from "../../model/catalogue/deliverables";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { capacityHeadroom, databaseLoad, databaseScaling, scalingPolicies } from "./capacity";
import { capacityModelSteps } from "./capacity-model";
import { auditLogCheck, complianceStatus } from "./compliance";
import { costReport } from "./cost-report";
import { deploymentHistory, pipelineRuns, rollbackDrill, testReports } from "./delivery";
import { forecastCheck } from "./forecasts";
import { dataGovernanceCheck } from "./governance";
import { cdnResponse, loadBalancerHealth, securityServices, terraformPlan } from "./infrastructure";
import { loadTestReport } from "./load-test";
import { migrationStatus } from "./migration";
import { alarmDrill, alarmStatesOf, anomalyDetectors, dashboards, notificationDrill } from "./monitoring";
import { documentReview, incidentExercise } from "./people";
import { restoreTests } from "./recovery";
import { recoveryExercise } from "./recovery-exercise";

/** How each kind is shown to be true, in commands that name what was generated. */
const STEPS: Readonly<Record<Verification, (context: EmitContext) => readonly Item[]>> = {
  "terraform-plan": terraformPlan,
  "scaling-policies": scalingPolicies,
  "security-services": securityServices,
  dashboards,
  "alarm-states": alarmStatesOf,
  "alarm-drill": alarmDrill,
  "anomaly-detectors": anomalyDetectors,
  "incident-notification-drill": notificationDrill,
  "pipeline-run": pipelineRuns,
  "test-reports": testReports,
  "deployment-history": deploymentHistory,
  "rollback-drill": rollbackDrill,
  "load-balancer-health": loadBalancerHealth,
  "cdn-response": cdnResponse,
  "performance-insights": databaseLoad,
  "capacity-headroom": capacityHeadroom,
  "incident-exercise": incidentExercise,
  "document-review": documentReview,
  "compliance-status": complianceStatus,
  "audit-log-check": auditLogCheck,
  "data-governance-check": dataGovernanceCheck,
  "restore-tests": restoreTests,
  "recovery-exercise": recoveryExercise,
  "migration-status": migrationStatus,
  "capacity-model": capacityModelSteps,
  "database-scaling": databaseScaling,
  forecasts: forecastCheck,
  "load-test-report": loadTestReport,
  "cost-report": costReport,
};

/** Steps that verify; what must be seen stands before each command. Never empty. */
export function verificationSteps(kind: Verification, context: EmitContext): readonly Item[] {
  const steps = STEPS[kind](context);
  return steps.length > 0 ? steps : [{ text: "Nothing of this kind was generated: there is nothing to verify." }];
}
