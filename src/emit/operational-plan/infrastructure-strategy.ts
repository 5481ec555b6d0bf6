import { counted } from "../../model/counted";
import type { Network } from "../../model/plan";
import { STACK_KINDS } from "../../model/stack-kinds";
import { spelledDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { recoveryBudget, type TimeBudget } from "../../planning/recovery/recovery-budget";
import { applyOrder, coldStacks } from "../commands/terraform-commands";
import type { EmitContext } from "../emit-context";
import { addressCell, groupAddresses } from "../markdown/addresses";
import { type Block, heading, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link, separated } from "../markdown/inline";
import { architecture } from "./architecture";
import { scalingStrategies } from "./scaling-strategies";

/** What was generated, how it hangs together, and how it grows. */
export function infrastructureStrategy(context: EmitContext): readonly Block[] {
  const { plan } = context;
  return [
    heading(3, "Architecture"),
    architecture(context),
    heading(3, "Network"),
    table(["Part", "Value"], networkRows(plan.network)),
    heading(3, "Stacks"),
    paragraph(
      "One Terraform state each, applied in this order: ",
      ...separated(applyOrder(context).map(inlineCode), ", "),
      ".",
      ...coldStacks(context).flatMap((stack) => [
        " ",
        inlineCode(stack),
        " is generated and reviewed with them, but applied only when the region is lost.",
      ]),
    ),
    table(["Stack", "Resources", "Reads outputs of"], stackRows(context)),
    heading(3, "Scaling"),
    table(
      ["Service", "Copies", "Scales on", "Schedules", "Generated"],
      plan.services.map((service) => [
        inlineCode(service.name),
        `${service.scaling.min} to ${service.scaling.max}`,
        scalingWords(service.scaling),
        schedules(service.scaling),
        addressCell(scalingAddresses(context, service.name)),
      ]),
    ),
    paragraph(
      "How many copies and how large stores a load needs, and where it stops: ",
      link("CAPACITY.md", "CAPACITY.md"),
      ".",
    ),
    ...scalingStrategies(context),
    heading(3, "Recovery"),
    ...recovery(context),
    heading(3, "Generated resources"),
    ...STACK_KINDS.flatMap((kind) => stackResources(context, kind)),
  ];
}

/** What is ready for the loss of a store and of the region; worked out in a document of its own. */
function recovery(context: EmitContext): readonly Block[] {
  const { plan } = context;
  const budget = recoveryBudget(plan);
  const details = link("RECOVERY.md", "RECOVERY.md");
  if (budget === null) {
    return [paragraph("The plan sets no recovery objectives: ", details, " says what is left without them.")];
  }
  const { recovery: ofPlan, region, store } = budget;
  const takes = (time: TimeBudget) =>
    `${spelledDuration(time.seconds)} of ${spelledDuration(ofPlan.rto.seconds)} that are allowed`;
  return [
    table(
      ["Question", "Answer"],
      [
        ["Pattern", `${ofPlan.pattern}, ${ofPlan.failover} failover`],
        ["Recovery region", ofPlan.region === null ? "none" : inlineCode(ofPlan.region)],
        ["The region is lost", region === null ? "not covered" : takes(region)],
        ["A store is lost", takes(store)],
        ["Applied in a disaster only", codeList(coldStacks(context), "nothing")],
      ],
    ),
    paragraph("Steps, losses, tests and limits stand in ", details, "."),
  ];
}

function networkRows(network: Network): readonly (readonly Content[])[] {
  if (network.kind === "existing") {
    return [
      ["VPC", ["existing, ", inlineCode(network.vpcId)]],
      ["Public subnets", codeList(network.publicSubnetIds, "none")],
      ["Private subnets", codeList(network.privateSubnetIds, "none")],
      ["Isolated subnets", codeList(network.isolatedSubnetIds, "none")],
    ];
  }
  return [
    ["VPC", inlineCode(network.cidr)],
    ...network.zones.map(({ zone, publicCidr, privateCidr, isolatedCidr }) => [
      `Zone ${zone}`,
      [
        "public ",
        inlineCode(publicCidr),
        ", private ",
        inlineCode(privateCidr),
        ", isolated ",
        inlineCode(isolatedCidr),
      ],
    ]),
    ["NAT gateways", network.natGateways === "single" ? "a single one" : `one per zone, ${network.zones.length}`],
    ["Flow logs", `kept ${network.flowLogRetentionDays} days`],
    ["Interface endpoints", codeList(network.interfaceEndpoints, "none")],
    ["Access control lists", network.networkAcls === "strict" ? "one before each tier" : "AWS's default"],
    [
      "What may leave",
      network.egressDomains === null ? "everything" : codeList(network.egressDomains, "what AWS needs alone"),
    ],
  ];
}

function stackRows({ evidence }: EmitContext): readonly (readonly Content[])[] {
  return evidence.stacks.map(({ name, resources, dependsOn }) => [
    inlineCode(name),
    String(resources),
    codeList(dependsOn, "none"),
  ]);
}

type Scaling = EmitContext["plan"]["services"][number]["scaling"];

function scalingWords({ targetCpu, requestsPerTarget, messagesPerTask, predictive }: Scaling): string {
  return [
    `CPU at ${formatPercentage(targetCpu)}`,
    ...(requestsPerTarget === null ? [] : [`${requestsPerTarget} requests a minute and target`]),
    ...(messagesPerTask === null ? [] : [`${messagesPerTask} messages per copy`]),
    ...(predictive ? ["the load's daily and weekly pattern"] : []),
  ].join("; ");
}

function schedules({ schedules: all }: Scaling): Content {
  if (all.length === 0) return "none";
  return separated(
    all.map(({ name, cron, timezone, min, max }) => inlineCode(`${name}: ${min} to ${max} at ${cron} ${timezone}`)),
    ", ",
  );
}

function scalingAddresses({ index }: EmitContext, service: string): readonly string[] {
  const capabilities = ["auto-scaling", "scheduled-scaling", "predictive-scaling"] as const;
  const found = index
    .ofSubject(service)
    .filter((resource) => capabilities.some((one) => resource.capabilities.includes(one)));
  return found.map(({ address }) => address);
}

function stackResources({ evidence }: EmitContext, kind: (typeof STACK_KINDS)[number]): readonly Block[] {
  const found = evidence.resources.filter(({ stackKind }) => stackKind === kind);
  if (found.length === 0) return [];
  return [
    heading(4, `Stack ${kind}: ${counted(found.length, "resource")}`),
    table(
      ["Type", "Count", "Addresses"],
      groupAddresses(found).map(({ type, addresses }) => [
        inlineCode(type),
        String(addresses.length),
        addressCell(addresses),
      ]),
    ),
  ];
}
