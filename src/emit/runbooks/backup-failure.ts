import { backedUpStores, backupTypes, crossAccountVaultAccount } from "../../model/backed-up-stores";
import { counted } from "../../model/counted";
import { restoreAllowance } from "../../model/restore-allowance";
import { formatDuration } from "../../model/units/duration";
import {
  backUpNow,
  backupSettings,
  copyNow,
  latestRestoreTests,
  manageTables,
  newestBackups,
  planRules,
  restoreTestSchedule,
  roleArn,
  rolePolicy,
  unfinishedBackups,
  unfinishedCopies,
  vaultArn,
  vaultProtection,
} from "../commands/backup-commands";
import { failedExecutions, newestFailure } from "../commands/state-machine-commands";
import { codeList, inlineCode } from "../markdown/inline";
import { backupTargets } from "./backup-targets";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";

export const backupFailure: RunbookWriter = (context) => {
  const { plan, region, account } = context;
  const { vaults, home } = backupTargets(context);
  return {
    title: "Backup failure",
    trigger:
      "A backup or its copy failed or is overdue, or a restore test failed: at its restore, or at the validation of what was restored.",
    impact: [
      [
        "The stores ",
        ...codeList(
          backedUpStores(plan).map(({ name }) => name),
          "none",
        ),
        " can be restored to an older state than the recovery point objective allows, or not in time.",
      ],
      "Users notice nothing, until a restore is needed.",
    ],
    firstMinutes: home.flatMap(({ name }) => [
      step("Backups that did not end well, and why.", unfinishedBackups(name, region)),
      step("Copies that did not end well, and why.", unfinishedCopies(vaultArn(name, region, account), region)),
    ]),
    diagnosis: [
      ...vaults.map((vault) =>
        group(
          `Vault ${vault.name} in ${vault.region}`,
          step("The newest backups in it.", newestBackups(vault.name, vault.region)),
          step("Is it locked, and does its policy keep backups?", vaultProtection(vault.name, vault.region)),
          step("Does AWS Backup take these types here?", backupSettings(vault.region)),
        ),
      ),
      ...planGroups(context),
      ...restoreGroups(context),
    ],
    decisions: decisions(context),
    mitigation: mitigation(context),
    verification: [
      ...vaults.map((vault) =>
        group(
          `Vault ${vault.name} in ${vault.region}`,
          step("Every store has a COMPLETED backup of the last interval.", newestBackups(vault.name, vault.region)),
        ),
      ),
      ...restoreTestGroup(context, "The last test of each type is SUCCESSFUL."),
    ],
    rollback: [
      group(
        "Nothing was changed",
        step("Backups taken by hand expire by themselves; the vault lets nobody delete them."),
      ),
    ],
  };
};

function planGroups(context: RunbookContext): readonly StepGroup[] {
  const { region } = context;
  const { plans, roles } = backupTargets(context);
  return groupIfAny("Plans and roles", [
    ...plans.map((name) =>
      step(["Schedule, windows, copies and selection of ", inlineCode(name), "."], planRules(name, region)),
    ),
    ...roles.map(({ name, purpose }) =>
      step(["What ", inlineCode(name), " may do, for the purpose ", purpose, "."], rolePolicy(name, purpose)),
    ),
  ]);
}

function restoreGroups(context: RunbookContext): readonly StepGroup[] {
  const { region, account } = context;
  const { machines } = backupTargets(context);
  const place = { region, account };
  return [
    ...restoreTestGroup(context, "The latest restore tests: the restore's own end, then that of its validation."),
    ...machines.map((name) =>
      group(
        `Validation by ${name}`,
        step("Validations that failed.", failedExecutions(name, place)),
        step("Why the newest failed.", newestFailure(name, place)),
      ),
    ),
  ];
}

function restoreTestGroup(context: RunbookContext, words: string): readonly StepGroup[] {
  const { region } = context;
  const { testingPlans } = backupTargets(context);
  return testingPlans.map((name) =>
    group(
      `Restore testing plan ${name}`,
      step(words, latestRestoreTests(name, region)),
      step("When the next one begins; none can be started by hand.", restoreTestSchedule(name, region)),
    ),
  );
}

function decisions({ plan }: RunbookContext): readonly Decision[] {
  const { recovery } = plan;
  const allowed = recovery === null ? "the time allowed" : formatDuration(restoreAllowance(recovery));
  const intervals = recovery === null ? "two intervals" : counted(2 * recovery.backup.intervalHours, "hour");
  return [
    {
      when: `The recovery stack was applied less than ${intervals} ago`,
      act: "Wait for the first backups: until then there is nothing to find",
    },
    {
      when: "The message speaks of access denied, or of a key",
      act: ["The role, the vault's policy or the key is not what was generated: ", see("infrastructure-drift")],
    },
    {
      when: "EXPIRED",
      act: "The job did not begin within its start window, or did not end within its completion window: back the store up now, and lengthen the interval in the plan if it comes again and the objective allows it",
    },
    ...(backupTypes(plan).includes("DynamoDB")
      ? [
          {
            when: "A copy of a table failed, and the settings say DynamoDB: false",
            act: "Whoever owns the account's baseline turns them on in both regions, by the commands below",
          },
        ]
      : []),
    ...(crossAccountVaultAccount(plan) === null
      ? []
      : [
          {
            when: "A copy to another account failed",
            act: "That account's vault must let this one copy into it, and the organisation must allow backups across accounts: ask its owner",
          },
        ]),
    {
      when: `A restore took longer than ${allowed}`,
      act: "The recovery time objective is not met: tell its owner today, and choose in the plan between a longer objective and a pattern that does not wait for a restore",
    },
    {
      when: "What was restored is empty, not encrypted, or not available",
      act: [
        "Back the store up now and restore that backup: ",
        see("restore"),
        ". If that fails too, run it as critical: ",
        see("incident"),
      ],
    },
    {
      when: "Somebody deleted backups, or changed a vault",
      act: ["Treat it as an attack: ", see("security-finding")],
    },
  ];
}

function mitigation(context: RunbookContext): readonly StepGroup[] {
  const { plan, region, account } = context;
  const { vaults, home, elsewhere, roles } = backupTargets(context);
  const role = roles.find(({ purpose }) => purpose === "backup");
  if (plan.recovery === null || role === undefined) return [];
  const { retentionDays, crossAccountVaultArn } = plan.recovery.backup;
  const arn = roleArn(role.name, account);
  const destinations = [
    ...elsewhere.map((vault) => vaultArn(vault.name, vault.region, account)),
    ...(crossAccountVaultArn === null ? [] : [crossAccountVaultArn]),
  ];
  const settings = backupTypes(plan).includes("DynamoDB")
    ? vaults.map((vault) => step(["In ", inlineCode(vault.region), "."], manageTables(vault.region)))
    : [];
  const byHand = home.map(({ name }) =>
    group(
      `Vault ${name}`,
      step("Back a store up now.", backUpNow(name, arn, retentionDays, region)),
      ...destinations.map((destination) =>
        step(
          ["Copy a backup to ", inlineCode(destination), ", once it is COMPLETED."],
          copyNow(name, destination, arn, retentionDays, region),
        ),
      ),
    ),
  );
  return [...byHand, ...groupIfAny("Settings of the account for DynamoDB", settings)];
}
