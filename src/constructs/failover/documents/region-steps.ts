import type { Runbook } from "../../../model/catalogue/runbooks";
import { dedupeKey } from "../../../model/dedupe-key";
import { runbookLink } from "../../core/runbook-link";
import { call, reference, type Step, waitUntil } from "../../observability/automation/step";
import { CHECK_SECONDS, changeSeconds, SCRIPT_SECONDS, SWITCH_SECONDS } from "../failover-budget";
import {
  domainTells,
  endpointParameterName,
  failoverNamespace,
  MINUTES_METRIC,
  type RegionOperation,
  regionDocumentName,
  SWITCH_METRIC,
  targetsAlarmPrefix,
} from "../failover-names";
import { CHECK_SCRIPT } from "../scripts/check-script";
import { DATABASE_SCRIPT } from "../scripts/database-script";
import { DIAL_SCRIPT } from "../scripts/dial-script";
import { TELL_SCRIPT } from "../scripts/tell-script";
import { VERIFY_SCRIPT } from "../scripts/verify-script";
import { type RegionContext, servedPath, toldByChat } from "./region-context";
import { may, must, patientScript, type RunStep, script, TELL_FAILED } from "./run";

/** The run's own id (Systems Manager user guide, "Automation system variables"). */
const RUN = "{{ automation:EXECUTION_ID }}";

/** A script that calls AWS a few times; SNS and OpsCenter answer in a second. */
const SHORT_SCRIPT_SECONDS = 60;

/** The step that ends a run which has nothing to do. */
const TELL_NOTHING = "tellNothing";

interface Message {
  readonly title: string;
  readonly text: string;
  readonly runbooks: readonly Runbook[];
}

/** Whether to go on, and since when; then the way that this leads to. */
export function checkSteps(
  context: RegionContext,
  operation: RegionOperation,
  parameters: Readonly<Record<"Mode" | "Force", string>>,
): readonly RunStep[] {
  const { plan, switchAlarm } = context;
  const { domain, region } = plan.environment;
  const told = domainTells(plan, context.recovery);
  const check: Step = {
    ...script(
      {
        name: "check",
        description: "No other run is under way, and there is something to do.",
        handler: operation === "fail-over-region" ? "check_fail_over" : "check_fail_back",
        script: CHECK_SCRIPT,
        timeoutSeconds: CHECK_SECONDS,
      },
      {
        ...parameters,
        Run: RUN,
        Documents: (["fail-over-region", "fail-back-region"] as const).map((one) => regionDocumentName(plan, one)),
        SwitchAlarm: switchAlarm ?? "",
        Parameter: told ? endpointParameterName(plan) : "",
        Domain: told ? (domain ?? "") : "",
        Views: plan.edge.hasPublicEndpoint ? targetsAlarmPrefix(plan) : "",
        Path: servedPath(plan),
        Primary: region,
      },
    ),
    outputs: [
      { Name: "Verdict", Selector: "$.Payload.Verdict", Type: "String" },
      { Name: "Started", Selector: "$.Payload.Started", Type: "Integer" },
    ],
  };
  return [must(check)];
}

/** Goes on where the check says so, else ends. */
export function decideStep(next: string): Step {
  return {
    name: "decide",
    description: "Go on, or end without having done anything.",
    action: "aws:branch",
    inputs: {
      Choices: [{ NextStep: next, Variable: reference("check.Verdict"), StringEquals: "go" }],
      Default: TELL_NOTHING,
    },
  };
}

/** Somebody agrees; none where the plan asks nobody. */
export function gate(context: RegionContext, title: string): readonly RunStep[] {
  const { approval } = context.recovery;
  if (approval === null) return [];
  const { region } = context.recovery;
  const ask = tell(context, "askApproval", "Ask whoever may agree.", {
    title: `${title}: approval needed`,
    text:
      `An approver has ${approval.timeout.seconds / 60} minutes: aws ssm send-automation-signal --region ${region} ` +
      `--automation-execution-id ${RUN} --signal-type Approve`,
    runbooks: ["region-failure"],
  });
  const approve: Step = {
    name: "approve",
    description: "Wait until one of the approvers agrees. Without an answer in time, nothing is done.",
    action: "aws:approve",
    timeoutSeconds: approval.timeout.seconds,
    // No topic: Automation writes only to topics whose names begin with its own, and the step before has asked.
    inputs: { Message: title, MinRequiredApprovals: 1, Approvers: [...approval.approvers] },
  };
  return [may(ask), must(approve)];
}

/** A message in the course of a run. */
export function tell(context: RegionContext, name: string, description: string, message: Message): Step {
  return script(
    { name, description, handler: "tell", script: TELL_SCRIPT, timeoutSeconds: SHORT_SCRIPT_SECONDS },
    messagePayload(context, message),
  );
}

function messagePayload(context: RegionContext, { title, text, runbooks }: Message) {
  const { plan } = context;
  return {
    Topic: context.topicArn,
    Chat: toldByChat(plan, "critical") ? "yes" : "no",
    Title: `${plan.name} ${plan.environment.name}: ${title}`,
    Text: `${text} Run ${RUN} in ${context.recovery.region}.`,
    Links: runbooks.map((runbook) => `Runbook: ${runbookLink(plan, runbook)}`).join("\n"),
  };
}

/** Says at the end how long it took. */
export function reportStep(context: RegionContext, operation: RegionOperation, message: Message): Step {
  return {
    ...script(
      {
        name: "report",
        description: "Tell people that it is done, and record how long it took.",
        handler: "report",
        script: TELL_SCRIPT,
        timeoutSeconds: SHORT_SCRIPT_SECONDS,
      },
      {
        ...messagePayload(context, message),
        Started: reference("check.Started"),
        Namespace: failoverNamespace(context.plan),
        Metric: MINUTES_METRIC,
        Operation: operation,
      },
    ),
    outputs: [{ Name: "Minutes", Selector: "$.Payload.Minutes", Type: "String" }],
  };
}

/** How runs end by the side: with nothing to do, or stopped. */
export function sideEnds(context: RegionContext, title: string): readonly Step[] {
  return [
    {
      ...tell(context, TELL_NOTHING, "Say why nothing is done.", {
        title: `${title}: nothing was done`,
        text: `The check says: ${reference("check.Verdict")}. A person can go on with Force=yes.`,
        runbooks: ["region-failure"],
      }),
      isEnd: true,
    },
    {
      ...tell(context, TELL_FAILED, "Say that the run has stopped.", {
        title: `${title}: the run has STOPPED`,
        text: "A step failed, timed out or was refused. What was done stays; a new run goes on from there.",
        runbooks: ["region-failure"],
      }),
      isEnd: true,
    },
  ];
}

/** The incident's record in the recovery region: OpsCenter of the plan's own may be lost. One while it is open. */
export function openTicket(context: RegionContext): RunStep {
  const { plan, recovery } = context;
  const { name, environment } = plan;
  const dedup = JSON.stringify({ dedupString: dedupeKey(plan, "alarm", "fail-over-region") });
  return may(
    call(
      { name: "openTicket", description: "Open the incident's ticket; one that is open already is enough." },
      {
        service: "ssm",
        operation: "CreateOpsItem",
        parameters: {
          Title: `${name} ${environment.name}: failing over from ${environment.region} to ${recovery.region}`,
          Description: `Run ${RUN}. Runbook: ${runbookLink(plan, "region-failure")}`,
          Source: "opsplan",
          Category: "Availability",
          Severity: "1",
          Priority: 1,
          OperationalData: { "/aws/dedup": { Type: "SearchableString", Value: dedup } },
          Tags: [
            { Key: "plan", Value: name },
            { Key: "environment", Value: environment.name },
          ],
        },
      },
    ),
  );
}

/** Begins to make clusters the writers; none without a global database. */
export function promote(clusters: readonly string[], mode: string): readonly RunStep[] {
  if (clusters.length === 0) return [];
  return [
    must(
      script(
        {
          name: "promote",
          description: "Let the databases write in the other region, unless they do already.",
          handler: "promote",
          script: DATABASE_SCRIPT,
          timeoutSeconds: changeSeconds(clusters.length),
        },
        { ...named(clusters), Mode: mode },
      ),
    ),
  ];
}

/** Members of global databases by their names: all stand in one region of one account. */
function named(clusters: readonly string[]) {
  const [first = ""] = clusters;
  const prefix = first.slice(0, first.lastIndexOf(":") + 1);
  return { Prefix: prefix, Clusters: clusters.map((cluster) => cluster.slice(prefix.length)) };
}

export function awaitWriters(clusters: readonly string[], seconds: number): readonly RunStep[] {
  if (clusters.length === 0) return [];
  return [
    must(
      patientScript(
        {
          name: "awaitWriters",
          description: "Wait until the databases are available and write there.",
          handler: "await_writers",
          script: DATABASE_SCRIPT,
          timeoutSeconds: seconds,
        },
        named(clusters),
      ),
    ),
  ];
}

/** Moves requests to a region: by the switch, or by the dial of Global Accelerator; nothing where nothing is public. */
export function moveTraffic(context: RegionContext, to: "recovery" | "primary"): readonly RunStep[] {
  const { plan, recovery, switchAlarm } = context;
  if (recovery.traffic === "global-accelerator") return [dial(context, to)];
  if (switchAlarm === null) return [];
  const put = (name: string, description: string) =>
    must(
      call(
        { name, description },
        {
          service: "cloudwatch",
          operation: "PutMetricData",
          parameters: {
            Namespace: failoverNamespace(plan),
            MetricData: [{ MetricName: SWITCH_METRIC, Value: to === "recovery" ? 1 : 0, Unit: "None" }],
          },
        },
      ),
    );
  return [
    put("moveSwitch", `Turn the switch: requests go to the ${to} region.`),
    must(
      waitUntil(
        { name: "awaitSwitch", description: "Wait until the alarm of the switch follows." },
        {
          of: { service: "cloudwatch", operation: "DescribeAlarms", parameters: { AlarmNames: [switchAlarm] } },
          at: "$.MetricAlarms[0].StateValue",
        },
        [to === "recovery" ? "ALARM" : "OK"],
        SWITCH_SECONDS,
      ),
    ),
    put("moveSwitchAgain", "A second data point, should Route 53 have missed the first."),
  ];
}

/**
 * Empties the primary region, or fills it again. Good to have: Global Accelerator leaves endpoints alone that are not
 * healthy, but one that half works would keep its requests.
 */
function dial({ plan }: RegionContext, to: "recovery" | "primary"): RunStep {
  const { name, environment } = plan;
  const step = script(
    {
      name: "moveDial",
      description: to === "recovery" ? "Send the primary region no requests." : "Send the primary region its share.",
      handler: "dial",
      script: DIAL_SCRIPT,
      timeoutSeconds: SHORT_SCRIPT_SECONDS,
    },
    {
      Plan: name,
      Environment: environment.name,
      Region: environment.region,
      Percent: to === "recovery" ? "0" : "100",
    },
  );
  return to === "recovery" ? may(step) : must(step);
}

/** The public domain answers; none without one. */
export function verify({ plan }: RegionContext, seconds: number): readonly RunStep[] {
  const { domain } = plan.environment;
  if (!plan.edge.hasPublicEndpoint || domain === null) return [];
  return [
    must(
      patientScript(
        {
          name: "verify",
          description: "The public domain answers, three times in a row.",
          handler: "verify",
          script: VERIFY_SCRIPT,
          timeoutSeconds: Math.min(seconds, SCRIPT_SECONDS),
        },
        { Domain: domain, Path: servedPath(plan) },
      ),
    ),
  ];
}
