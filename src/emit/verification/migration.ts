import { replicationStatus, unequalTables } from "../commands/database-migration-commands";
import { transferRuns } from "../commands/transfer-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { linkSteps } from "../runbooks/migration-steps";
import { replicationTargets, transferTargets } from "../runbooks/migration-targets";
import { step } from "../runbooks/steps";

/** The link is up, replications run and are equal, transfers ended well. */
export function migrationStatus(context: EmitContext): readonly Item[] {
  const { region } = context;
  return [
    ...linkSteps(context),
    ...replicationTargets(context).map(({ source, forward }) =>
      step(
        `${source.name}: the replication is running, and the list of unequal tables is empty.`,
        replicationStatus(forward, region),
        unequalTables(forward, region),
      ),
    ),
    ...transferTargets(context).map(({ source, task }) =>
      step(`${source.name}: the last run ended with SUCCESS.`, transferRuns(task, region)),
    ),
  ];
}
