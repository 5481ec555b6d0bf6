#!/usr/bin/env bash
# Runs the commands that runbooks/deploy.md gives for the bootstrap stack, as they stand there, with the real Terraform.
# The stack is replaced by one that needs no provider and whose own backend is a local file, so that no account is needed:
# what is shown is that the commands apply beside the stack, move its state into its backend, and leave nothing behind.
#
# usage: bootstrap-migration.sh <output folder of opsplan synth> <plan> <environment>
set -euo pipefail
output=$(cd "$1" && pwd)
stack="$2-$3-bootstrap"
runbook="$output/docs/$2/$3/runbooks/deploy.md"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "cdktf.out/stacks/$stack"
cat > "cdktf.out/stacks/$stack/cdk.tf.json" <<'JSON'
{"terraform": {"backend": {"local": {"path": "../../../moved.tfstate"}}}, "resource": {"terraform_data": {"bucket": {"input": "made"}}}}
JSON

# The three steps are the first code blocks below the heading of the first apply.
awk -v folder="$work" '
  /^### The first apply/ { inside = 1 }
  inside && /^ *```bash$/ { block++; writing = 1; next }
  writing && /^ *```$/ { writing = 0 }
  writing && block <= 3 { sub(/^ +/, ""); print > (folder "/step-" block ".sh") }
' "$runbook"

bash -euo pipefail step-1.sh
[ -s "cdktf.out/stacks/$stack/terraform.tfstate" ]
[ ! -e moved.tfstate ]
bash -euo pipefail step-2.sh | tee listed.txt
grep -qx 'terraform_data.bucket' listed.txt
grep -q '"made"' moved.tfstate
bash -euo pipefail step-3.sh
ls "cdktf.out/stacks/$stack"
[ "$(ls "cdktf.out/stacks/$stack")" = "cdk.tf.json" ]
# From now on the stack is one like the others: nothing differs.
terraform -chdir="cdktf.out/stacks/$stack" plan -input=false -detailed-exitcode
echo "the bootstrap's state has moved"
