import { runbookPath } from "../../model/catalogue/runbooks";
import { isLive } from "../../model/recovery";
import { askFromOutside } from "../commands/edge-commands";
import {
  followRun,
  globalWriters,
  regionFailoverOf,
  startFailBack,
  startFailOver,
} from "../commands/region-failover-commands";
import { backupVaults, recoveryPoints, restoreLengths } from "../commands/restore-commands";
import { terraformDrift } from "../commands/terraform-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { step } from "../runbooks/steps";

/** An exercise of the recovery that the plan has: planned where both regions stand, beside what serves elsewhere. */
export function recoveryExercise(context: EmitContext): readonly Item[] {
  const { plan } = context;
  if (plan.recovery === null) return [];
  return [
    step("Pick a quiet hour, tell everybody, and name somebody who writes down when each step begins and ends."),
    ...(plan.recovery.region === null || !isLive(plan.recovery.pattern) ? restored(context) : failedOver(context)),
    step([
      "Write the lengths into ",
      inlineCode("recovery.measured"),
      ", synthesise, and read the margin in ",
      link("RECOVERY.md", "RECOVERY.md"),
      ". What hindered becomes tickets.",
    ]),
  ];
}

function failedOver(context: EmitContext): readonly Item[] {
  const documents = regionFailoverOf(context);
  if (documents === null) return [];
  const { plan } = context;
  const { region } = documents.failOver;
  const asked =
    plan.edge.hasPublicEndpoint && plan.environment.domain !== null
      ? [step("Users are served: the domain answers.", askFromOutside(plan.environment.domain, "/"))]
      : [];
  return [
    step(
      "Fail over, planned: both regions are well, so nothing is lost. Each step has its time.",
      startFailOver(documents, "planned"),
      followRun(region),
    ),
    ...globalWriters(documents).map((command) => step(`The writer stands in ${region}.`, command)),
    ...asked,
    step("Serve from there for an hour, under real load, and look at the alarms."),
    step("Fail back.", startFailBack(documents), followRun(region)),
    ...asked,
  ];
}

/** Nothing stands by: what can be shown beforehand is that backups are there, restore, and that the stack still plans. */
function restored(context: EmitContext): readonly Item[] {
  const { evidence, region } = context;
  const vaults = backupVaults(context);
  const cold = evidence.stacks.filter((stack) => stack.cold);
  return [
    ...[vaults.here, vaults.there].flatMap((vault) =>
      vault === null
        ? []
        : [step(`The newest backups in ${vault.region} are as old as the interval allows.`, recoveryPoints(vault))],
    ),
    ...(vaults.here === null ? [] : [step("How long restores took, tests included.", restoreLengths(region))]),
    ...cold.map(({ name }) =>
      step(
        [
          "The stack ",
          inlineCode(name),
          " still plans: the last command ends with exit code 2, and plans to create only.",
        ],
        terraformDrift(name),
      ),
    ),
    step([
      "Restore one store beside itself, as ",
      link("restore.md", runbookPath("restore")),
      " says, up to the step before it takes over. Let whoever knows the data check it, then delete the copy.",
    ]),
    ...(cold.length === 0
      ? []
      : [
          step([
            "Once a year all of it: in an account of its own for exercises, follow ",
            link("fail-over.md", runbookPath("fail-over")),
            " to its end, then destroy what was built.",
          ]),
        ]),
  ];
}
