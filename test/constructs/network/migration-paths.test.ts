import { type AclRule, tierRules } from "../../../src/constructs/network/acl-rules";
import { egressDomains } from "../../../src/constructs/network/egress-filter/egress-domains";
import type { ManagedNetwork } from "../../../src/model/plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { synthFoundationOf } from "../../support/foundation-stacks";
import { migrationPlan } from "../../support/migration-plan";

// biome-ignore lint/suspicious/noExplicitAny: tests read JSON of any shape.
type Json = any;
type Change = NonNullable<Parameters<typeof migrationPlan>[0]>;

const strict: Change = (tree) => {
  tree.network = { ...tree.network, networkAcls: "strict", interfaceEndpoints: ["logs"] };
};
const filtered: Change = (tree) => {
  strict(tree);
  tree.network.egress = { mode: "filtered", domains: [] };
};

function rulesOf(change: Change) {
  const plan = migrationPlan(change);
  return tierRules(plan, plan.network as ManagedNetwork);
}

function lets(rules: readonly AclRule[], protocol: AclRule["protocol"], cidr: string, port: number): boolean {
  return rules.some(
    (rule) => rule.protocol === protocol && rule.cidr === cidr && rule.ports[0] <= port && port <= rule.ports[1],
  );
}

describe("access control lists before a migration", () => {
  const { private: tier, isolated } = rulesOf(strict);

  it("let replications ask the databases behind the link, and agents of DataSync come in", () => {
    for (const port of [1521, 5432]) expect(lets(tier.egress, "tcp", "192.168.0.0/16", port)).toBe(true);
    for (const port of [443, 1024, 1064]) {
      expect(lets(tier.ingress, "tcp", "192.168.0.0/16", port)).toBe(true);
      // Answers to a port that the agent has chosen.
      expect(lets(tier.egress, "tcp", "192.168.0.0/16", 50_000)).toBe(true);
    }
  });

  it("let names be asked of the other side's servers, and of no others", () => {
    expect(lets(tier.egress, "udp", "192.168.0.53/32", 53)).toBe(true);
    expect(lets(tier.ingress, "udp", "192.168.0.53/32", 40_000)).toBe(true);
    expect([...tier.ingress, ...tier.egress].filter(({ protocol }) => protocol === "udp")).toHaveLength(2);
    // Its range is behind the link, where TCP passes already; a server elsewhere gets a rule.
    expect(lets(tier.egress, "tcp", "192.168.0.53/32", 53)).toBe(false);
    const elsewhere = rulesOf((tree) => {
      strict(tree);
      tree.migration.network.dnsServers = ["10.99.0.53"];
    });
    expect(lets(elsewhere.private.egress, "tcp", "10.99.0.53/32", 53)).toBe(true);
  });

  it("let replications write to the stores from the private tier", () => {
    expect(lets(isolated.ingress, "tcp", "10.0.64.0/19", 5432)).toBe(true);
    expect(lets(isolated.egress, "tcp", "10.0.64.0/19", 50_000)).toBe(true);
  });

  it.each([
    ["public", strict],
    ["firewall", filtered],
    ["nat", filtered],
  ] as const)("let a database of another cloud be reached through the %s tier", (name, change) => {
    const rules = rulesOf(change);
    expect(lets(rules.private.egress, "tcp", "203.0.113.0/24", 3306)).toBe(true);
    expect(lets(rules[name].ingress, "tcp", "10.0.64.0/19", 3306)).toBe(true);
    expect(lets(rules[name].egress, "tcp", "203.0.113.0/24", 3306)).toBe(true);
    // Nothing else goes there, and what stands behind the link does not leave this way.
    expect(lets(rules[name].egress, "tcp", "203.0.113.0/24", 5432)).toBe(false);
    expect(lets(rules[name].ingress, "tcp", "10.0.64.0/19", 1521)).toBe(false);
  });
});

describe("the filter of what leaves, before a migration", () => {
  it("passes databases by address and port, since their protocols greet without a name", () => {
    const { foundation } = synthFoundationOf(migrationPlan(filtered));
    const group: Json = foundation.get("aws_networkfirewall_rule_group", "network_egress_firewall_sources");
    expect(group.rule_group.rules_source.stateful_rule).toEqual([
      {
        action: "PASS",
        header: {
          protocol: "TCP",
          source: "$HOME_NET",
          source_port: "ANY",
          direction: "FORWARD",
          destination: "203.0.113.0/24",
          destination_port: "3306",
        },
        rule_option: [{ keyword: "sid", settings: ["1"] }],
      },
    ]);
    const policy: Json = foundation.get("aws_networkfirewall_firewall_policy", "network_egress_firewall_policy");
    expect(policy.firewall_policy.stateful_rule_group_reference).toHaveLength(2);
  });

  it("lets DMS out to Secrets Manager where the other side's servers say where that is", () => {
    const domains = (change: Change) => {
      const plan = migrationPlan(change);
      return egressDomains(plan, plan.network as ManagedNetwork, []);
    };
    expect(domains(filtered)).toContain("secretsmanager.eu-west-1.amazonaws.com");
    const own = domains((tree) => {
      filtered(tree);
      delete tree.migration.network.dnsServers;
    });
    expect(own).not.toContain("secretsmanager.eu-west-1.amazonaws.com");
  });

  it("has no such group where every database is behind the link", () => {
    const behind = migrationPlan((tree) => {
      filtered(tree);
      tree.migration.sources[2].addresses = ["192.168.7.0/24"];
    });
    expect(synthFoundationOf(behind).foundation.ids("aws_networkfirewall_rule_group")).toEqual([
      "network_egress_firewall_domains",
    ]);
  });
});

describe("the endpoint of Secrets Manager", () => {
  const endpoints = ({ network }: ReturnType<typeof migrationPlan>) => (network as ManagedNetwork).interfaceEndpoints;

  it("is made for replications and rotation, which have no other way, and the plan says why", () => {
    const moved = migrationPlan(strict);
    expect(endpoints(moved)).toEqual(["logs", "secretsmanager"]);
    expect(moved.decisions.find(({ path }) => path === "network.interfaceEndpoints")?.reason).toContain(
      "DMS Serverless",
    );
    const global = blueprintPlan("production", (tree) => {
      strict(tree);
      tree.environments.production.recoveryRegion = "eu-central-1";
      tree.requirements.recovery = { rpo: "1m", rto: "1h", failover: "manual" };
    });
    expect(endpoints(global)).toEqual(["logs", "secretsmanager"]);
  });

  it("is left out where nothing needs it", () => {
    const alone = blueprintPlan("production", (tree) => {
      strict(tree);
      delete tree.requirements.recovery;
    });
    expect(endpoints(alone)).toEqual(["logs"]);
  });

  it("passes secrets of other accounts that the plan names, for reading alone", () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:999988887777:secret:old/books-AbCdEf";
    const plan = migrationPlan((tree) => {
      tree.migration.sources[0].secret = arn;
    });
    const { foundation } = synthFoundationOf(plan);
    expect(
      foundation.statement("aws_vpc_endpoint", "network_endpoint_secretsmanager", "SecretsOfOthers"),
    ).toMatchObject({
      Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      Resource: [arn],
    });
  });
});
