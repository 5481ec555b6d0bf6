import { LOAD_SCRIPT } from "../../../model/load-test/load-script";

/**
 * A release of k6 with the checksum from its own list. The binary rather than the image: an image would need Docker's
 * daemon, and with it a privileged build.
 */
export const K6_VERSION = "v1.3.0";
const K6_SHA256 = "84d26fc1f7bc03e02f2e016b3b1b20c032e05dfe461fca82de4e3a6ebe72ddbd";

/** Seconds between two looks at the alarms; they change once a minute. */
const LOOK_SECONDS = 20;

/** Seconds until metrics of the last minute are there. Container Insights is the slowest, with some two minutes. */
const SETTLE_SECONDS = 180;

/**
 * The test from its start to its report, for bash. Reads `SCRIPTS` (`s3://bucket/prefix`, with k6.js, report.mjs,
 * settings.json, queries.json and alarms.txt), `RESULTS` (`s3://bucket/prefix`), `NAMESPACE`, `TOPIC`, `CHAT`, `TITLE` and
 * `RAMP_SECONDS`. No brace follows a dollar sign: Terraform would read it.
 */
export const RUN_SCRIPT = `#!/bin/bash
set -euo pipefail
told=""

# Mail, or Amazon Q Developer's schema for custom notifications, since chat shows nothing else.
tell() {
  if [ "$CHAT" = yes ]; then
    text="$(jq --null-input --arg title "$TITLE: $1" --arg text "$2" \\
      '{version: "1.0", source: "custom", content: {textType: "client-markdown", title: $title, description: $text}}')"
  else
    text="$2"
  fi
  aws sns publish --topic-arn "$TOPIC" --subject "$(cut --characters 1-100 <<<"$TITLE: $1")" --message "$text" >/dev/null
}
finish() {
  [ -n "$told" ] || tell "the load test broke off" "It left no report. Log: $CODEBUILD_BUILD_URL"
}
trap finish EXIT

aws s3 cp --recursive --only-show-errors "$SCRIPTS" .
curl --fail --silent --show-error --location --retry 3 --output k6.tar.gz \\
  https://github.com/grafana/k6/releases/download/${K6_VERSION}/k6-${K6_VERSION}-linux-amd64.tar.gz
echo "${K6_SHA256}  k6.tar.gz" | sha256sum --check
tar --extract --gzip --strip-components 1 --file k6.tar.gz
ulimit -n "$(ulimit -Hn)"

mkdir -p results
cp ${basename(LOAD_SCRIPT)} results/
tell "a load test begins" "Stop it: aws codebuild stop-build --id $CODEBUILD_BUILD_ID"
started="$(date +%s)"
./k6 run --quiet --env SUMMARY=results/summary.json ${basename(LOAD_SCRIPT)} &
k6=$!

# Users come first: the fastest alarm on an objective of a tested service ends the test.
stopped=""
while kill -0 "$k6" 2>/dev/null; do
  sleep ${LOOK_SECONDS}
  firing="$(xargs --no-run-if-empty aws cloudwatch describe-alarms --state-value ALARM \\
    --query 'MetricAlarms[].AlarmName' --output text --alarm-names <alarms.txt)" || firing="alarms that cannot be read"
  if [ -n "$firing" ] && [ -z "$stopped" ]; then
    stopped="$firing"
    # Shells start what runs beside them deaf to INT; k6 sums up after TERM as well.
    kill -TERM "$k6" || true
  fi
done
status=0
wait "$k6" || status=$?
ended="$(date +%s)"
[ -z "$stopped" ] || echo "Stopped by: $stopped"

sleep ${SETTLE_SECONDS}
aws cloudwatch get-metric-data --start-time "$((started + RAMP_SECONDS))" --end-time "$((ended + 60))" \\
  --metric-data-queries file://queries.json --output json >results/metrics.json
passed=0
node report.mjs results/summary.json results/metrics.json settings.json results "$status" || passed=$?
[ -z "$stopped" ] || echo "Stopped by: $stopped" >>results/message.txt
aws cloudwatch put-metric-data --namespace "$NAMESPACE" --metric-data file://results/metric-data.json
to="$RESULTS/$(date --utc --date "@$started" +%Y-%m-%dT%H-%M-%SZ)"
aws s3 cp --recursive --only-show-errors results "$to"
aws s3 cp --recursive --only-show-errors results "$RESULTS/latest"
cat results/message.txt
echo "For the plan, unless the numbers look wrong:"
cat results/plan-patch.yaml
tell "the load test is over" "$(cat results/message.txt)
Report: $to"
told=yes
[ "$passed" -eq 0 ] && [ -z "$stopped" ]
`;

function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
