import { type Json, type Synthesised, synthObservability } from "../../support/observability-synth";

describe("the blueprint's production edge", () => {
  let built: Synthesised;
  beforeAll(() => {
    built = synthObservability("production");
  });

  it("reaches the load balancer inside the VPC over HTTPS", () => {
    const distribution = built.edge.one("aws_cloudfront_distribution", "cdn_distribution");
    expect(distribution.origin).toHaveLength(1);
    expect(distribution.origin[0].vpc_origin_config.vpc_origin_id).toContain(
      "aws_cloudfront_vpc_origin.cdn_vpc_origin",
    );
    const origin = built.edge.one("aws_cloudfront_vpc_origin", "cdn_vpc_origin");
    expect(origin.vpc_origin_endpoint_config[0].origin_protocol_policy).toBe("https-only");
  });

  it("passes everything through uncached but the static paths", () => {
    const distribution = built.edge.one("aws_cloudfront_distribution", "cdn_distribution");
    expect(distribution.default_cache_behavior.cache_policy_id).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    expect(distribution.default_cache_behavior.origin_request_policy_id).toBe("216adef6-5c7f-47e4-b989-5492eafa07d3");
    expect(distribution.ordered_cache_behavior.map((behavior: Json) => behavior.path_pattern)).toEqual(["/assets/*"]);
    expect(distribution.ordered_cache_behavior[0].compress).toBe(true);
  });

  it("caches static paths by host, so that no other name can fill the cache", () => {
    const policy = built.edge.one("aws_cloudfront_cache_policy", "cdn_static_cache");
    expect(policy.parameters_in_cache_key_and_forwarded_to_origin.headers_config.headers.items).toEqual(["Host"]);
  });

  it("keeps client errors for no time", () => {
    const { custom_error_response: responses } = built.edge.one("aws_cloudfront_distribution", "cdn_distribution");
    expect(responses.find((response: Json) => response.error_code === 404).error_caching_min_ttl).toBe(0);
    expect(responses.every((response: Json) => response.error_caching_min_ttl <= 1)).toBe(true);
  });

  it("uses TLS 1.2 and the certificate of us-east-1", () => {
    const { viewer_certificate: certificate } = built.edge.one("aws_cloudfront_distribution", "cdn_distribution");
    expect(certificate.minimum_protocol_version).toBe("TLSv1.2_2021");
    expect(certificate.acm_certificate_arn).toBe("arn:aws:acm:us-east-1:111122223333:certificate/cdn");
  });

  it("writes access logs below the prefix that the log bucket admits", () => {
    const destination = built.edge.one("aws_cloudwatch_log_delivery_destination", "cdn_access_logs_destination");
    expect(destination.delivery_destination_configuration[0].destination_resource_arn).toBe(
      "arn:aws:s3:::logs-bucket/cloudfront",
    );
    expect(destination.region).toBe("us-east-1");
  });

  it("has a web ACL for CloudFront with a rate limit and five managed groups", () => {
    const acl = built.edge.one("aws_wafv2_web_acl", "waf_acl");
    expect([acl.scope, acl.region]).toEqual(["CLOUDFRONT", "us-east-1"]);
    expect(acl.rule.map((rule: Json) => rule.name)).toEqual([
      "rate-limit",
      "ip-reputation",
      "anonymous-ip",
      "common",
      "known-bad-inputs",
      "sql-injection",
    ]);
    expect(acl.rule[0].statement.rate_based_statement[0]).toMatchObject({ limit: 2000, evaluation_window_sec: 300 });
    expect(acl.rule.filter((rule: Json) => rule.override_action?.count).map((rule: Json) => rule.name)).toEqual([
      "anonymous-ip",
    ]);
    expect(new Set(acl.rule.map((rule: Json) => rule.priority)).size).toBe(6);
  });

  it("logs requests without credentials", () => {
    const logging = built.edge.one("aws_wafv2_web_acl_logging_configuration", "waf_logging");
    expect(logging.redacted_fields.map((field: Json) => field.single_header.name)).toEqual(["authorization", "cookie"]);
    const group = built.edge.one("aws_cloudwatch_log_group", "waf_logs");
    expect(group.name).toBe("aws-waf-logs-ecommerce-operational-excellence-production");
    expect(group.retention_in_days).toBe(90);
  });

  it("resolves the domain to the distribution for IPv4 and IPv6", () => {
    const records = Object.values(built.edge.all("aws_route53_record"));
    expect(records.map(({ type }) => type).sort()).toEqual(["A", "AAAA"]);
    expect(records.every(({ alias }) => alias.evaluate_target_health === false)).toBe(true);
  });

  it("asks the owner of all paths for its health, from three continents", () => {
    const check = built.edge.one("aws_route53_health_check", "health_check");
    expect(check).toMatchObject({
      type: "HTTPS",
      fqdn: "shop.example.com",
      resource_path: "/",
      failure_threshold: 3,
      request_interval: 30,
      enable_sni: true,
      regions: ["eu-west-1", "us-east-1", "ap-southeast-1"],
    });
  });
});

describe("variants of the edge", () => {
  it("is empty without a domain", () => {
    const { edge } = synthObservability("production", (tree) => {
      delete tree.environments.production.domain;
    });
    expect(JSON.parse(edge.text).resource).toBeUndefined();
  });

  it("guards the load balancer itself without a CDN", () => {
    const { edge } = synthObservability("production", (tree) => {
      tree.edge.cdn = false;
    });
    expect(edge.all("aws_cloudfront_distribution")).toEqual({});
    expect(edge.one("aws_wafv2_web_acl", "waf_acl").scope).toBe("REGIONAL");
    expect(edge.one("aws_wafv2_web_acl", "waf_acl").region).toBeUndefined();
    expect(edge.one("aws_wafv2_web_acl_association", "waf_association").resource_arn).toContain("loadbalancer/app/lb");
    expect(edge.one("aws_cloudwatch_log_group", "waf_logs").kms_key_id).toContain(":key/logs");
    expect(edge.one("aws_route53_record", "record_a").alias.evaluate_target_health).toBe(true);
    expect(Object.keys(edge.all("aws_route53_record"))).toEqual(["record_a"]);
  });

  it("lets Route 53 through the country rule on the health path", () => {
    const { edge } = synthObservability("production", (tree) => {
      tree.edge.allowedCountries = ["IE", "GB"];
    });
    const [rule] = edge.one("aws_wafv2_web_acl", "waf_acl").rule;
    expect(JSON.stringify(rule.statement)).toContain('"country_codes":["GB","IE"]');
    expect(JSON.stringify(rule.statement)).toContain('"search_string":"/"');
    const { restrictions } = edge.one("aws_cloudfront_distribution", "cdn_distribution");
    expect(restrictions.geo_restriction).toEqual({ restriction_type: "none" });
  });

  it("restricts countries in CloudFront when there is no web ACL, and then checks only from inside them", () => {
    const { edge } = synthObservability("production", (tree) => {
      Object.assign(tree.edge, { waf: false, allowedCountries: ["US", "IE"] });
    });
    const { restrictions } = edge.one("aws_cloudfront_distribution", "cdn_distribution");
    expect(restrictions.geo_restriction).toEqual({ restriction_type: "whitelist", locations: ["IE", "US"] });
    expect(edge.one("aws_route53_health_check", "health_check").regions).toEqual([
      "eu-west-1",
      "us-east-1",
      "us-west-2",
    ]);
  });

  it("judges only the connection where no service's health path is routed", () => {
    const { edge } = synthObservability("production", (tree) => {
      tree.services[0].routes = ["/shop/*"];
    });
    expect(edge.one("aws_route53_health_check", "health_check").type).toBe("TCP");
  });

  it("keeps names within AWS limits for the longest plan", () => {
    const { edge } = synthObservability("production", (tree) => {
      tree.metadata.name = "a".repeat(40);
    });
    const source = edge.one("aws_cloudwatch_log_delivery_source", "cdn_access_logs_source");
    expect(source.name.length).toBeLessThanOrEqual(60);
    const origin = edge.one("aws_cloudfront_vpc_origin", "cdn_vpc_origin");
    expect(origin.vpc_origin_endpoint_config[0].name.length).toBeLessThanOrEqual(64);
  });
});
