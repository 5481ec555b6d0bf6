import type { OperationalCheck, OperationalCheckName } from "../../../../model/catalogue/operational-checks";
import type { TicketName } from "../../../../model/catalogue/ticket-triggers";
import { type Buildspec, script } from "../../buildspec/buildspec";
import { coverageCheck } from "./coverage-check";
import { driftCheck } from "./drift-check";
import { type OptimizedCompute, optimizerCheck } from "./optimizer-check";
import { recurringCheck } from "./recurring-check";
import { runbookCheck } from "./runbook-check";
import { section, WITH_TICKETS } from "./section";
import { synthesisSection } from "./synthesis-section";
import { ticketFunction } from "./ticket-function";

/** opsplan needs Node 20.19 or newer. */
const NODE_VERSION = 20;

export interface ChecksBuildspecProps {
  /** In the order in which they run. */
  readonly checks: readonly (OperationalCheck & { readonly name: OperationalCheckName })[];
  /** Days after which a runbook is due for review. */
  readonly reviewDays: number;
  readonly compute: readonly OptimizedCompute[];
  /** Ticket that says that a check could not run; null when the plan switches it off. */
  readonly unableTicket: TicketName | null;
}

/**
 * The scheduled checks. What they find becomes tickets; the build itself fails when one of them could not run, and only
 * then, after all of them had their turn. Needs the variables that `section.ts` lists.
 */
export function checksBuildspec(props: ChecksBuildspecProps): Buildspec {
  return {
    phases: {
      install: { "runtime-versions": { nodejs: NODE_VERSION } },
      pre_build: { commands: [prepare(), ticketFunction()] },
      build: {
        commands: [
          synthesisSection(),
          ...props.checks.map((check) => section(check.name, check.words, lines(check, props))),
          ...verdict(props),
        ],
      },
    },
  };
}

function prepare(): string {
  return script(
    "export WORK=$(mktemp -d)",
    'export OUTPUT="$WORK/output" DOCUMENTS="$WORK/output/docs/$PLAN_NAME/$PLAN_ENVIRONMENT"',
    ': > "$WORK/unable"',
  );
}

function lines(
  { name, ticket }: ChecksBuildspecProps["checks"][number],
  { reviewDays, compute }: ChecksBuildspecProps,
): readonly string[] {
  switch (name) {
    case "infrastructure-drift":
      return driftCheck(ticket);
    case "monitoring-coverage":
      return coverageCheck(ticket);
    case "runbook-age":
      return runbookCheck(ticket, reviewDays);
    case "recurring-tickets":
      return recurringCheck(ticket);
    case "compute-optimizer":
      return optimizerCheck(ticket, compute);
  }
}

/** A check that cannot run is a gap in monitoring itself, and nobody reads the log of a nightly build. */
function verdict({ unableTicket }: ChecksBuildspecProps): readonly string[] {
  return [
    ...(unableTicket === null
      ? []
      : [
          section("unable", "checks that could not run", [
            WITH_TICKETS,
            'if [ ! -s "$WORK/unable" ]; then echo none; exit 0; fi',
            "jq -cRs '{",
            '  subject: "operational-checks", title: "scheduled checks could not run",',
            '  text: "\\(split("\\n") | map(select(. != "")) | join(", ")): see the log of CodeBuild project \\(env.PLAN_NAME)-\\(env.PLAN_ENVIRONMENT)-checks."',
            `}' "$WORK/unable" | tickets ${unableTicket}`,
          ]),
        ]),
    script(
      'if [ -s "$WORK/unable" ]; then',
      '  echo "could not run: $(paste -s -d " " "$WORK/unable")"',
      "  exit 1",
      "fi",
    ),
  ];
}
