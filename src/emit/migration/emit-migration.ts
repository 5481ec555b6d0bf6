import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { heading } from "../markdown/blocks";
import { renderMarkdown } from "../markdown/render";

/** The documents of a migration: strategy, design, data. None where nothing moves. */
export function emitMigration({ plan }: EmitContext): readonly EmittedDocument[] {
  if (plan.migration === null) return [];
  const document = (path: string, title: string): EmittedDocument => ({
    path,
    text: renderMarkdown([heading(1, `${title}: ${plan.title}, ${plan.environment.name}`)]),
  });
  return [
    document("MIGRATION_STRATEGY.md", "Migration strategy"),
    document("INFRASTRUCTURE_DESIGN.md", "Infrastructure design"),
    document("DATA_MIGRATION_PLAN.md", "Data migration plan"),
  ];
}
