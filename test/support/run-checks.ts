import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checksBuildspec } from "../../src/constructs/delivery/checks/buildspec/checks-buildspec";
import { OPERATIONAL_CHECKS, type OperationalCheckName } from "../../src/model/catalogue/operational-checks";
import { type BuildResult, runBuildspec } from "./run-buildspec";

const SERVICE_ARN = "arn:aws:ecs:eu-west-1:111122223333:service/shop-production/shop-production-checkout";
const DAY = 86_400;

/** What the checks find in the repository and in the account. */
export interface World {
  readonly checks?: readonly OperationalCheckName[];
  /** Exit code of `terraform plan` by stack; 0 where none is given. */
  readonly plans?: Readonly<Record<string, number>>;
  /** What `terraform show -json` prints of a plan. */
  readonly changes?: readonly { readonly address: string; readonly actions: readonly string[] }[];
  readonly gaps?: unknown;
  /** Runbooks that the plan has. */
  readonly runbooks?: readonly string[];
  /** In the order given; the first one brings the plan file, and is 400 days old unless it says otherwise. */
  readonly commits?: readonly Commit[];
  /** Dedupe keys of the tickets that were opened. */
  readonly opened?: readonly string[];
  readonly findings?: { readonly ecs: string; readonly group: string };
  /** Bodies of programs that behave otherwise than they should. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

export interface Commit {
  readonly daysAgo: number;
  readonly message: string;
  /** Path of a file that it changes. */
  readonly changes?: string;
}

export interface TicketRequest {
  readonly Source: string;
  readonly DetailType: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface ChecksRun extends BuildResult {
  readonly tickets: readonly TicketRequest[];
  /** What programs were called with, a line each. */
  readonly calls: readonly string[];
}

const STACKS = ["shop-production-foundation", "shop-production-services"];

/** Applied only when the region is lost. */
const COLD_STACK = "shop-production-standby";

/** Runs the scheduled checks of a plan `shop` in `production` in a repository and an account made up for it. */
export function runChecks(world: World): ChecksRun {
  const wanted = world.checks ?? OPERATIONAL_CHECKS.map(({ name }) => name);
  const buildspec = checksBuildspec({
    checks: OPERATIONAL_CHECKS.filter(({ name }) => wanted.includes(name)),
    reviewDays: 90,
    compute: [
      { service: "checkout", kind: "ecs-service", arn: SERVICE_ARN },
      { service: "storefront", kind: "auto-scaling-group", name: "shop-production-storefront" },
    ],
    unableTicket: "monitoring_coverage_gap",
  });
  let calls: readonly string[] = [];
  let tickets: readonly TicketRequest[] = [];
  const result = runBuildspec(
    buildspec,
    {
      sources: { "plan.yaml": "kind: Plan\n", ...world.files },
      programs: { ...programs(world), ...world.programs },
      variables: {
        PLAN_NAME: "shop",
        PLAN_ENVIRONMENT: "production",
        PLAN_FILE: "plan.yaml",
        DOCS_FOLDER: "cdktf.out/docs/shop/production",
      },
      prepare: (folder) => {
        commit(folder, world.commits ?? [{ daysAgo: 1, message: "Begin" }]);
        answers(dirname(folder), world);
      },
    },
    (folder) => {
      calls = lines(join(dirname(folder), "calls"));
      tickets = lines(join(dirname(folder), "entries")).flatMap((line) =>
        JSON.parse(line).map(({ Detail, ...entry }: { Detail: string }) => ({ ...entry, detail: JSON.parse(Detail) })),
      );
    },
  );
  return { ...result, calls, tickets };
}

function lines(file: string): readonly string[] {
  return existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];
}

function commit(folder: string, commits: readonly Commit[]): void {
  const git = (date: number, ...args: readonly string[]) => {
    const when = `${Math.floor(Date.now() / 1000) - date} +0000`;
    const env = { PATH: process.env.PATH, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when, HOME: folder };
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    const { status, stderr } = spawnSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8", env });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  };
  git(0, "init", "--quiet");
  for (const { daysAgo, message, changes } of commits) {
    if (changes !== undefined) {
      mkdirSync(dirname(join(folder, changes)), { recursive: true });
      appendFileSync(join(folder, changes), `${message}\n`);
    }
    git(0, "add", "--all");
    git(daysAgo * DAY, "commit", "--quiet", "--allow-empty", "--message", message);
  }
}

/** Files that the stand-in programs print, beside the sources. */
function answers(root: string, world: World): void {
  const { gaps = [], changes = [], opened = [], findings = { ecs: "Optimized", group: "Optimized" } } = world;
  const json = (name: string, value: unknown) => writeFileSync(join(root, name), JSON.stringify(value));
  json("evidence.json", {
    stacks: [...STACKS.map((name) => ({ name, cold: false })), { name: COLD_STACK, cold: true }],
    monitoringCoverage: { gaps },
  });
  json("plan.json", { resource_changes: changes.map(({ address, actions }) => ({ address, change: { actions } })) });
  json("ops-items.json", {
    OpsItemSummaries: opened.map((key, index) => ({
      OpsItemId: `oi-${index}`,
      OperationalData: { "opsplan-dedupe-key": { Value: key, Type: "SearchableString" } },
    })),
  });
  const ecs = [{ finding: findings.ecs, findingReasonCodes: ["CPUOverprovisioned"] }];
  json("ecs.json", { ecsServiceRecommendations: ecs, errors: [] });
  json("group.json", { autoScalingGroupRecommendations: [{ finding: findings.group }], errors: [] });
}

function programs({ plans = {}, runbooks = ["scale"] }: World): Readonly<Record<string, string>> {
  const root = 'root="$CODEBUILD_SRC_DIR/.."';
  const record = 'echo "$(basename "$0") $*" >> "$root/calls"';
  const codes = Object.entries(plans).map(([stack, code]) => `  *stacks/${stack}*) exit ${code} ;;`);
  return {
    npm: [root, record].join("\n"),
    npx: [
      root,
      record,
      'for last; do :; done; docs="$last/docs/shop/production"',
      'mkdir -p "$docs/runbooks"; cp "$root/evidence.json" "$docs/evidence.json"',
      ...runbooks.map((slug) => `echo "# ${slug}" > "$docs/runbooks/${slug}.md"`),
      ...[...STACKS, COLD_STACK].map((stack) => `mkdir -p "$last/stacks/${stack}"`),
    ].join("\n"),
    curl: [root, record].join("\n"),
    sha256sum: "cat > /dev/null",
    unzip: "",
    terraform: [
      root,
      record,
      'case "$*" in',
      '  *" show "*) cat "$root/plan.json"; exit 0 ;;',
      '  *" init "*) exit 0 ;;',
      "esac",
      'case "$1" in',
      ...codes,
      "esac",
    ].join("\n"),
    aws: [
      root,
      record,
      'case "$1 $2" in',
      '  "events put-events") echo "$4" >> "$root/entries"; echo 0 ;;',
      '  "ssm describe-ops-items") cat "$root/ops-items.json" ;;',
      '  "compute-optimizer get-ecs-service-recommendations") cat "$root/ecs.json" ;;',
      '  "compute-optimizer get-auto-scaling-group-recommendations") cat "$root/group.json" ;;',
      '  "autoscaling describe-auto-scaling-groups") echo arn:group ;;',
      "  *) exit 2 ;;",
      "esac",
    ].join("\n"),
  };
}
