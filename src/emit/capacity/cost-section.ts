import { figure } from "../../model/capacity/figures";
import { PRICE_UNITS, type PriceName } from "../../model/prices/price-names";
import { PRICES_OF } from "../../model/prices/price-table";
import { formatMoney } from "../../model/units/money";
import { formatPercentage } from "../../model/units/percentage";
import { budgetVerdict } from "../../planning/cost/budget-verdict";
import type { CostEstimate } from "../../planning/cost/cost-estimate";
import type { CostLine } from "../../planning/cost/cost-line";
import { HOURS_PER_MONTH, usdExact } from "../../planning/cost/cost-line";
import type { EmitContext } from "../emit-context";
import { type Block, bullets, heading, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode, strong } from "../markdown/inline";
import { multipleWords, smallUsdWords, usdWords } from "./amount-words";
import type { CapacityContext } from "./capacity-context";
import { costChart } from "./charts";

/** What a month costs at each multiple, and for each user. */
export function costSection(context: CapacityContext): readonly Block[] {
  const { estimate, capacity } = context;
  const { levels, target } = estimate;
  return [
    paragraph(
      strong("An estimate"),
      `: on-demand list prices of ${PRICES_OF}, a month of ${HOURS_PER_MONTH} hours as AWS's own calculator has it, without tax, free tiers and discounts. A month at a multiple has that peak, and a mean load of ${formatPercentage(capacity.meanLoad)} of it (`,
      inlineCode("requirements.capacity.meanLoad"),
      "): what is paid by use goes by the mean, and copies fall to their minimum but no lower.",
    ),
    ...regionNote(estimate),
    table(
      ["Peak", "Users", "Cost a month", "Paid without traffic", "Grows with the load", "For each user"],
      levels.map(({ multiple, users, cost, fixed, linear, perUser }) => [
        multipleWords(multiple),
        figure(users),
        usdWords(cost.usd),
        usdWords(fixed),
        usdWords(linear),
        smallUsdWords(perUser),
      ]),
    ),
    perUserWords(estimate),
    costChart(context),
    paragraph("Bars: a month at the multiple. Line: what is paid without traffic."),
    ...budgetBlocks(context),
    heading(3, "Sums"),
    lineTable(estimate, target?.cost.lines ?? []),
    ...unpricedNote(estimate),
    ...priceBlocks(context),
  ];
}

/** What runs without traffic: all that can be said of a plan without users to carry. */
export function floorSection(context: EmitContext & { readonly estimate: CostEstimate }): readonly Block[] {
  const { estimate } = context;
  return [
    paragraph(
      strong("An estimate"),
      `: on-demand list prices of ${PRICES_OF}, a month of ${HOURS_PER_MONTH} hours, without tax, free tiers and discounts. What runs without traffic, every service at its minimum: ${usdWords(estimate.floor.usd)} a month.`,
    ),
    ...regionNote(estimate),
    ...budgetBlocks(context),
    heading(3, "Sums"),
    lineTable(estimate, estimate.floor.lines),
    ...unpricedNote(estimate),
    ...priceBlocks(context),
  ];
}

function regionNote({ book }: CostEstimate): readonly Block[] {
  if (book.region === book.pricedAs) return [];
  return [
    paragraph(
      "The table has no prices of ",
      inlineCode(book.region),
      ": those of ",
      inlineCode(book.pricedAs),
      " stand for them. Write your own under ",
      inlineCode("requirements.capacity.prices"),
      ".",
    ),
  ];
}

function perUserWords({ levels, target }: CostEstimate): Block {
  const [today] = levels;
  if (today === undefined || target === null) return paragraph("");
  const words =
    target.perUser < today.perUser
      ? "Cost for each user falls as the load grows: what is paid without traffic is shared by more of them."
      : target.perUser > today.perUser
        ? "Cost for each user rises as the load grows: what grows with it is dearer than what is shared."
        : "Cost for each user stays the same.";
  const share = target.cost.usd === 0 ? 0 : Math.round((100 * target.linear) / target.cost.usd);
  return paragraph(
    `${words} At the target ${share} % of the bill grows in proportion to the load: doubling the users costs ${smallUsdWords(target.linear / target.users)} for each further one.`,
  );
}

function budgetBlocks({
  plan,
  estimate,
}: {
  readonly plan: EmitContext["plan"];
  readonly estimate: CostEstimate;
}): readonly Block[] {
  const { budget } = plan.requirements;
  const verdict = budgetVerdict(plan, estimate);
  if (budget === undefined) return [paragraph("The plan sets no budget: ", inlineCode("requirements.budget"), ".")];
  if (verdict === null) {
    return [
      paragraph(
        `The budget of ${formatMoney(budget.monthly)} is in another currency than AWS's prices: it is not compared. Write it in USD, at the rate that you budget with.`,
      ),
    ];
  }
  const head = verdict.isExceeded ? "Over the budget" : "Within the budget";
  return [paragraph(strong(head), `: ${verdict.words}.`)];
}

function lineTable({ floor }: CostEstimate, lines: readonly CostLine[]): Block {
  return table(
    ["Part", "What", "Without traffic", "At the target", "Sum at the target, USD"],
    lines.map((line) => {
      const before = floor.lines.find(({ part, what }) => part === line.part && what === line.what);
      return [line.part, line.what, usdOf(before), usdOf(line), line.arithmetic];
    }),
  );
}

function usdOf(line: CostLine | undefined): string {
  if (line === undefined) return "";
  return line.usd === null ? "no price" : usdWords(line.usd);
}

function unpricedNote({ unpriced }: CostEstimate): readonly Block[] {
  if (unpriced.length === 0) return [];
  return [
    paragraph(
      strong("Without a price"),
      ", and not in any sum: ",
      ...unpriced.flatMap((name, index) => (index === 0 ? [inlineCode(name)] : [", ", inlineCode(name)])),
      ". Give it under ",
      inlineCode("requirements.capacity.prices"),
      ".",
    ),
  ];
}

/** Prices of what the sums leave out, since nobody has said how much of it there is. */
const LEFT_OUT: readonly (readonly [PriceName, string])[] = [
  ["aurora-storage-gb-month", "what databases keep"],
  ["aurora-io-million", "what databases read and write on disk"],
  ["dynamodb-storage-gb-month", "what tables keep"],
  ["s3-storage-gb-month", "files, access logs, backups' copies"],
  ["s3-write-thousand", "writes of files"],
  ["s3-read-thousand", "reads of files"],
  ["ebs-gp3-gb-month", "volumes of instances"],
  ["nat-gb", "what services send and fetch outside"],
  ["endpoint-gb", "what goes through interface endpoints"],
  ["transfer-zone-gb", "what services and stores of different zones exchange"],
  ["cloudwatch-logs-gb", "logs of services, of the network and of requests"],
  ["cloudwatch-logs-storage-gb-month", "logs that are kept"],
  ["cloudwatch-metric-month", "metrics that services send themselves"],
  ["waf-rule-month", "rules of web ACLs"],
];

function priceBlocks({ estimate }: { readonly estimate: CostEstimate }): readonly Block[] {
  const { book, prices } = estimate;
  const left = LEFT_OUT.flatMap(([name, what]) => {
    const price = book.price(name);
    return price === null ? [] : [[inlineCode(name), what, PRICE_UNITS[name], usdExact(price.usd)]];
  });
  return [
    heading(3, "Left out"),
    paragraph(
      "Nobody has said how much of these there is, and on a busy system they are no small part: compare the first bills with this page.",
    ),
    table(["Price", "For", "Unit", "USD"], left),
    bullets([
      "Backups, snapshots and their copies; builds, state machines, scans and recorders; support and tax.",
      "Alarms are counted with one metric each; those on several metrics cost that many.",
    ]),
    heading(3, "Prices used"),
    table(
      ["Name", "USD", "From", "Compared with AWS's price list"],
      prices.map(({ name, usd, source, checked }): readonly Content[] => [
        inlineCode(name),
        usdExact(usd),
        source === "plan" ? "the plan" : `the table of ${PRICES_OF}`,
        source === "plan" ? "the plan's own" : checked ? "yes" : "no",
      ]),
    ),
    paragraph(
      "A plan puts its own prices in their place, by these names: ",
      inlineCode("requirements.capacity.prices"),
      ".",
    ),
  ];
}
