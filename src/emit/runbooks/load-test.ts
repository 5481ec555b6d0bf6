import { type LoadProfile, loadProfile } from "../../model/load-test/load-profile";
import { LOAD_SCRIPT } from "../../model/load-test/load-script";
import { duration, formatDuration } from "../../model/units/duration";
import { documentFile } from "../commands/document-file";
import {
  followLoadTest,
  loadTestJob,
  loadTestMetric,
  loadTestState,
  newestLoadTest,
  newestReport,
  startLoadTest,
  stopLoadTest,
} from "../commands/load-test-commands";
import type { Item } from "../markdown/blocks";
import { type Content, type Inline, inlineCode, link } from "../markdown/inline";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { loadSteps, stateSteps } from "./service-steps";
import { group, see, step } from "./steps";
import { serviceTargets } from "./targets";

export const loadTest: RunbookWriter = (context) => {
  const { plan, region } = context;
  const profile = loadProfile(plan);
  const job = loadTestJob(context);
  if (profile === null || job === null) throw new Error("a plan without a load test has no runbook for it");
  const tested = serviceTargets(context).filter(({ service }) => isTested(profile, service.name));
  return {
    title: "Load test",
    trigger: [
      "Before a launch, after a change of the architecture or of ",
      inlineCode("services[].scaling"),
      ", and when CAPACITY.md rests on assumptions.",
      ...scheduleWords(context),
    ],
    impact: [
      `${sumOf(profile)} requests per second reach ${profile.target} for ${formatDuration(duration(profile.holdSeconds))}, beside those of users.`,
      "Stores, logs and NAT gateways cost what they cost at that load.",
      ...wafWords(context),
    ],
    firstMinutes: [
      step("No deployment, game day or campaign goes on, and whoever is on duty knows."),
      step("Start the test.", startLoadTest(job, region), 'echo "$BUILD"'),
      step("Watch it. It ends by itself, and at once when an objective burns.", followLoadTest(job, region)),
    ],
    diagnosis: [
      group("The test", step("Its state.", newestLoadTest(job, region), loadTestState(region))),
      group("What it asks", ...profile.services.map((one) => step(loadWords(profile, one.name)))),
      group(
        "What came of it",
        step(
          "The newest report: thresholds that were missed, then each service.",
          newestReport(job, "message.txt", region),
        ),
        ...tested.flatMap(({ service }) => metricSteps(context, service.name)),
      ),
      ...tested.map((target) => group(target.service.name, ...loadSteps(target))),
    ],
    decisions: [
      { when: "Users are hurt", act: "Stop the test: the first step of the mitigation" },
      {
        when: "Iterations were dropped, and the service was fast",
        act: [
          "Too few virtual users stood by: raise the service's ",
          inlineCode("capacity.responseTime"),
          ", from which they are reckoned",
        ],
      },
      { when: "A threshold was missed, and copies were at their maximum", act: ["Raise the bounds: ", see("scale")] },
      {
        when: "A threshold was missed, and copies were idle",
        act: ["A store or another service was slow: look at what ", inlineCode("uses"), " names"],
      },
      {
        when: "Every threshold holds",
        act: "Write what was measured into the plan: the second part of the mitigation",
      },
    ],
    mitigation: [
      group(
        "Stop it",
        step("Nothing of the test goes on after this.", newestLoadTest(job, region), stopLoadTest(region)),
      ),
      group(
        "Feed it back into the plan",
        step(
          [
            "What one copy carries at the CPU that scaling keeps to, and how long an answer takes: copy these lines into ",
            inlineCode("services[].capacity"),
            ", and synthesise. ",
            link("CAPACITY.md", "../CAPACITY.md"),
            " then rests on measurements.",
          ],
          newestReport(job, "plan-patch.yaml", region),
        ),
        step(
          "It is requests per copy, times the target CPU by the CPU that was used, over the time in which the load was held. Leave a service out whose CPU was far from its target: the relation is no line over such a distance.",
        ),
      ),
      group(
        "Run it from elsewhere",
        step(
          ["The same script stands in ", link(LOAD_SCRIPT, `../${LOAD_SCRIPT}`), ", for k6 on any machine."],
          `k6 run ${documentFile(plan, LOAD_SCRIPT)}`,
        ),
      ),
    ],
    verification: tested.map((target) => group(target.service.name, ...stateSteps(target))),
    rollback: [
      group("Load test", step("It changes nothing: scaling takes the copies back within a quarter of an hour.")),
    ],
  };
};

function isTested({ services }: LoadProfile, name: string): boolean {
  return services.some((one) => one.name === name);
}

function sumOf({ services }: LoadProfile): number {
  return services.reduce((sum, { rate }) => sum + rate, 0);
}

function loadWords({ rampSeconds, holdSeconds, services }: LoadProfile, name: string): Content {
  const load = services.find((one) => one.name === name);
  if (load === undefined) return "";
  const conditions = [...load.failures.map((one) => `failed requests ${one}`), ...load.durations];
  return [
    inlineCode(name),
    `: ${load.rate} requests/s, reached within ${formatDuration(duration(rampSeconds))} and held for ${formatDuration(duration(holdSeconds))}, at `,
    ...load.paths.flatMap((path, at): Inline[] => (at === 0 ? [inlineCode(path)] : [", ", inlineCode(path)])),
    conditions.length === 0 ? ". It has no objective to meet." : ". It must hold: ",
    ...conditions.flatMap((one, at): Inline[] => (at === 0 ? [inlineCode(one)] : [", ", inlineCode(one)])),
  ];
}

function scheduleWords({ plan }: RunbookContext): readonly Inline[] {
  const schedule = plan.resilience.loadTest === null ? null : plan.resilience.loadTest.schedule;
  return schedule === null
    ? [" It runs when somebody starts it."]
    : [" It also runs by itself: ", inlineCode(schedule.cron), `, ${schedule.timezone}.`];
}

/** What the web ACL makes of a machine that asks so often. */
function wafWords({ plan }: RunbookContext): readonly string[] {
  if (!plan.edge.waf) return [];
  return plan.network.kind === "managed"
    ? [
        "The web ACL does not count requests from the NAT gateways of the plan, so that its limit lets the test through; that is so between tests too, for whatever leaves the network.",
      ]
    : [
        "The web ACL counts requests by address, and the addresses of an existing network are not known: except them from its limit before a test, or most of it is blocked.",
      ];
}

function metricSteps({ plan, region }: RunbookContext, service: string): readonly Item[] {
  return [
    step(
      [inlineCode(service), ": requests per second, test by test."],
      loadTestMetric(plan, "LoadTestRate", service, region),
    ),
    step([inlineCode(service), ": milliseconds at p99."], loadTestMetric(plan, "LoadTestP99", service, region)),
  ];
}
