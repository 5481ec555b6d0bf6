import { tierRules } from "../../../src/constructs/network/acl-rules";
import { egressDomains } from "../../../src/constructs/network/egress-filter/egress-domains";
import { imageDomains } from "../../../src/constructs/network/egress-filter/image-domains";
import type { ManagedNetwork } from "../../../src/model/plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { reference, synthFoundation } from "../../support/foundation-stacks";

type Change = NonNullable<Parameters<typeof blueprintPlan>[1]>;

const strict: Change = (tree) => {
  tree.network = { ...tree.network, networkAcls: "strict" };
};
const filtered: Change = (tree) => {
  tree.network = { ...tree.network, egress: { mode: "filtered", domains: [".stripe.com", "api.stripe.com"] } };
};

function rulesOf(change: Change) {
  const plan = blueprintPlan("production", change);
  return tierRules(plan, plan.network as ManagedNetwork);
}

function domainsOf(change: Change): readonly string[] {
  const plan = blueprintPlan("production", change);
  const network = plan.network as ManagedNetwork;
  return egressDomains(plan, network, network.egressDomains ?? []);
}

describe("access control lists", () => {
  it("stand before every tier, and leave AWS's own without a rule", () => {
    const { foundation } = synthFoundation("production", strict);
    expect(foundation.ids("aws_network_acl")).toEqual([
      "network_acl_isolated",
      "network_acl_private",
      "network_acl_public",
    ]);
    const unused = foundation.get("aws_default_network_acl", "network_acl_default");
    expect(unused).not.toHaveProperty("ingress");
    expect(unused).not.toHaveProperty("egress");
    // The subnets are on it until they have their own.
    expect(unused.depends_on).toHaveLength(3);
    expect(synthFoundation().foundation.types()).not.toContain("aws_network_acl");
  });

  it("let nobody from outside the network reach the stores, nor the stores anybody outside", () => {
    const { ingress, egress } = rulesOf(strict).isolated;
    expect([...ingress, ...egress].filter(({ cidr }) => cidr === "0.0.0.0/0")).toEqual([]);
    const fromPrivate = ingress.filter(({ cidr }) => cidr === "10.0.64.0/19");
    expect(fromPrivate.map(({ ports }) => ports)).toEqual([
      [5432, 5432],
      [6379, 6379],
    ]);
    expect(ingress.filter(({ cidr }) => cidr === "10.0.96.0/20")).toEqual([]);
  });

  it("let the world in at the load balancer alone, where it has a public address", () => {
    const world = (change: Change) =>
      rulesOf((tree) => {
        strict(tree);
        change(tree);
      })
        .public.ingress.filter(({ cidr, protocol }) => cidr === "0.0.0.0/0" && protocol === "tcp")
        .map(({ ports }) => ports);
    const answers = [
      [1024, 3388],
      [3390, 65_535],
    ];
    expect(
      world((tree) => {
        tree.edge.cdn = false;
      }),
    ).toEqual([[443, 443], [80, 80], ...answers]);
    expect(
      world((tree) => {
        tree.edge.cdn = true;
      }),
    ).toEqual(answers);
  });

  it("close SSH and RDP to everybody", () => {
    for (const { ingress } of Object.values(rulesOf(strict))) {
      const open = ingress.filter(
        ({ cidr, protocol, ports: [from, to] }) =>
          cidr === "0.0.0.0/0" && protocol === "tcp" && [22, 3389].some((port) => from <= port && port <= to),
      );
      expect(open).toEqual([]);
    }
  });

  it("stay within the 20 rules that AWS allows in each direction", () => {
    for (const { ingress, egress } of Object.values(rulesOf(strict))) {
      expect(Math.max(ingress.length, egress.length)).toBeLessThanOrEqual(20);
    }
  });
});

describe("the filter of what leaves", () => {
  const { foundation } = synthFoundation("production", filtered);
  const endpoint = (zone: string) =>
    `\${one([for state in aws_networkfirewall_firewall.network_egress_firewall_firewall.firewall_status[0].sync_states : state.attachment[0].endpoint_id if state.attachment[0].subnet_id == aws_subnet.network_egress_firewall_${zone}.id])}`;

  it("takes its subnets from the top of the free quarter, and moves no other", () => {
    const cidr = (id: string) => foundation.get("aws_subnet", id).cidr_block;
    expect(["a", "b", "c"].map((zone) => cidr(`network_egress_firewall_${zone}`))).toEqual([
      "10.0.255.240/28",
      "10.0.255.208/28",
      "10.0.255.176/28",
    ]);
    expect(["a", "b", "c"].map((zone) => cidr(`network_egress_nat_${zone}`))).toEqual([
      "10.0.255.224/28",
      "10.0.255.192/28",
      "10.0.255.160/28",
    ]);
    expect(cidr("network_private_a")).toBe("10.0.0.0/19");
  });

  it("is passed on the way out and on the way back, in the same zone", () => {
    expect(foundation.get("aws_route", "network_private_b_default").vpc_endpoint_id).toBe(endpoint("b"));
    expect(foundation.get("aws_route", "network_egress_firewall_b_default").nat_gateway_id).toBe(
      reference("aws_nat_gateway.network_nat_b.id"),
    );
    expect(foundation.get("aws_nat_gateway", "network_nat_b").subnet_id).toBe(
      reference("aws_subnet.network_egress_nat_b.id"),
    );
    expect(foundation.get("aws_route", "network_egress_nat_b_back_b")).toMatchObject({
      destination_cidr_block: "10.0.64.0/19",
      vpc_endpoint_id: endpoint("b"),
    });
    // The load balancer's own subnets reach their targets directly.
    const publicRoutes = foundation
      .all("aws_route")
      .filter(({ route_table_id: id }) => id === reference("aws_route_table.network_public_table.id"));
    expect(publicRoutes).toHaveLength(1);
  });

  it("has one endpoint where there is one NAT gateway, and all answers come back through it", () => {
    const small = synthFoundation("staging", filtered).foundation;
    expect(small.get("aws_networkfirewall_firewall", "network_egress_firewall_firewall").subnet_mapping).toHaveLength(
      1,
    );
    expect(small.ids("aws_route").filter((id) => id.includes("back"))).toEqual([
      "network_egress_nat_a_back_a",
      "network_egress_nat_a_back_b",
      "network_egress_nat_a_back_c",
    ]);
    expect(small.get("aws_route", "network_private_c_default").vpc_endpoint_id).toBe(endpoint("a"));
  });

  it("drops and logs what is not named, and cannot be deleted in passing", () => {
    const policy = foundation.get("aws_networkfirewall_firewall_policy", "network_egress_firewall_policy");
    expect(policy.firewall_policy).toMatchObject({
      stateful_default_actions: ["aws:drop_established", "aws:alert_established"],
      stateful_engine_options: { rule_order: "STRICT_ORDER", stream_exception_policy: "DROP" },
    });
    expect(foundation.get("aws_networkfirewall_firewall", "network_egress_firewall_firewall").delete_protection).toBe(
      true,
    );
  });

  it("names what AWS needs only where no endpoint in the network leads there", () => {
    const all = domainsOf(filtered);
    expect(all).toContain(".stripe.com");
    expect(all).not.toContain("api.stripe.com");
    expect(all).not.toContain("logs.eu-west-1.amazonaws.com");
    const bare = domainsOf((tree) => {
      filtered(tree);
      tree.network.interfaceEndpoints = [];
    });
    expect(bare).toEqual(
      expect.arrayContaining([
        ".dkr.ecr.eu-west-1.amazonaws.com",
        "api.ecr.eu-west-1.amazonaws.com",
        "logs.eu-west-1.amazonaws.com",
        "ssmmessages.eu-west-1.amazonaws.com",
      ]),
    );
  });

  it("lets images come from where their registries keep them", () => {
    expect(imageDomains("public.ecr.aws/nginx/nginx:1.27")).toContain("public.ecr.aws");
    expect(imageDomains("nginx:1.27")).toContain("registry-1.docker.io");
    expect(imageDomains("registry.example.com:5000/team/app")).toEqual(["registry.example.com"]);
    expect(imageDomains("111122223333.dkr.ecr.eu-west-1.amazonaws.com/app")).toEqual([]);
  });
});

describe("endpoints", () => {
  const { foundation } = synthFoundation();
  const own = { StringEquals: { "aws:PrincipalAccount": "111122223333", "aws:ResourceAccount": "111122223333" } };

  it("pass the account's own principals and resources", () => {
    for (const id of foundation.ids("aws_vpc_endpoint")) {
      expect(foundation.statement("aws_vpc_endpoint", id, "OwnAccount").Condition).toEqual(own);
    }
  });

  it("pass what belongs to AWS for reading alone", () => {
    const buckets = foundation.statement("aws_vpc_endpoint", "network_endpoint_s3", "BucketsOfAws");
    expect(buckets.Action).toBe("s3:GetObject");
    expect(buckets.Resource).toContain("arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*");
    const agent = foundation.statement("aws_vpc_endpoint", "network_endpoint_ecr_dkr", "ThreatDetectionAgent");
    expect(agent.Resource).toBe("arn:aws:ecr:eu-west-1:*:repository/aws-guardduty-agent-fargate");
  });
});
