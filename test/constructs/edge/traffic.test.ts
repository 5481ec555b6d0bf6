import { reference } from "../../support/foundation-stacks";
import { recoveringPlan, type WholePlan } from "../../support/whole-plan";

/** Parsed JSON of a shape that the test states. */
// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape
type Json = any;

const withoutCdn = (tree: Json) => {
  tree.edge.cdn = false;
};

function aclOf(built: WholePlan, kind: "edge" | "standby", id: string): Json {
  return built.stack(kind).get("aws_wafv2_web_acl", id);
}

function ruleNames(acl: Json): readonly string[] {
  return acl.rule.map(({ name }: Json) => name);
}

/** The load balancer's security group lets in from these: a prefix list by its reference, or ranges. */
function admitted(built: WholePlan, kind: "services" | "standby"): readonly unknown[] {
  const stack = built.stack(kind);
  return stack
    .ids("aws_vpc_security_group_ingress_rule")
    .filter((id) => /^load_balancer_ingress_(cdn|https?)$/.test(id))
    .map((id) => stack.get("aws_vpc_security_group_ingress_rule", id))
    .map((rule) => rule.prefix_list_id ?? rule.cidr_ipv4);
}

const CLOUDFRONT_ONLY = [reference("data.aws_ec2_managed_prefix_list.load_balancer_cdn_addresses.id")];
const ANYBODY = ["0.0.0.0/0", "0.0.0.0/0"];

describe("failover records without a CDN", () => {
  let built: WholePlan;
  beforeAll(() => {
    built = recoveringPlan("pilot-light", withoutCdn);
  });

  it("lead the domain to one region or the other, by the switch alone", () => {
    const edge = built.stack("edge");
    expect(edge.ids("aws_route53_record")).toEqual(["record_a", "record_a_secondary"]);
    const primary: Json = edge.get("aws_route53_record", "record_a");
    const secondary: Json = edge.get("aws_route53_record", "record_a_secondary");
    for (const record of [primary, secondary]) {
      expect(record).toMatchObject({ name: "shop.example.com", type: "A", alias: { evaluate_target_health: false } });
    }
    expect([primary.failover_routing_policy.type, primary.set_identifier]).toEqual(["PRIMARY", "eu-west-1"]);
    expect([secondary.failover_routing_policy.type, secondary.set_identifier]).toEqual(["SECONDARY", "eu-central-1"]);
    expect(primary.health_check_id).toMatch(/terraform_remote_state\..*standby/);
    expect(secondary.health_check_id).toBeUndefined();
    expect(primary.alias.name).toMatch(/services/);
    expect(secondary.alias.name).toMatch(/standby/);
    expect(secondary.depends_on).toEqual(["aws_route53_record.record_a"]);
  });

  it("have all rules of the web ACL before the load balancer of either region", () => {
    const [here, there] = [aclOf(built, "edge", "waf_acl"), aclOf(built, "standby", "web_acl_acl")];
    expect([here.scope, there.scope]).toEqual(["REGIONAL", "REGIONAL"]);
    expect(ruleNames(here)).toContain("rate-limit");
    expect(ruleNames(there)).toEqual(ruleNames(here));
    const association: Json = built.stack("standby").get("aws_wafv2_web_acl_association", "web_acl_association");
    expect(association.resource_arn).toBe(reference("aws_lb.load_balancer_alb.arn"));
    expect(built.stack("standby").ids("aws_wafv2_web_acl_logging_configuration")).toEqual(["web_acl_logging"]);
    expect([admitted(built, "services"), admitted(built, "standby")]).toEqual([ANYBODY, ANYBODY]);
  });

  it("claim the failover for the records", () => {
    const found = built.evidence.resources.filter(
      ({ capabilities, stackKind }) => capabilities.includes("failover") && stackKind === "edge",
    );
    expect(found.map(({ address }) => address)).toEqual([
      "aws_route53_record.record_a",
      "aws_route53_record.record_a_secondary",
    ]);
  });
});

describe("failover records behind a CDN", () => {
  let built: WholePlan;
  beforeAll(() => {
    built = recoveringPlan("warm-standby");
  });

  it("switch the name by which the distribution finds its origin", () => {
    const edge = built.stack("edge");
    const records = Object.fromEntries(
      edge.ids("aws_route53_record").map((id) => [id, edge.get("aws_route53_record", id) as Json]),
    );
    expect(Object.keys(records)).toEqual(["origin_a", "origin_a_secondary", "record_a", "record_aaaa"]);
    expect(records.origin_a).toMatchObject({
      name: "origin.shop.example.com",
      failover_routing_policy: { type: "PRIMARY" },
    });
    expect(records.record_a.alias.name).toBe(reference("aws_cloudfront_distribution.cdn_distribution.domain_name"));
    const distribution: Json = edge.get("aws_cloudfront_distribution", "cdn_distribution");
    expect(distribution.origin).toEqual([
      {
        origin_id: "load-balancer",
        domain_name: "origin.shop.example.com",
        custom_origin_config: {
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: "https-only",
          origin_ssl_protocols: ["TLSv1.2"],
          origin_keepalive_timeout: 45,
          origin_read_timeout: 30,
        },
      },
    ]);
    expect(edge.ids("aws_cloudfront_vpc_origin")).toEqual([]);
    // The certificate has no name but the domain: it is checked against the host, which is passed on everywhere.
    expect(distribution.default_cache_behavior.origin_request_policy_id).toBe("216adef6-5c7f-47e4-b989-5492eafa07d3");
  });

  it("make the load balancers public, for CloudFront's addresses only", () => {
    for (const kind of ["services", "standby"] as const) {
      expect(built.stack(kind).get("aws_lb", "load_balancer_alb").internal).toBe(false);
      expect(admitted(built, kind)).toEqual(CLOUDFRONT_ONLY);
      // New versions are asked in the plan's own region, by a listener that the function's security group alone reaches.
      const asked = kind === "services" ? ["load_balancer_test_listener"] : [];
      expect(built.stack(kind).ids("aws_lb_listener")).toEqual(["load_balancer_https_listener", ...asked]);
    }
  });

  it("turn away other hosts at both load balancers, and keep rates where users' addresses are", () => {
    expect(ruleNames(aclOf(built, "edge", "waf_acl"))).toContain("rate-limit");
    expect(aclOf(built, "edge", "waf_acl").scope).toBe("CLOUDFRONT");
    for (const acl of [aclOf(built, "edge", "origin_waf_acl"), aclOf(built, "standby", "web_acl_acl")]) {
      expect(acl.scope).toBe("REGIONAL");
      expect(ruleNames(acl)).toEqual([
        "other-hosts",
        "ip-reputation",
        "anonymous-ip",
        "common",
        "known-bad-inputs",
        "sql-injection",
      ]);
      const [guard] = acl.rule;
      expect(guard.action).toEqual({ block: {} });
      expect(guard.statement.not_statement[0].statement[0].byte_match_statement[0]).toMatchObject({
        search_string: "shop.example.com",
        positional_constraint: "EXACTLY",
        field_to_match: [{ single_header: [{ name: "host" }] }],
      });
    }
    const outputs = built.evidence.resources.filter(
      ({ role, stackKind }) => role === "web-acl" && stackKind === "edge",
    );
    expect(outputs.map(({ address }) => address)).toEqual(["aws_wafv2_web_acl.waf_acl"]);
  });
});

describe("Global Accelerator", () => {
  it("stands before private load balancers of both regions, with its flow logs where they are let in", () => {
    const built = recoveringPlan("active-active", withoutCdn);
    const edge = built.stack("edge");
    expect(edge.get("aws_globalaccelerator_accelerator", "global_accelerator")).toMatchObject({
      ip_address_type: "IPV4",
      attributes: { flow_logs_enabled: true, flow_logs_s3_prefix: "accelerator" },
    });
    const groups: Json = edge.all("aws_globalaccelerator_endpoint_group");
    expect(groups.map((group: Json) => group.endpoint_group_region).sort()).toEqual(["eu-central-1", "eu-west-1"]);
    for (const group of groups) {
      expect(group.endpoint_configuration[0].client_ip_preservation_enabled).toBe(true);
      expect(group.lifecycle.ignore_changes).toEqual(["traffic_dial_percentage"]);
    }
    const listener: Json = edge.get("aws_globalaccelerator_listener", "global_listener");
    expect(listener.port_range.map(({ from_port }: Json) => from_port)).toEqual([443, 80]);
    expect((edge.get("aws_route53_record", "record_a") as Json).alias).toEqual({
      name: reference("aws_globalaccelerator_accelerator.global_accelerator.dns_name"),
      zone_id: reference("aws_globalaccelerator_accelerator.global_accelerator.hosted_zone_id"),
      evaluate_target_health: false,
    });
    for (const kind of ["services", "standby"] as const) {
      expect(built.stack(kind).get("aws_lb", "load_balancer_alb").internal).toBe(true);
      expect(admitted(built, kind)).toEqual(ANYBODY);
    }
    const policy = built.stack("foundation").statement("aws_s3_bucket_policy", "log_bucket_policy", "AcceleratorLogs");
    expect(policy.Resource).toMatch(/logs-111122223333\/accelerator\/AWSLogs\/111122223333\/\*$/);
  });

  it("is the origin of a distribution, and takes HTTPS alone", () => {
    const built = recoveringPlan("active-active");
    const edge = built.stack("edge");
    const distribution: Json = edge.get("aws_cloudfront_distribution", "cdn_distribution");
    expect(distribution.origin[0].domain_name).toBe(
      reference("aws_globalaccelerator_accelerator.global_accelerator.dns_name"),
    );
    const listener: Json = edge.get("aws_globalaccelerator_listener", "global_listener");
    expect(listener.port_range.map(({ from_port }: Json) => from_port)).toEqual([443]);
    expect([admitted(built, "services"), admitted(built, "standby")]).toEqual([CLOUDFRONT_ONLY, CLOUDFRONT_ONLY]);
    expect(ruleNames(aclOf(built, "standby", "web_acl_acl"))[0]).toBe("other-hosts");
  });
});

describe("backup and restore", () => {
  it("leaves requests as they are, and its load balancer private behind a CDN", () => {
    const built = recoveringPlan("backup-and-restore");
    expect(built.stack("edge").ids("aws_route53_record")).toEqual(["record_a", "record_aaaa"]);
    expect(built.stack("edge").ids("aws_cloudfront_vpc_origin")).toEqual(["cdn_vpc_origin"]);
    expect(built.stack("edge").ids("aws_wafv2_web_acl")).toEqual(["waf_acl"]);
    expect(built.stack("standby").get("aws_lb", "load_balancer_alb").internal).toBe(true);
    expect(built.stack("standby").ids("aws_wafv2_web_acl")).toEqual([]);
  });

  it("brings its own web ACL without one", () => {
    const built = recoveringPlan("backup-and-restore", withoutCdn);
    expect(ruleNames(aclOf(built, "standby", "web_acl_acl"))).toContain("rate-limit");
  });
});
