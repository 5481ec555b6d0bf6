import { TERRAFORM_RELEASE } from "../../model/terraform-release";

/*
 * What the jobs run in bash. Names come in as environment variables and never as text of the script: STACK, PLAN_FILE,
 * PLAN_ENVIRONMENT, REFRESH.
 */

/** Characters of a plan in a job's summary: GitHub takes 1 MiB for each step. */
const SUMMARY_CHARACTERS = 900_000;

/** Checkov release that the generated stacks are checked with. */
const CHECKOV = "3.3.30";

function lines(...text: readonly string[]): string {
  return `${text.join("\n")}\n`;
}

/** Exactly what the repository's lock file names. */
export const INSTALL_PACKAGES = lines("npm ci --no-audit --no-fund");

/** `npx --no` never downloads: the opsplan that runs is the one that the repository's lock file names. */
export const SYNTHESIZE = lines('npx --no -- opsplan synth "$PLAN_FILE" --env "$PLAN_ENVIRONMENT" --out cdktf.out');

/** Terraform first on the path, or a failure when the archive is not the one that was pinned. */
export const INSTALL_TERRAFORM = lines(
  'cd "$RUNNER_TEMP"',
  "curl --fail --silent --show-error --location --retry 3 \\",
  `  --output ${TERRAFORM_RELEASE.file} ${TERRAFORM_RELEASE.url}`,
  `echo "${TERRAFORM_RELEASE.checksum}  ${TERRAFORM_RELEASE.file}" | sha256sum --check --quiet`,
  `unzip -q -o -d terraform-release ${TERRAFORM_RELEASE.file} terraform`,
  'echo "$RUNNER_TEMP/terraform-release" >> "$GITHUB_PATH"',
);

/** Validates without a state, and so without an account. */
export const VALIDATE = lines(
  'export TF_PLUGIN_CACHE_DIR="$RUNNER_TEMP/plugins" TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1',
  'mkdir -p "$TF_PLUGIN_CACHE_DIR"',
  "for folder in cdktf.out/stacks/*/; do",
  '  echo "::group::$folder"',
  '  terraform -chdir="$folder" init -backend=false -input=false -no-color > "$RUNNER_TEMP/init.log" \\',
  '    || { cat "$RUNNER_TEMP/init.log"; exit 1; }',
  '  terraform -chdir="$folder" validate -no-color',
  '  echo "::endgroup::"',
  "done",
);

/** Checkov on every stack. Its download would be of rules from a platform that nobody signed in to. */
export function checkov(option: string): readonly string[] {
  return [
    `pipx run --spec checkov==${CHECKOV} checkov --framework terraform_json --skip-download --quiet --compact \\`,
    `  --directory cdktf.out/stacks ${option}`,
  ];
}

/** Checkov reads `.checkov.yaml` of the repository, where the team says what it accepts and why. */
export const CHECK_POLICY = lines(
  "config=()",
  "if [ -f .checkov.yaml ]; then config=(--config-file .checkov.yaml); fi",
  ...checkov(`"\${config[@]}"`),
);

/** Shows the text of `$1` in the summary of the job, below the title `$2`, as it stands. */
const SUMMARY = [
  "summary() {",
  "  {",
  '    echo "<details><summary>$2</summary><pre>"',
  `    head -c ${SUMMARY_CHARACTERS} "$1" | sed 's/&/\\&amp;/g; s/</\\&lt;/g'`,
  '    echo "</pre></details>"',
  '  } >> "$GITHUB_STEP_SUMMARY"',
  "}",
];

/**
 * Plans without a lock, which the role may not write. The text hides what is sensitive, and no saved plan, which would
 * hold it, leaves the job. A stack that reads an output which an earlier stack of the same change makes cannot be planned
 * before that one is applied: this is said, and is no failure.
 */
export const PLAN = lines(
  ...SUMMARY,
  'cd "cdktf.out/stacks/$STACK"',
  "terraform init -input=false -no-color",
  "code=0",
  'terraform plan -input=false -lock=false -no-color -refresh="$REFRESH" -detailed-exitcode \\',
  '  > "$RUNNER_TEMP/$STACK.txt" 2>&1 || code=$?',
  'cat "$RUNNER_TEMP/$STACK.txt"',
  'case "$code" in',
  '  0) summary "$RUNNER_TEMP/$STACK.txt" "$STACK: no changes" ;;',
  '  2) summary "$RUNNER_TEMP/$STACK.txt" "$STACK: changes" ;;',
  "  *)",
  '    summary "$RUNNER_TEMP/$STACK.txt" "$STACK: cannot be planned"',
  "    if grep -q 'data.terraform_remote_state' \"$RUNNER_TEMP/$STACK.txt\"; then",
  '      echo "::warning::$STACK reads what an earlier stack makes: it is planned when that one is applied"',
  "      exit 0",
  "    fi",
  "    exit 1",
  "    ;;",
  "esac",
);

/** Fails when the account has not what the branch says: the bootstrap stack is people's to apply. */
export const EXPECT_BOOTSTRAP = lines(
  'cd "cdktf.out/stacks/$STACK"',
  "terraform init -input=false -no-color",
  "code=0",
  "terraform plan -input=false -lock=false -no-color -detailed-exitcode || code=$?",
  'case "$code" in',
  "  0) ;;",
  '  2) echo "::error::$STACK differs: apply it by hand first, runbooks/deploy.md says how"; exit 1 ;;',
  "  *) exit 1 ;;",
  "esac",
);

/** Saves what would change, and changes exactly that; nothing when nothing would. */
export const APPLY = lines(
  ...SUMMARY,
  'cd "cdktf.out/stacks/$STACK"',
  "terraform init -input=false -no-color",
  "code=0",
  "terraform plan -input=false -no-color -detailed-exitcode -out=change.tfplan || code=$?",
  'case "$code" in',
  '  0) echo "$STACK: no changes" >> "$GITHUB_STEP_SUMMARY" ;;',
  "  2)",
  '    terraform show -no-color change.tfplan > "$RUNNER_TEMP/$STACK.txt"',
  '    summary "$RUNNER_TEMP/$STACK.txt" "$STACK: applied changes"',
  "    terraform apply -input=false -no-color change.tfplan",
  "    ;;",
  "  *) exit 1 ;;",
  "esac",
);

/** Fails where the account differs from the branch; people see it as a failed run of the schedule. */
export const FIND_DRIFT = lines(
  ...SUMMARY,
  'cd "cdktf.out/stacks/$STACK"',
  "terraform init -input=false -no-color",
  "code=0",
  'terraform plan -input=false -lock=false -no-color -refresh="$REFRESH" -detailed-exitcode \\',
  '  > "$RUNNER_TEMP/$STACK.txt" 2>&1 || code=$?',
  'cat "$RUNNER_TEMP/$STACK.txt"',
  'if [ "$code" = 0 ]; then echo "$STACK: no drift" >> "$GITHUB_STEP_SUMMARY"; exit 0; fi',
  'summary "$RUNNER_TEMP/$STACK.txt" "$STACK: drift, or no plan"',
  'echo "::error::$STACK differs from its Terraform, or could not be planned: runbooks/infrastructure-drift.md"',
  "exit 1",
);
