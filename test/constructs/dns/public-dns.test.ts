import { reference, type SynthesisedFoundation, synthFoundation } from "../../support/foundation-stacks";

const CERTIFICATE = "aws_acm_certificate";
const REGIONAL_ARN = "arn:aws:acm:eu-west-1:111122223333:certificate/regional";
const CDN_ARN = "arn:aws:acm:us-east-1:111122223333:certificate/cdn";

describe("DNS and certificates", () => {
  let production: SynthesisedFoundation;

  beforeAll(() => {
    production = synthFoundation();
  });

  it("make a zone that is never destroyed", () => {
    expect(production.foundation.get("aws_route53_zone", "dns_zone")).toMatchObject({
      name: "shop.example.com",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("log who asks the zone, in us-east-1, where Route 53 writes", () => {
    const { foundation } = production;
    expect(foundation.get("aws_cloudwatch_log_group", "dns_query_log_log_group")).toMatchObject({
      region: "us-east-1",
      name: "/aws/route53/ecommerce-operational-excellence-production",
      retention_in_days: 90,
    });
    const policy = JSON.parse(
      foundation.get("aws_cloudwatch_log_resource_policy", "dns_query_log_log_policy").policy_document as string,
    );
    expect(policy.Statement[0]).toMatchObject({
      Principal: { Service: "route53.amazonaws.com" },
      Resource:
        "arn:aws:logs:us-east-1:111122223333:log-group:/aws/route53/ecommerce-operational-excellence-production:*",
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    });
    expect(foundation.get("aws_route53_query_log", "dns_query_log_queries").depends_on).toEqual([
      "aws_cloudwatch_log_resource_policy.dns_query_log_log_policy",
    ]);
  });

  it("make one certificate in the plan's region and one for CloudFront", () => {
    const { foundation } = production;
    expect(foundation.ids(CERTIFICATE)).toEqual(["dns_cdn_certificate", "dns_regional_certificate"]);
    for (const certificate of foundation.all(CERTIFICATE)) {
      expect(certificate).toMatchObject({
        domain_name: "shop.example.com",
        validation_method: "DNS",
        lifecycle: { create_before_destroy: true },
      });
    }
    expect(foundation.get(CERTIFICATE, "dns_cdn_certificate").region).toBe("us-east-1");
    expect(foundation.get(CERTIFICATE, "dns_regional_certificate")).not.toHaveProperty("region");
  });

  it("validate both by the one record that ACM asks for in every region", () => {
    const { foundation } = production;
    expect(foundation.ids("aws_route53_record")).toEqual(["dns_validation_record"]);
    expect(foundation.get("aws_route53_record", "dns_validation_record")).toMatchObject({
      ttl: 300,
      allow_overwrite: true,
    });
    for (const issued of foundation.all("aws_acm_certificate_validation")) {
      expect(issued.validation_record_fqdns).toEqual([reference("aws_route53_record.dns_validation_record.fqdn")]);
    }
    expect(foundation.get("aws_acm_certificate_validation", "dns_cdn_issued").region).toBe("us-east-1");
  });

  it("let one certificate serve both in us-east-1", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.environments.production.region = "us-east-1";
    });
    expect(foundation.ids(CERTIFICATE)).toEqual(["dns_regional_certificate"]);
    expect(foundation.ids("aws_acm_certificate_validation")).toEqual(["dns_regional_issued"]);
    expect(outputs.dns?.cdnCertificateArn).toBe(outputs.dns?.certificateArn);
    expect(foundation.ids("aws_kms_key")).not.toContain("global_messaging_key");
  });

  it("make no certificate for CloudFront without a CDN", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.edge.cdn = false;
    });
    expect(foundation.ids(CERTIFICATE)).toEqual(["dns_regional_certificate"]);
    expect(outputs.dns?.cdnCertificateArn).toBeNull();
  });

  it("use an existing zone and certificates, and create nothing then", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.edge.existing = {
        hostedZoneId: "Z0123456789ABC",
        certificateArn: REGIONAL_ARN,
        cdnCertificateArn: CDN_ARN,
      };
    });
    expect(outputs.dns).toEqual({
      zoneId: "Z0123456789ABC",
      certificateArn: REGIONAL_ARN,
      cdnCertificateArn: CDN_ARN,
    });
    expect(foundation.types().filter((type) => /acm|route53/.test(type))).toEqual([]);
  });

  it("validate a new certificate in an existing zone", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.edge.existing = { hostedZoneId: "Z0123456789ABC", certificateArn: REGIONAL_ARN };
    });
    expect(outputs.dns?.certificateArn).toBe(REGIONAL_ARN);
    expect(foundation.ids(CERTIFICATE)).toEqual(["dns_cdn_certificate"]);
    expect(foundation.get("aws_route53_record", "dns_validation_record")).toMatchObject({
      zone_id: "Z0123456789ABC",
      name: reference(
        "tolist(aws_acm_certificate.dns_cdn_certificate.domain_validation_options).0.resource_record_name",
      ),
    });
  });

  it("are left out where nothing is public", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      delete tree.environments.production.domain;
    });
    expect(outputs.dns).toBeNull();
    expect(foundation.types().filter((type) => /acm|route53/.test(type))).toEqual([]);
  });
});
