import { figure } from "../../model/capacity/figures";
import {
  anomalyThreshold,
  BUDGET_CURRENCY,
  budgetNotices,
  COST_TAG,
  costTagValue,
  dollarBudget,
  opensAnomalyTickets,
  watchesAnomalies,
} from "../../model/cost-watch";
import { enabledTicket } from "../../model/plan";
import { activateCostTag, budgetState, costTagState } from "../commands/cost-commands";
import type { EmitContext } from "../emit-context";
import { type Block, bullets, numbered, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";
import { writtenRunbook } from "../written-runbook";

/** Who is told when spend leaves its plan, and what has to be done once so that it works. */
export function costWatchSection(context: EmitContext): readonly Block[] {
  const { plan, index, account } = context;
  const budget = dollarBudget(plan);
  if (budget === null) {
    return [
      paragraph(
        "Nothing generated watches costs: set ",
        inlineCode("requirements.budget"),
        ` in ${BUDGET_CURRENCY}. The owner reads the bill.`,
      ),
    ];
  }
  const name = index.oneByRole("budget")?.handles.name ?? null;
  return [
    table(
      ["Told when", "Severity"],
      [
        ...budgetNotices(budget).map(({ kind, percent, severity }) => [
          `${kind === "ACTUAL" ? "spent" : "forecast for the month"}: over ${figure(percent)} % of ${figure(budget.monthly)} USD, ${figure((budget.monthly * percent) / 100)} USD`,
          severity,
        ]),
        ...(watchesAnomalies(plan)
          ? [
              [
                `a service of AWS costs ${figure(anomalyThreshold(budget))} USD more than its pattern: a thirtieth of the budget, a day's share`,
                "medium",
              ],
            ]
          : []),
      ],
    ),
    bullets(notes(context)),
    paragraph(
      "Costs are told apart by the tag ",
      inlineCode(`${COST_TAG}=${costTagValue(plan)}`),
      ", and only once the organisation's management account has activated it for cost allocation, which a plan cannot do from its own account. Until then the budget counts nothing and never tells. AWS offers the tag a day after something carries it.",
    ),
    numbered([
      step("In the management account, once. It counts from then on, not back.", activateCostTag()),
      step("In the management account, the day after: the tag is Active.", costTagState()),
      ...(name === null
        ? []
        : [step("In this account, the day after: more than nothing has been spent.", budgetState(name, account))]),
    ]),
  ];
}

function notes(context: EmitContext): readonly Content[] {
  const { plan, evidence } = context;
  const ticket = enabledTicket(plan, "infrastructure_optimization_available") !== undefined;
  return [
    ["What to do then: ", writtenRunbook(evidence, "cost-overrun"), "."],
    watchesAnomalies(plan)
      ? opensAnomalyTickets(plan) && ticket
        ? [
            "An anomaly opens the ticket ",
            inlineCode("infrastructure_optimization_available"),
            " by itself. A message of the budget opens none: AWS Budgets sends no events, and people hear of it.",
          ]
        : "An anomaly opens no ticket: its event comes in us-east-1, from where nothing forwards it to this plan, or the ticket is switched off. People hear of it."
      : [
          "The plan makes no anomaly monitor: an account has one for its services, which belongs to whoever owns the account's baseline (",
          inlineCode("security.accountBaseline"),
          "). AWS makes monitors by tag in the management account alone: one on ",
          inlineCode(`${COST_TAG}=${costTagValue(plan)}`),
          " there does the same.",
        ],
    plan.security.accountBaseline === "owned"
      ? "The account is enrolled in AWS Compute Optimizer, which looks at two weeks of metrics before it speaks."
      : "Enrolment in AWS Compute Optimizer is left to whoever owns the account's baseline.",
    ...(plan.security.keys.messaging === null
      ? []
      : [
          [
            "The messaging key is an existing one: its policy must let ",
            inlineCode("budgets.amazonaws.com"),
            " and ",
            inlineCode("costalerts.amazonaws.com"),
            " use it (kms:Decrypt and kms:GenerateDataKey*), or their messages are lost without a trace.",
          ],
        ]),
  ];
}
