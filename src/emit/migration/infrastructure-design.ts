import { linkRanges } from "../../model/migration";
import type { ManagedNetwork, Migration, Network, Plan } from "../../model/plan";
import { formatBandwidth } from "../../model/units/bandwidth";
import { applyOrder } from "../commands/terraform-commands";
import type { EmitContext } from "../emit-context";
import { addressTable } from "../markdown/addresses";
import { type Block, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link, separated } from "../markdown/inline";
import { mermaid, quotedLabel } from "../markdown/mermaid";
import { architecture } from "../operational-plan/architecture";

/** What the waves arrive in: network, compute, data, zones of trust, ways in and out, and the other region. */
export function infrastructureDesign(context: EmitContext, migration: Migration): readonly Block[] {
  const { plan } = context;
  return [
    heading(2, "Overview"),
    architecture(context),
    heading(2, "Network"),
    networkChart(plan, migration),
    addressPlan(plan.network),
    heading(2, "Connectivity"),
    table(["Way", "From and to", "How"], connectivity(plan, migration)),
    heading(2, "Security zones"),
    table(["Zone", "What stands there", "Who reaches it", "What it reaches"], zones(context, migration)),
    paragraph(
      plan.security.accountBaseline === "owned"
        ? "Settings that an account has once, such as GuardDuty and AWS Config, are owned by this plan: the security stack makes them."
        : "Settings that an account has once, such as GuardDuty and AWS Config, are owned by somebody else: this plan makes none.",
    ),
    heading(2, "Compute"),
    tableOr(
      ["Service", "Runs on", "Size", "Copies", "Reached from"],
      plan.services.map((service) => [
        inlineCode(service.name),
        service.runtime,
        service.runtime === "ecs-fargate" ? `${service.cpu} CPU units, ${service.memory} MiB` : service.instanceType,
        `${service.scaling.min} to ${service.scaling.max}`,
        service.exposure,
      ]),
      "The plan has no service.",
    ),
    heading(2, "Data"),
    tableOr(
      ["Store", "Engine", "Holds", "Filled by"],
      plan.stores.map((store) => [
        inlineCode(store.name),
        store.engine,
        holds(store),
        codeList(
          migration.sources
            .filter(({ kind, target }) => kind !== "servers" && target === store.name)
            .map(({ name }) => name),
          "nothing of the migration",
        ),
      ]),
      "The plan has no store.",
    ),
    heading(2, "Recovery"),
    paragraph(...recoveryWords(plan)),
    heading(2, "Stacks"),
    paragraph(
      "One Terraform state each, applied in this order: ",
      ...separated(applyOrder(context).map(inlineCode), ", "),
      ".",
    ),
    heading(2, "Generated"),
    addressTable(
      context.evidence.resources.filter(({ stackKind }) => stackKind === "foundation" || stackKind === "migration"),
      "Nothing was generated.",
    ),
  ];
}

function networkChart({ network, environment }: Plan, migration: Migration): Block {
  const remote = migration.network;
  return mermaid([
    "flowchart LR",
    `    subgraph vpc [${quotedLabel(network.kind === "managed" ? `VPC ${network.cidr}` : `VPC ${network.vpcId}`, environment.region)}]`,
    ...(network.kind === "managed" ? managedTiers(network) : existingTiers()),
    "    end",
    ...(remote === undefined
      ? []
      : [
          `    site[${quotedLabel("On the premises", ...remote.ranges)}]`,
          `    site <-->|${quotedLabel(remote.kind, formatBandwidth(remote.bandwidth))}| private`,
        ]),
    "    internet([Internet]) --> public",
    "    public --> private",
    "    private --> isolated",
  ]);
}

function managedTiers({ zones: all }: ManagedNetwork): readonly string[] {
  const tier = (name: string, words: string, cidrs: readonly string[]) =>
    `        ${name}[${quotedLabel(words, ...cidrs)}]`;
  return [
    tier(
      "public",
      "Public: load balancer, NAT",
      all.map(({ publicCidr }) => publicCidr),
    ),
    tier(
      "private",
      "Private: services, replication",
      all.map(({ privateCidr }) => privateCidr),
    ),
    tier(
      "isolated",
      "Isolated: databases, caches",
      all.map(({ isolatedCidr }) => isolatedCidr),
    ),
  ];
}

function existingTiers(): readonly string[] {
  return ["public", "private", "isolated"].map((tier) => `        ${tier}[${quotedLabel(`${tier} subnets`)}]`);
}

function addressPlan(network: Network): Block {
  if (network.kind === "existing") {
    return table(
      ["Tier", "Subnets"],
      [
        ["Public", codeList(network.publicSubnetIds, "none")],
        ["Private", codeList(network.privateSubnetIds, "none")],
        ["Isolated", codeList(network.isolatedSubnetIds, "none")],
      ],
    );
  }
  return table(
    ["Zone", "Public", "Private", "Isolated"],
    network.zones.map(({ zone, publicCidr, privateCidr, isolatedCidr }) => [
      zone,
      inlineCode(publicCidr),
      inlineCode(privateCidr),
      inlineCode(isolatedCidr),
    ]),
  );
}

function connectivity(plan: Plan, { network }: Migration): readonly (readonly Content[])[] {
  const { egressDomains } = plan.network.kind === "managed" ? plan.network : { egressDomains: null };
  return [
    [
      "In",
      plan.edge.hasPublicEndpoint ? ["users to ", inlineCode(plan.environment.domain ?? "")] : "nobody from outside",
      plan.edge.cdn ? "CloudFront, then the load balancer" : "the load balancer",
    ],
    ...privateWays(plan),
    ...(network === undefined
      ? []
      : [
          [
            "Other side",
            [...codeList(linkRanges(plan), "none"), " to private and isolated subnets"],
            linkWords(network, plan.network),
          ],
        ]),
    [
      "Out",
      "private subnets to the internet",
      egressDomains === null
        ? "NAT gateways, HTTPS by security group"
        : "NAT gateways behind Network Firewall, to named domains",
    ],
    ["AWS", "private subnets to AWS services", "gateway and interface endpoints, without leaving the VPC"],
  ];
}

function privateWays({ security, environment }: Plan): readonly (readonly Content[])[] {
  const { kind, services, principals } = security.privateIngress;
  switch (kind) {
    case "none":
      return [];
    case "verified-access":
      return services.map((name) => [
        "In, by identity",
        ["people to ", inlineCode(`${name}.${environment.domain ?? ""}`)],
        "Verified Access, which asks who it is at every request",
      ]);
    case "vpc-lattice":
      return [
        [
          "In, by identity",
          [...codeList(principals, "none"), " to ", ...codeList(services, "none")],
          "VPC Lattice, which admits callers by IAM at every request",
        ],
      ];
  }
}

function linkWords(link: NonNullable<Migration["network"]>, network: Network): Content {
  switch (link.kind) {
    case "site-to-site-vpn":
      return `site-to-site VPN to ${link.customerGateway.address}: two tunnels, IKEv2, AES-256-GCM; routes by ${link.routing === "bgp" ? `BGP from AS ${link.customerGateway.asn}` : "static routes"}`;
    case "direct-connect":
      return [
        "Direct Connect gateway ",
        inlineCode(link.gatewayId),
        `, which announces ${network.kind === "managed" ? network.cidr : "the VPC"}. Encryption on the line is the line's own (MACsec), or that of TLS above it; its state is watched by its owner, since the plan does not name the connection`,
      ];
    case "existing":
      return "a way that exists already, and is its owner's";
  }
}

function zones({ index }: EmitContext, migration: Migration): readonly (readonly Content[])[] {
  const replication = index.byRole("database-replication").length > 0;
  return [
    ["Public", "load balancer, NAT gateways; nothing that holds data", "users, by HTTPS", "services, on their ports"],
    [
      "Private",
      replication ? "services, and DMS while the migration lasts" : "services",
      "the load balancer and fellow services, by security group",
      replication
        ? "stores on their ports, AWS by HTTPS; DMS also the sources, on theirs"
        : "stores on their ports, AWS by HTTPS",
    ],
    [
      "Isolated",
      "databases and caches",
      replication ? "services that use them, and DMS, by security group" : "services that use them, by security group",
      "nothing",
    ],
    [
      "Other side",
      migration.network === undefined ? "nothing" : "the sources",
      "DMS, on the sources' ports",
      migration.sources.some(({ kind }) => kind === "files") && migration.network !== undefined
        ? "the DataSync endpoint, on its ports"
        : "nothing that was made for the migration",
    ],
  ];
}

function holds({ data }: Plan["stores"][number]): string {
  const parts = [
    data.classification,
    ...(data.personalData ? ["personal data"] : []),
    ...(data.cardholderData ? ["cardholder data"] : []),
  ];
  return parts.join(", ");
}

function recoveryWords({ recovery, environment }: Plan): readonly Content[] {
  if (recovery === null) return ["The plan sets no recovery objectives."];
  const where = recovery.region === null ? "within its region" : `into ${recovery.region}`;
  return [
    `Pattern ${recovery.pattern}, ${where}: `,
    link("RECOVERY.md", "RECOVERY.md"),
    `. Link and replication stand in ${environment.region} alone: a wave that is under way when the region is lost begins anew.`,
  ];
}
