import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { BackupType } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import type { Recovery } from "../../../model/recovery";
import { standbyPlan } from "../../../model/standby-plan";
import { resourceName } from "../../core/names";
import type { DataOutputs, FoundationOutputs, IncidentOutputs } from "../../core/stack-outputs";
import { addRules } from "../../security/config/configuration-rules";
import { EncryptionKey } from "../../security/encryption-key";
import { arnsByType, type BackedUpResource, backedUpResources } from "./backed-up-resources";
import { BackupMonitoring } from "./backup-monitoring";
import { backupVaultName, copyVaultName, RESTORE_TEST_PREFIX } from "./backup-names";
import { BackupPlans } from "./backup-plans";
import { BackupRole } from "./backup-role";
import { backupRules } from "./backup-rules";
import { continuousRetentionDays } from "./backup-schedule";
import { backupStatements } from "./backup-statements";
import { BackupVault } from "./backup-vault";
import { regionSettings } from "./region-settings";
import { restoreStatements } from "./restore-statements";
import { restoreTargets } from "./restore-targets";
import { RestoreTesting } from "./restore-testing";
import { RestoreValidation } from "./validation/restore-validation";

/** KMS allows 256 characters for an alias, of which `alias/` takes six. */
const ALIAS_MAX_LENGTH = 250;

export interface StoreBackupsProps {
  readonly plan: Plan;
  readonly recovery: Recovery;
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
  /** Key of the vault in the plan's region. */
  readonly vaultKeyArn: string;
}

/** The vault that holds copies in the recovery region, with its own key. */
interface CopyVault {
  readonly vault: BackupVault;
  readonly keyArn: string;
}

/** The backups of a plan's stores: vaults, plans, copies, restore tests, and what watches over them. */
export class StoreBackups extends Construct {
  private readonly resources: readonly BackedUpResource[];
  private readonly byType: ReadonlyMap<BackupType, readonly string[]>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: StoreBackupsProps,
  ) {
    super(scope, id);
    this.resources = backedUpResources(props.plan, props.data);
    this.byType = arnsByType(this.resources);
    const vault = this.vault();
    const copies = this.copyVault();
    const plans = this.plans(vault, copies);
    this.restoreRole(copies);
    const validation = this.restoreTests(vault);
    this.monitoring(validation, copies);
    this.rules(vault, plans);
  }

  private vault(): BackupVault {
    const { plan, recovery, vaultKeyArn } = this.props;
    const { vaultLock, retentionDays } = recovery.backup;
    // Continuous backups, of which buckets have one, are kept for 35 days at most.
    const min = this.byType.has("S3") ? continuousRetentionDays(recovery.backup) : retentionDays;
    return new BackupVault(this, "vault", {
      plan,
      name: backupVaultName(plan),
      region: plan.environment.region,
      keyArn: vaultKeyArn,
      lock: vaultLock,
      retentionDays: { min, max: retentionDays },
      capability: "backup-plan",
    });
  }

  private copyVault(): CopyVault | null {
    const { plan, recovery } = this.props;
    const { region, backup } = recovery;
    if (region === null) return null;
    const key = new EncryptionKey(this, "copies_encryption", { plan, purpose: "backup", region });
    const vault = new BackupVault(this, "copies", {
      plan,
      name: copyVaultName(plan),
      region,
      keyArn: key.arn,
      lock: backup.vaultLock,
      retentionDays: { min: backup.retentionDays, max: backup.retentionDays },
      capability: "backup-copy",
    });
    return { vault, keyArn: key.arn };
  }

  private plans(vault: BackupVault, copies: CopyVault | null): BackupPlans {
    const { plan, recovery, foundation, vaultKeyArn } = this.props;
    const { crossAccountVaultArn } = recovery.backup;
    const vaults = [vault, ...(copies === null ? [] : [copies.vault])];
    const role = new BackupRole(this, "backup_role", {
      plan,
      purpose: "backup",
      description: "Backs the plan's stores up and copies the backups",
      statements: backupStatements({
        plan,
        stores: this.byType,
        vaultArns: [...vaults.map(({ arn }) => arn), ...(crossAccountVaultArn === null ? [] : [crossAccountVaultArn])],
        regions: this.regions(),
        dataKeyArn: foundation.keyArns.data,
        vaultKeyArns: [vaultKeyArn, ...(copies === null ? [] : [copies.keyArn])],
      }),
    });
    return new BackupPlans(this, "plan", {
      plan,
      policy: recovery.backup,
      vaultName: vault.name,
      copyVaultArn: copies === null ? null : copies.vault.arn,
      roleArn: role.arn,
      storeArns: this.resources.map(({ arn }) => arn),
      continuousArns: this.byType.get("S3") ?? [],
      after: [...role.ready, ...this.settings(), ...vaults.flatMap(({ ready }) => ready)],
    });
  }

  /** Settings of the whole account, for whoever owns its baseline. */
  private settings(): readonly TerraformResource[] {
    const { plan } = this.props;
    if (plan.security.accountBaseline !== "owned") return [];
    return this.regions().map((region) =>
      regionSettings(this, region === plan.environment.region ? "settings" : "recovery_settings", plan, region),
    );
  }

  /** For people: their restores are started with it. */
  private restoreRole(copies: CopyVault | null): void {
    const { plan, foundation, vaultKeyArn } = this.props;
    const standby = standbyPlan(plan);
    new BackupRole(this, "restore_role", {
      plan,
      purpose: "restore",
      description: "Restores the plan's stores from backups",
      statements: restoreStatements({
        plan,
        targets: restoreTargets(plan, standby),
        regions: this.regions(),
        keyArns: [foundation.keyArns.data, vaultKeyArn, ...(copies === null ? [] : [copies.keyArn])],
        keyAliases: standby === null ? [] : [`alias/${resourceName(standby, ["data"], ALIAS_MAX_LENGTH)}`],
      }),
    });
  }

  private restoreTests(vault: BackupVault): RestoreValidation {
    const { plan, recovery, foundation, vaultKeyArn } = this.props;
    const { region } = plan.environment;
    const role = new BackupRole(this, "restore_test_role", {
      plan,
      purpose: "restore-test",
      description: "Restores backups under names of their own to test them",
      statements: restoreStatements({
        plan,
        targets: new Map([...this.byType.keys()].map((type) => [type, [{ region, name: `${RESTORE_TEST_PREFIX}*` }]])),
        regions: [region],
        keyArns: [foundation.keyArns.data, vaultKeyArn],
        keyAliases: [],
      }),
    });
    const testing = new RestoreTesting(this, "restore_testing", {
      plan,
      policy: recovery.backup,
      vaultArn: vault.arn,
      roleArn: role.arn,
      stores: this.byType,
      foundation,
      after: role.ready,
    });
    return new RestoreValidation(this, "restore_validation", {
      plan,
      recovery,
      foundation,
      stores: this.byType,
      restoreTestingPlanArn: testing.planArn,
    });
  }

  private monitoring({ machineArn }: RestoreValidation, copies: CopyVault | null): void {
    const { plan, recovery, incident } = this.props;
    new BackupMonitoring(this, "monitoring", {
      plan,
      recovery,
      incident,
      vaultName: backupVaultName(plan),
      copyVaultName: copies === null ? null : copyVaultName(plan),
      validationMachineArn: machineArn,
    });
  }

  /** After the plans, so that the first evaluation finds them. */
  private rules(vault: BackupVault, plans: BackupPlans): void {
    const { plan, recovery } = this.props;
    if (!plan.security.configRules) return;
    const rules = backupRules({
      plan,
      recovery,
      resources: this.resources,
      snapshotPlanId: plans.snapshotPlanId,
      vaultName: vault.name,
    });
    addRules(this, plan, rules, [...plans.selections, ...vault.ready]);
  }

  private regions(): readonly string[] {
    const { plan, recovery } = this.props;
    return [plan.environment.region, ...(recovery.region === null ? [] : [recovery.region])];
  }
}
