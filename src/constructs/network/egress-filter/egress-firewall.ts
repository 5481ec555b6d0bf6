import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { NetworkfirewallFirewall } from "@cdktf/provider-aws/lib/networkfirewall-firewall";
import { NetworkfirewallFirewallPolicy } from "@cdktf/provider-aws/lib/networkfirewall-firewall-policy";
import { NetworkfirewallLoggingConfiguration } from "@cdktf/provider-aws/lib/networkfirewall-logging-configuration";
import { NetworkfirewallRuleGroup } from "@cdktf/provider-aws/lib/networkfirewall-rule-group";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { outsideSources } from "../../../model/outside-sources";
import type { ManagedNetwork, Plan } from "../../../model/plan";
import { keptLogGroup } from "../../core/kept-log-group";
import { resourceName } from "../../core/names";
import { egressDomains } from "./egress-domains";
import { EGRESS_METRIC, egressMetricNamespace } from "./egress-metric";

const SUBJECT: Subject = { kind: "plan", name: "network" };

/** Network Firewall allows 128 characters for firewalls, policies and rule groups (API reference). */
const NAME_MAX_LENGTH = 128;

/** CloudWatch Logs' limit on a metric filter's name. */
const FILTER_NAME_MAX_LENGTH = 512;

/**
 * Rules that the group may ever hold: it is fixed when the group is made. A domain takes one for each protocol, and a
 * policy may have 30,000 altogether (Network Firewall developer guide, quotas and rule group capacity).
 */
const CAPACITY = 2000;

/** The same for ranges of databases, of which each takes one. */
const SOURCES_CAPACITY = 100;

export interface EgressFirewallProps {
  readonly plan: Plan;
  readonly network: ManagedNetwork;
  readonly vpcId: string;
  readonly logsKeyArn: string;
  readonly domains: readonly string[];
  /** One per zone that has a way out. */
  readonly subnets: readonly Subnet[];
}

/**
 * AWS Network Firewall that lets out what is named and drops the rest of every connection, by the name in the TLS
 * greeting or the HTTP request. Connections are established first, since the name comes only then.
 */
export class EgressFirewall extends Construct {
  private readonly firewall: NetworkfirewallFirewall;

  constructor(scope: Construct, id: string, props: EgressFirewallProps) {
    super(scope, id);
    const { plan, vpcId, subnets } = props;
    const name = resourceName(plan, ["egress"], NAME_MAX_LENGTH);
    // The logs key rather than the data key: what it encrypts is a list of domains.
    const encryptionConfiguration = { type: "CUSTOMER_KMS", keyId: props.logsKeyArn };
    const groups = [
      this.ruleGroup(props, name, encryptionConfiguration),
      ...this.sourceRules(props, encryptionConfiguration),
    ];
    const policy = this.policy(name, groups, encryptionConfiguration);
    this.firewall = new NetworkfirewallFirewall(this, "firewall", {
      name,
      description: `What may leave the network of ${plan.name} in ${plan.environment.name}`,
      vpcId,
      firewallPolicyArn: policy.arn,
      subnetMapping: subnets.map(({ id: subnetId }) => ({ subnetId })),
      deleteProtection: true,
      encryptionConfiguration,
      tags: { Name: name },
    });
    provides(this.firewall, SUBJECT, "egress-filter");
    playsRole(this.firewall, SUBJECT, "egress-firewall", { name });
    this.logRefused(props, name);
  }

  /** The endpoint that stands in a subnet; Terraform knows it once the firewall is made. */
  endpointIn(subnet: Subnet): string {
    const states = `${addressOf(this.firewall)}.firewall_status[0].sync_states`;
    const here = `attachment[0].subnet_id == ${addressOf(subnet)}.id`;
    return `\${one([for state in ${states} : state.attachment[0].endpoint_id if state.${here}])}`;
  }

  private ruleGroup(
    { plan, network, domains }: EgressFirewallProps,
    name: string,
    encryptionConfiguration: Encryption,
  ) {
    const group = new NetworkfirewallRuleGroup(this, "domains", {
      name,
      description: "Domains that may be reached",
      type: "STATEFUL",
      capacity: CAPACITY,
      ruleGroup: {
        ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definition: privateCidrs(network) } }] },
        rulesSource: {
          rulesSourceList: {
            generatedRulesType: "ALLOWLIST",
            targetTypes: ["TLS_SNI", "HTTP_HOST"],
            targets: [...egressDomains(plan, network, domains)],
          },
        },
        statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
      },
      encryptionConfiguration,
      tags: { Name: name },
    });
    provides(group, SUBJECT, "egress-filter");
    return group;
  }

  /**
   * Databases of a migration that are reached over the internet, by address and port: their protocols greet without a
   * name that a list of domains could hold.
   */
  private sourceRules(
    { plan, network }: EgressFirewallProps,
    encryptionConfiguration: Encryption,
  ): readonly NetworkfirewallRuleGroup[] {
    const sources = outsideSources(plan);
    if (sources.length === 0) return [];
    const name = resourceName(plan, ["egress-sources"], NAME_MAX_LENGTH);
    const group = new NetworkfirewallRuleGroup(this, "sources", {
      name,
      description: "Databases that the migration reads",
      type: "STATEFUL",
      capacity: SOURCES_CAPACITY,
      ruleGroup: {
        ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definition: privateCidrs(network) } }] },
        rulesSource: {
          statefulRule: sources.map(({ cidr, port }, index) => ({
            action: "PASS",
            header: {
              protocol: "TCP",
              source: "$HOME_NET",
              sourcePort: "ANY",
              direction: "FORWARD",
              destination: cidr,
              destinationPort: String(port),
            },
            // Signatures are numbered within their group.
            ruleOption: [{ keyword: "sid", settings: [String(index + 1)] }],
          })),
        },
        statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
      },
      encryptionConfiguration,
      tags: { Name: name },
    });
    provides(group, SUBJECT, "egress-filter");
    return [group];
  }

  private policy(name: string, groups: readonly NetworkfirewallRuleGroup[], encryptionConfiguration: Encryption) {
    const policy = new NetworkfirewallFirewallPolicy(this, "policy", {
      name,
      firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
        statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
        // A connection that the firewall has not seen from its beginning is dropped too: it may be anything.
        statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
        statefulRuleGroupReference: groups.map(({ arn }, index) => ({ priority: index + 1, resourceArn: arn })),
      },
      encryptionConfiguration,
      tags: { Name: name },
    });
    provides(policy, SUBJECT, "egress-filter");
    return policy;
  }

  /** Refused connections alone are logged: the VPC's flow logs have the others. */
  private logRefused({ plan, network, logsKeyArn }: EgressFirewallProps, firewallName: string): void {
    const logGroup = keptLogGroup(this, "log_group", {
      subject: SUBJECT,
      // Below this prefix AWS's delivery does not fill up the account's log resource policies.
      name: egressLogGroupName(plan),
      retentionDays: network.flowLogRetentionDays,
      keyArn: logsKeyArn,
    });
    playsRole(logGroup, SUBJECT, "log-group", { name: egressLogGroupName(plan) });
    const logging = new NetworkfirewallLoggingConfiguration(this, "logging", {
      firewallArn: this.firewall.arn,
      loggingConfiguration: {
        logDestinationConfig: [
          { logType: "ALERT", logDestinationType: "CloudWatchLogs", logDestination: { logGroup: logGroup.name } },
        ],
      },
    });
    provides(logging, SUBJECT, "network-logging");
    const filter = new CloudwatchLogMetricFilter(this, "refused", {
      name: resourceName(plan, [firewallName, "refused"], FILTER_NAME_MAX_LENGTH),
      logGroupName: logGroup.name,
      // An alert of the default actions says `blocked`.
      pattern: '{ $.event.alert.action = "blocked" }',
      metricTransformation: {
        name: EGRESS_METRIC,
        namespace: egressMetricNamespace(plan),
        value: "1",
        defaultValue: "0",
      },
    });
    provides(filter, SUBJECT, "log-metric");
  }
}

/** What the lists are about: what leaves these; the default would be the whole VPC, firewall and all. */
function privateCidrs({ zones }: ManagedNetwork): string[] {
  return zones.map(({ privateCidr }) => privateCidr);
}

interface Encryption {
  readonly type: string;
  readonly keyId: string;
}

/** CloudWatch log group of refused connections: 512 characters. */
function egressLogGroupName(plan: Plan): string {
  return `/aws/vendedlogs/network-firewall/${resourceName(plan, ["egress"], NAME_MAX_LENGTH)}`;
}

/** How an expression of Terraform names a resource of the same stack. */
function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
