import type { TicketName } from "../../../../model/catalogue/ticket-triggers";
import { WITH_TICKETS } from "./section";
import { installTerraform } from "./terraform-release";

/** Addresses in one ticket: enough to see what happened, few enough to read. */
const ADDRESSES_SHOWN = 20;

/**
 * Plans every stack, in the order in which they apply, against its remote state, which it neither locks nor writes.
 * Exit code 2 of a plan is a difference: of the account from the branch, or of the branch from what was applied last.
 * Addresses only: a plan's values may be secrets.
 */
export function driftCheck(ticket: TicketName): readonly string[] {
  return [
    WITH_TICKETS,
    installTerraform(),
    // Without a lock file, which nobody keeps for generated stacks, each stack would download the provider again.
    'export TF_IN_AUTOMATION=1 TF_PLUGIN_CACHE_DIR="$WORK/plugins" TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1',
    'mkdir -p "$WORK/plugins"',
    "differences() {",
    '  jq -c --arg stack "$1" \'',
    '    [.resource_changes[]? | select(.change.actions != ["no-op"] and .change.actions != ["read"])',
    '      | "\\(.change.actions | join(", ")): \\(.address)"] as $all',
    '    | {subject: $stack, title: "\\($stack) differs from its Terraform", text: (',
    '        if $all == [] then "Only outputs differ."',
    `        else $all[:${ADDRESSES_SHOWN}] + (if ($all | length) > ${ADDRESSES_SHOWN} then ["and \\(($all | length) - ${ADDRESSES_SHOWN}) more"] else [] end)`,
    '          | join("\\n") end)}',
    "  '",
    "}",
    // Of a stack that is applied only when the region is lost, everything would differ until then.
    "stacks=$(jq -er '.stacks[] | select(.cold | not) | .name' \"$DOCUMENTS/evidence.json\")",
    "unable=0",
    "for stack in $stacks; do",
    '  folder="$OUTPUT/stacks/$stack"',
    "  code=0",
    '  terraform "-chdir=$folder" init -input=false -no-color > "$WORK/terraform.log" 2>&1 || code=1',
    '  if [ "$code" = 0 ]; then',
    '    terraform "-chdir=$folder" plan -input=false -lock=false -detailed-exitcode -no-color -out=drift.tfplan \\',
    '      > "$WORK/terraform.log" 2>&1 || code=$?',
    "  fi",
    '  case "$code" in',
    '    0) echo "$stack: no difference" ;;',
    `    2) terraform "-chdir=$folder" show -json drift.tfplan | differences "$stack" | tickets ${ticket} ;;`,
    '    *) echo "$stack: terraform failed"; tail -n 40 "$WORK/terraform.log"; unable=1 ;;',
    "  esac",
    "done",
    'exit "$unable"',
  ];
}
