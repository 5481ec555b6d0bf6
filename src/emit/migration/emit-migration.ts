import type { Migration } from "../../model/plan";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading } from "../markdown/blocks";
import { renderMarkdown } from "../markdown/render";
import { dataMigrationPlan } from "./data-migration-plan";
import { infrastructureDesign } from "./infrastructure-design";
import { migrationStrategy } from "./migration-strategy";

type Writer = (context: EmitContext, migration: Migration) => readonly Block[];

const WRITERS: readonly (readonly [string, string, Writer])[] = [
  ["MIGRATION_STRATEGY.md", "Migration strategy", migrationStrategy],
  ["INFRASTRUCTURE_DESIGN.md", "Infrastructure design", infrastructureDesign],
  ["DATA_MIGRATION_PLAN.md", "Data migration plan", dataMigrationPlan],
];

/** The documents of a migration: strategy, design, data. None where nothing moves. */
export function emitMigration(context: EmitContext): readonly EmittedDocument[] {
  const { plan } = context;
  const { migration } = plan;
  if (migration === null) return [];
  return WRITERS.map(([path, title, write]) => ({
    path,
    text: renderMarkdown([
      heading(1, `${title}: ${plan.title}, ${plan.environment.name}`),
      ...write(context, migration),
    ]),
  }));
}
