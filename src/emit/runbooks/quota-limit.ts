import { figure } from "../../model/capacity/figures";
import { type QuotaDemand, quotaDemands } from "../../model/capacity/quota-needs";
import { quotaRegions } from "../../model/capacity/quota-requests";
import { QUOTA_ALARM_PERCENT } from "../../model/capacity/quotas";
import { stackName } from "../../model/plan";
import { quotaHistory, quotaUse, quotaValue, requestQuota } from "../commands/quota-commands";
import { terraformApply } from "../commands/terraform-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { dashboardSteps } from "./capacity-dashboard";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";

/** How much more than it has an account asks for whose target is met: the same again. Judgement. */
const GROWTH = 2;

export const quotaLimit: RunbookWriter = (context) => {
  const { plan } = context;
  const demands = quotaDemands(plan);
  return {
    title: "Quota limit",
    trigger: `The account uses ${QUOTA_ALARM_PERCENT} % of a quota of AWS in its region, or will soon.`,
    impact: [
      "None yet.",
      "At the quota AWS refuses: tasks and instances do not start, targets are not registered, and scaling stops where the users are.",
    ],
    firstMinutes: [
      ...dashboardSteps(context),
      ...demands
        .filter(({ quota }) => quota.usage !== null)
        .map((demand) => step(`How much of ${demand.quota.name} is used?`, ...useOf(demand, context))),
    ],
    diagnosis: demands.map((demand) => group(titleOf(demand), ...diagnosis(demand, context))),
    decisions: [
      { when: "A request is PENDING or CASE_OPENED", act: "Wait for it; a second one is refused meanwhile" },
      { when: "Something else in the account uses it", act: "Stop that, or ask for more for both" },
      {
        when: "A load test or a deployment used it for minutes",
        act: "Let it pass, and ask for more all the same: the next peak will not be one of choice",
      },
      { when: "AWS does not raise it", act: "Fewer and larger tasks, or another account or region" },
      { when: "Users are hurt now", act: ["Make room first: ", see("scale")] },
    ],
    mitigation: demands.map((demand) => group(titleOf(demand), ...mitigation(demand, context))),
    verification: demands.map((demand) =>
      group(
        titleOf(demand),
        step("The quota is what was asked for.", ...inRegions(context, (region) => quotaValue(demand.quota, region))),
      ),
    ),
    rollback: [group("A quota that was raised", step("It costs nothing: leave it."))],
  };
};

function titleOf({ quota }: QuotaDemand): string {
  return `${quota.name}, ${quota.quotaCode}`;
}

function useOf({ quota }: QuotaDemand, { region }: RunbookContext): readonly string[] {
  const use = quotaUse(quota, region);
  return use === null ? [] : [use];
}

function diagnosis({ quota, needed, granted, arithmetic }: QuotaDemand, context: RunbookContext): readonly Item[] {
  return [
    step(
      `The target needs ${figure(needed)} ${quota.unit} (${arithmetic}); the plan counts on ${figure(granted)}. What does the account have?`,
      ...inRegions(context, (region) => quotaValue(quota, region)),
    ),
    step("What was asked for, and what became of it.", ...inRegions(context, (region) => quotaHistory(quota, region))),
  ];
}

function mitigation({ quota, needed, granted, isShort }: QuotaDemand, context: RunbookContext): readonly Item[] {
  const { plan } = context;
  if (!quota.adjustable) {
    return [
      step("AWS raises it for nobody. Take larger tasks, of which fewer do the same: cpu and memory of the service."),
    ];
  }
  const wanted = isShort ? needed : granted * GROWTH;
  const lasting = [
    "Once it is granted, write it into the plan, so that the capacity model counts on it: ",
    inlineCode(`requirements.capacity.grantedQuotas: { ${quota.quotaCode}: ${wanted} }`),
    ".",
  ];
  return [
    ...(plan.capacity?.quotas === "request" && isShort
      ? [
          step(
            "The foundation stack asks for it, and once more after a refusal. Apply it.",
            terraformApply(stackName(plan, "foundation")),
          ),
        ]
      : []),
    step(
      `Ask for ${figure(wanted)} ${quota.unit} by hand; it must be more than the account has.`,
      ...inRegions(context, (region) => requestQuota(quota, wanted, region)),
    ),
    step(lasting),
  ];
}

function inRegions({ plan }: RunbookContext, command: (region: string) => string): readonly string[] {
  return quotaRegions(plan).map(command);
}
