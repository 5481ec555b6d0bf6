import type { HandlesOf } from "../../evidence/evidence";
import type { EmitContext } from "../emit-context";

/** What was generated of AWS Backup, by the names that commands use. */
export interface BackupTargets {
  readonly vaults: readonly HandlesOf<"backup-vault">[];
  /** The vaults in the plan's region, and those elsewhere. */
  readonly home: readonly HandlesOf<"backup-vault">[];
  readonly elsewhere: readonly HandlesOf<"backup-vault">[];
  readonly plans: readonly string[];
  readonly roles: readonly HandlesOf<"backup-role">[];
  readonly testingPlans: readonly string[];
  /** State machines that validate restored backups. */
  readonly machines: readonly string[];
}

export function backupTargets({ index, region }: EmitContext): BackupTargets {
  const vaults = index.byRole("backup-vault").map(({ handles }) => handles);
  return {
    vaults,
    home: vaults.filter((vault) => vault.region === region),
    elsewhere: vaults.filter((vault) => vault.region !== region),
    plans: index.byRole("backup-plan").map(({ handles }) => handles.name),
    roles: index.byRole("backup-role").map(({ handles }) => handles),
    testingPlans: index.byRole("restore-testing-plan").map(({ handles }) => handles.name),
    machines: index.byRole("restore-validation-state-machine").map(({ handles }) => handles.name),
  };
}
