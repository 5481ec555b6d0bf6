import type { Rule } from "../rule";
import { auditLogRule } from "./audit-log";
import { budgetCurrencyRule } from "./budget-currency";
import { cachedPathRule } from "./cached-path";
import { capacityTargetRule } from "./capacity-target";
import { cellsRule } from "./cells";
import { cidrClashRule } from "./cidr-clash";
import { complianceRetentionRule } from "./compliance-retention";
import { countriesUnenforcedRule } from "./countries-unenforced";
import { deliveryCountRule } from "./delivery-count";
import { deliveryStrategyRule } from "./delivery-strategy";
import { domainRequiredRule } from "./domain-required";
import { duplicateNameRule } from "./duplicate-name";
import { escalationOrderRule } from "./escalation-order";
import { exposureWithoutPortRule } from "./exposure-without-port";
import { fargateSizeRule } from "./fargate-size";
import { forbiddenTextRule } from "./forbidden-text";
import { growthRangeRule } from "./growth-range";
import { instanceScheduleRule } from "./instance-schedule";
import { internalInstancesRule } from "./internal-instances";
import { loadTestLoadRule } from "./load-test-load";
import { loadTestNetworkRule } from "./load-test-network";
import { loadTestServiceRule } from "./load-test-service";
import { loadTestTargetRule } from "./load-test-target";
import { migrationAccessRule } from "./migration-access";
import { migrationLinkRule } from "./migration-link";
import { migrationRangesRule } from "./migration-ranges";
import { migrationTargetRule } from "./migration-target";
import { migrationWaveRule } from "./migration-wave";
import { minOverMaxRule } from "./min-over-max";
import { networkExistingRule } from "./network-existing";
import { objectLockRule } from "./object-lock";
import { oidcProviderUnusedRule } from "./oidc-provider-unused";
import { originShieldRule } from "./origin-shield";
import { percentageRangeRule } from "./percentage-range";
import { periodRangeRule } from "./period-range";
import { phaseSumRule } from "./phase-sum";
import { privateIngressRule } from "./private-ingress";
import { publicStoreRule } from "./public-store";
import { readerScalingRule } from "./reader-scaling";
import { recoveryApprovalRule } from "./recovery-approval";
import { recoveryBackupRule } from "./recovery-backup";
import { recoveryIntervalRule } from "./recovery-interval";
import { recoveryMeasuredRule } from "./recovery-measured";
import { recoveryNameRule } from "./recovery-name";
import { recoveryNetworkRule } from "./recovery-network";
import { recoveryPatternRule } from "./recovery-pattern";
import { recoveryPointRule } from "./recovery-point";
import { recoveryRegionRule } from "./recovery-region";
import { recoverySecretRule } from "./recovery-secret";
import { recoveryStateRule } from "./recovery-state";
import { recoveryTimeRule } from "./recovery-time";
import { recoveryUnusedRule } from "./recovery-unused";
import { repeatedMemberRule } from "./repeated-member";
import { residencyRule } from "./residency";
import { routeConflictRule } from "./route-conflict";
import { routeWildcardsRule } from "./route-wildcards";
import { scalingSignalRule } from "./scaling-signal";
import { scheduleBelowTargetRule } from "./schedule-below-target";
import { scheduleCronRule } from "./schedule-cron";
import { scheduleOverlapRule } from "./schedule-overlap";
import { secretAccountRule } from "./secret-account";
import { secretInClearTextRule } from "./secret-in-clear-text";
import { sloIndicatorRule } from "./slo-indicator";
import { sloMaintenanceRule } from "./slo-maintenance";
import { sloNameClashRule } from "./slo-name-clash";
import { sloTargetRule } from "./slo-target";
import { sloTiersRule } from "./slo-tiers";
import { stateBootstrapRule } from "./state-bootstrap";
import { tableThroughputRule } from "./table-throughput";
import { ticketProviderRule } from "./ticket-provider";
import { triggerThresholdRule } from "./trigger-threshold";
import { unknownAgentRule } from "./unknown-agent";
import { unknownChannelRule } from "./unknown-channel";
import { unknownCriterionRule } from "./unknown-criterion";
import { unknownDeliverableRule } from "./unknown-deliverable";
import { unknownPriceRule } from "./unknown-price";
import { unknownStoreRule } from "./unknown-store";
import { unknownTimeZoneRule } from "./unknown-time-zone";
import { warmPoolRule } from "./warm-pool";

/** Every check, in the order in which a plan is read: texts, names, initiative, infrastructure, services, people. */
export const RULES: readonly Rule[] = [
  forbiddenTextRule,
  secretInClearTextRule,
  duplicateNameRule,
  recoveryNameRule,
  cellsRule,
  repeatedMemberRule,
  phaseSumRule,
  unknownAgentRule,
  unknownDeliverableRule,
  unknownCriterionRule,
  growthRangeRule,
  unknownPriceRule,
  budgetCurrencyRule,
  domainRequiredRule,
  recoveryRegionRule,
  residencyRule,
  recoveryUnusedRule,
  recoveryPatternRule,
  recoveryPointRule,
  recoveryTimeRule,
  recoveryMeasuredRule,
  recoveryIntervalRule,
  recoveryBackupRule,
  recoveryApprovalRule,
  recoveryStateRule,
  stateBootstrapRule,
  oidcProviderUnusedRule,
  cidrClashRule,
  networkExistingRule,
  recoveryNetworkRule,
  unknownStoreRule,
  publicStoreRule,
  objectLockRule,
  minOverMaxRule,
  fargateSizeRule,
  exposureWithoutPortRule,
  internalInstancesRule,
  privateIngressRule,
  routeConflictRule,
  routeWildcardsRule,
  scalingSignalRule,
  scheduleCronRule,
  unknownTimeZoneRule,
  instanceScheduleRule,
  scheduleOverlapRule,
  warmPoolRule,
  readerScalingRule,
  tableThroughputRule,
  cachedPathRule,
  originShieldRule,
  capacityTargetRule,
  scheduleBelowTargetRule,
  sloIndicatorRule,
  sloTargetRule,
  sloTiersRule,
  sloMaintenanceRule,
  sloNameClashRule,
  percentageRangeRule,
  periodRangeRule,
  complianceRetentionRule,
  auditLogRule,
  deliveryStrategyRule,
  deliveryCountRule,
  countriesUnenforcedRule,
  loadTestTargetRule,
  loadTestServiceRule,
  loadTestLoadRule,
  loadTestNetworkRule,
  escalationOrderRule,
  unknownChannelRule,
  triggerThresholdRule,
  ticketProviderRule,
  secretAccountRule,
  recoverySecretRule,
  migrationWaveRule,
  migrationTargetRule,
  migrationLinkRule,
  migrationRangesRule,
  migrationAccessRule,
];
