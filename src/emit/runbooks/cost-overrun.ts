import { costTagValue, dollarBudget, opensAnomalyTickets } from "../../model/cost-watch";
import { enabledTicket, stackName } from "../../model/plan";
import {
  anomalies,
  budgetNotifications,
  budgetState,
  dailyCosts,
  groupRecommendations,
  optimizerState,
  serviceRecommendations,
} from "../commands/cost-commands";
import { terraformApply } from "../commands/terraform-commands";
import { openTickets } from "../commands/ticket-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { shrinkSteps } from "./service-steps";
import { group, groupIfAny, see, step } from "./steps";
import { serviceTargets } from "./targets";

const CAPACITY = link("CAPACITY.md", "../CAPACITY.md");

export const costOverrun: RunbookWriter = (context) => {
  const { plan } = context;
  const workload = costTagValue(plan);
  const targets = serviceTargets(context);
  return {
    title: "Cost overrun",
    trigger:
      "A message of AWS Budgets that more was spent, or is forecast, than a share of the budget; or one of AWS Cost Anomaly Detection that a service costs more than its pattern.",
    impact: [
      "None for users. Nothing is stopped by a budget: it only tells.",
      "Costs come up to a day late: what is seen now began yesterday, and what is stopped now is still seen tomorrow.",
    ],
    firstMinutes: [
      ...budgetSteps(context),
      step("Which AWS service costs more than before, and since which day?", dailyCosts(workload, "SERVICE")),
      ...ticketSteps(context),
    ],
    diagnosis: [
      group(
        "Where the money goes",
        step("Which kind of use: hours, gigabytes or requests.", dailyCosts(workload, "USAGE_TYPE")),
        step(
          "Which region: spend where the plan has nothing is somebody else's, or an attacker's.",
          dailyCosts(workload, "REGION"),
        ),
        step("What Cost Anomaly Detection found, with its root causes.", anomalies()),
      ),
      ...groupIfAny(
        "What runs",
        targets.map(({ service, operations }) =>
          step(
            `${service.name} runs ${service.scaling.min} to ${service.scaling.max} copies. How many now?`,
            operations.status,
          ),
        ),
      ),
      ...groupIfAny("What is larger than it needs to be", optimizerSteps(context)),
    ],
    decisions: [
      {
        when: "More users, and each costs what the estimate says",
        act: ["The budget is too small: agree on a larger one. ", CAPACITY, " has the sums for each load"],
      },
      {
        when: "More copies than the load needs",
        act: ["Find out what holds them up, then let the service shrink, below: ", see("service-capacity")],
      },
      { when: "Requests come from few addresses", act: ["Block them: ", see("blocked-requests")] },
      {
        when: "Spend in a region or service that the plan does not use",
        act: ["Take it for a security incident: ", see("security-finding")],
      },
      {
        when: "Logs or traffic grew with a release",
        act: ["Take the release back, or fix it: ", see("roll-back")],
      },
      { when: "Everything is as it should be", act: ["Pull a lever that costs nothing but money: ", CAPACITY] },
    ],
    mitigation: [
      ...targets.map((target) => group(target.service.name, ...shrinkSteps(target))),
      group(
        "For good",
        step(
          [
            "Change what ",
            CAPACITY,
            " names under Savings, or the budget under ",
            inlineCode("requirements.budget"),
            ", synthesise and apply.",
          ],
          ...stacks(context),
        ),
      ),
    ],
    verification: [
      group(
        "A day later",
        step("The day's costs have fallen.", dailyCosts(workload, "SERVICE")),
        ...budgetSteps(context),
      ),
    ],
    rollback: [
      group("Services", step(["What was made smaller and is missed grows again as ", see("scale"), " says."])),
    ],
  };
};

function budgetSteps({ index, account, plan }: RunbookContext): readonly Item[] {
  const budget = dollarBudget(plan);
  if (budget === null) return [];
  return index
    .byRole("budget")
    .map(({ handles: { name } }) =>
      step(
        `How much of ${budget.monthly} USD is spent, how much is forecast, and which messages are due (ALARM)?`,
        budgetState(name, account),
        budgetNotifications(name, account),
      ),
    );
}

/** An anomaly's ticket names this page; its trigger has another, for what Compute Optimizer finds. */
function ticketSteps({ plan }: RunbookContext): readonly Item[] {
  const ticket = enabledTicket(plan, "infrastructure_optimization_available");
  if (ticket === undefined || !opensAnomalyTickets(plan)) return [];
  return [
    step(
      "An anomaly has opened a ticket. Resolve it once its cause is known: until then the same service opens no second one.",
      openTickets(plan, ticket.name),
    ),
  ];
}

function optimizerSteps({ index, region, plan }: RunbookContext): readonly Item[] {
  if (index.providing("cost-optimization").length === 0) return [];
  const runs = (runtime: string) => plan.services.some((service) => service.runtime === runtime);
  return [
    step("Compute Optimizer looks at the account: Active.", optimizerState(region)),
    ...(runs("ecs-fargate") ? [step("What it says of services.", serviceRecommendations(region))] : []),
    ...(runs("ec2-asg") ? [step("What it says of groups of instances.", groupRecommendations(region))] : []),
  ];
}

function stacks({ plan, evidence }: RunbookContext): readonly string[] {
  return (["data", "services", "cost"] as const)
    .map((kind) => stackName(plan, kind))
    .filter((name) => evidence.stacks.some((stack) => stack.name === name))
    .map(terraformApply);
}
