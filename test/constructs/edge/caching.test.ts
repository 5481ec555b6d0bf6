import { type Json, type Synthesised, synthObservability } from "../../support/observability-synth";

describe("an edge that keeps answers", () => {
  let built: Synthesised;
  let distribution: Json;
  beforeAll(() => {
    built = synthObservability("production", (tree) => {
      tree.edge.cachedPaths = [
        { path: "/api/catalog/*", ttl: "30s" },
        { path: "/api/prices", ttl: "30s" },
        { path: "/api/countries", ttl: "1h" },
      ];
      tree.edge.originShield = true;
    });
    distribution = built.edge.one("aws_cloudfront_distribution", "cdn_distribution");
  });

  it("asks for answers of a path before files, in the plan's order", () => {
    expect(distribution.ordered_cache_behavior.map((behavior: Json) => behavior.path_pattern)).toEqual([
      "/api/catalog/*",
      "/api/prices",
      "/api/countries",
      "/assets/*",
    ]);
  });

  it("keeps them as long as the plan says, one policy for each time", () => {
    const policies = built.edge.all("aws_cloudfront_cache_policy");
    expect(Object.keys(policies).sort()).toEqual(["cdn_answers_30", "cdn_answers_3600", "cdn_static_cache"]);
    expect(policies.cdn_answers_30).toMatchObject({ min_ttl: 0, default_ttl: 30, max_ttl: 30 });
    const ids = distribution.ordered_cache_behavior.map((behavior: Json) => behavior.cache_policy_id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("tells them apart by host and query, never by who asks", () => {
    const { parameters_in_cache_key_and_forwarded_to_origin: key } = built.edge.one(
      "aws_cloudfront_cache_policy",
      "cdn_answers_30",
    );
    expect(key).toEqual({
      enable_accept_encoding_brotli: true,
      enable_accept_encoding_gzip: true,
      cookies_config: { cookie_behavior: "none" },
      headers_config: { header_behavior: "whitelist", headers: { items: ["Host"] } },
      query_strings_config: { query_string_behavior: "all" },
    });
    const [answers] = distribution.ordered_cache_behavior;
    expect(answers).not.toHaveProperty("origin_request_policy_id");
    expect(answers.allowed_methods).toEqual(["GET", "HEAD", "OPTIONS"]);
    expect(answers.compress).toBe(true);
  });

  it("asks by way of the shield, on connections that the load balancer still keeps", () => {
    expect(distribution.origin[0].origin_shield).toEqual({ enabled: true, origin_shield_region: "eu-west-1" });
    expect(distribution.origin[0].vpc_origin_config).toMatchObject({
      origin_keepalive_timeout: 45,
      origin_read_timeout: 30,
    });
  });

  it("alarms when fewer requests than usual find an answer", () => {
    const alarm = Object.values(built.observability.all("aws_cloudwatch_metric_alarm")).find(({ alarm_name: name }) =>
      name.endsWith("-cache-hits"),
    ) as Json;
    expect(alarm).toMatchObject({
      region: "us-east-1",
      comparison_operator: "LessThanLowerThreshold",
      evaluation_periods: 3,
      datapoints_to_alarm: 3,
    });
    expect(JSON.stringify(alarm.metric_query)).toContain("CacheHitRate");
  });
});

it("has no shield unless the plan asks for one", () => {
  const built = synthObservability("production");
  const { origin } = built.edge.one("aws_cloudfront_distribution", "cdn_distribution");
  expect(origin[0]).not.toHaveProperty("origin_shield");
});
