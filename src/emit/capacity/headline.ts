import { figure } from "../../model/capacity/figures";
import { quotaDemands } from "../../model/capacity/quota-needs";
import { counted } from "../../model/counted";
import { budgetVerdict } from "../../planning/cost/budget-verdict";
import { type Block, bullets, paragraph } from "../markdown/blocks";
import { type Content, inlineCode, strong } from "../markdown/inline";
import { demandName, multipleWords, smallUsdWords, usdWords } from "./amount-words";
import { type CapacityContext, isHeldToTarget } from "./capacity-context";

/** Does it carry the target, what runs out first, and what does it cost? */
export function headline(context: CapacityContext): readonly Block[] {
  const { plan, capacity, model } = context;
  const users = `${figure(model.target.users)} concurrent users, ${multipleWords(capacity.growth)} today's peak of ${figure(capacity.currentPeakUsers)}`;
  const first = firstBottleneck(context);
  const carried = first === undefined || first.carries >= capacity.growth;
  const short = quotaDemands(plan).filter(({ isShort }) => isShort);
  const verdict = isHeldToTarget(context)
    ? carried
      ? [
          strong("The plan carries its target"),
          `${short.length === 0 ? "" : `, once AWS has raised ${counted(short.length, "quota")} of the account`}: ${users}.`,
        ]
      : [strong("The plan does not carry its target"), `: ${users}.`]
    : [
        strong("This environment is not held to the target"),
        `: its scale is small, and it runs a quarter of what the plan runs at full scale. What stands here is what it would need for ${users}.`,
      ];
  return [
    paragraph(...verdict),
    bullets([
      runsOut(context),
      ...(model.unknown.length === 0
        ? []
        : [
            `Nothing is known of ${model.unknown.map(({ name }) => name).join(", ")}: the numbers leave their part out.`,
          ]),
      ...quotas(context),
      ...cost(context),
    ]),
    paragraph(
      "Worked out from the plan ",
      inlineCode(plan.name),
      ` version ${plan.version}, not measured: every number rests on the assumptions below, and a load test shows whether they hold.`,
    ),
  ];
}

/** Of what the plan and AWS allow; quotas of the account, which are asked for, stand by themselves. */
function firstBottleneck({ model }: CapacityContext): CapacityContext["model"]["bottlenecks"][number] | undefined {
  return model.bottlenecks.find(({ demand }) => demand.resource !== "quota");
}

function runsOut(context: CapacityContext): Content {
  const { capacity } = context;
  const first = firstBottleneck(context);
  if (first === undefined) return "Nothing that is known has a bound that any load reaches.";
  const { demand, carries } = first;
  return [
    "First to run out: ",
    strong(demandName(demand)),
    `, at ${multipleWords(carries)} today's peak, ${figure(Math.floor(carries * capacity.currentPeakUsers))} users. `,
    ...(demand.limitKey === null ? ["AWS sets the limit."] : [inlineCode(demand.limitKey), " raises it."]),
  ];
}

function quotas({ plan }: CapacityContext): readonly Content[] {
  const short = quotaDemands(plan).filter(({ isShort }) => isShort);
  if (short.length === 0) return [];
  const named = short.map(({ quota, needed, granted }) => `${quota.name} from ${figure(granted)} to ${figure(needed)}`);
  return [`Quotas of AWS that the account needs raised, from what is known of it: ${named.join("; ")}.`];
}

function cost(context: CapacityContext): readonly Content[] {
  const { plan, estimate } = context;
  const { target, levels, floor } = estimate;
  if (target === null) return [];
  if (!isHeldToTarget(context)) return [`Estimated cost without traffic: ${usdWords(floor.usd)} a month.`];
  const [today] = levels;
  const verdict = budgetVerdict(plan, estimate);
  const falls = today === undefined || target.perUser === today.perUser ? null : target.perUser < today.perUser;
  return [
    [
      `Estimated cost at the target: ${usdWords(target.cost.usd)} a month, ${smallUsdWords(target.perUser)} for each user`,
      ...(today === undefined || falls === null
        ? []
        : [` (${smallUsdWords(today.perUser)} today: it ${falls ? "falls" : "rises"} with the load)`]),
      ".",
      ...(verdict === null
        ? []
        : [" ", verdict.isExceeded ? strong("Over the budget") : "Within the budget", `: ${verdict.words}.`]),
    ],
  ];
}
