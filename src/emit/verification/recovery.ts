import { restoreAllowance } from "../../model/restore-allowance";
import { formatDuration } from "../../model/units/duration";
import { latestRestoreTests, newestBackups, restoreTestSchedule, vaultProtection } from "../commands/backup-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { backupTargets } from "../runbooks/backup-targets";
import { step } from "../runbooks/steps";

/** Backups are there and protected, and restores of them were validated. */
export function restoreTests(context: EmitContext): readonly Item[] {
  const { plan, region } = context;
  const { recovery } = plan;
  const { vaults, testingPlans } = backupTargets(context);
  if (recovery === null) return [];
  const { backup } = recovery;
  const locked = backup.vaultLock === "none" ? "it has no lock, as the plan says" : "it is locked";
  return [
    ...vaults.flatMap(({ name, region: there }) => [
      step(
        ["Every store has a backup in ", inlineCode(name), ` of the last ${2 * backup.intervalHours} hours.`],
        newestBackups(name, there),
      ),
      step([inlineCode(name), ` lets nobody delete backups, and ${locked}.`], vaultProtection(name, there)),
    ]),
    ...testingPlans.flatMap((name) => [
      step(
        [
          "The newest test of each type is COMPLETED and SUCCESSFUL, within ",
          formatDuration(restoreAllowance(recovery)),
          ".",
        ],
        latestRestoreTests(name, region),
      ),
      step(["Tests of ", inlineCode(name), " run on their schedule."], restoreTestSchedule(name, region)),
    ]),
  ];
}
