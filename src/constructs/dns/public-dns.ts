import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import type { DnsOutputs } from "../core/stack-outputs";
import { DomainCertificate } from "./domain-certificate";
import { QueryLog } from "./query-log";

/** The validation record never changes for a certificate; five minutes lets a mistake in the zone heal soon. */
const VALIDATION_RECORD_TTL_SECONDS = 300;

/** Zone and certificates of the plan's domain; null when no name in it leads anywhere. */
export function publicDns(scope: Construct, plan: Plan): DnsOutputs | null {
  const { domain } = plan.environment;
  const named = plan.edge.hasPublicEndpoint || plan.security.privateIngress.kind === "verified-access";
  if (!named || domain === null) return null;
  return new PublicDns(scope, "dns", plan, domain).outputs;
}

/** A certificate made here, or the ARN of one that exists. */
type Certificate = DomainCertificate | string;

class PublicDns extends Construct {
  readonly outputs: DnsOutputs;

  constructor(scope: Construct, id: string, plan: Plan, domain: string) {
    super(scope, id);
    const zoneId = this.zone(plan, domain);
    const regional = this.regionalCertificate(plan, domain);
    const global = this.globalCertificate(plan, domain, regional);
    const managed = [regional, global].find((certificate) => certificate instanceof DomainCertificate);
    const record = managed && validationRecord(this, zoneId, managed);
    const certificateArn = issued(regional, record);
    this.outputs = {
      zoneId,
      certificateArn,
      cdnCertificateArn: global === regional ? certificateArn : issued(global, record),
    };
  }

  private zone(plan: Plan, domain: string): string {
    if (plan.edge.hostedZone.kind === "existing") return plan.edge.hostedZone.id;
    const zone = new Route53Zone(this, "zone", {
      name: domain,
      comment: `${plan.name} ${plan.environment.name}`,
      lifecycle: { preventDestroy: true },
    });
    provides(zone, { kind: "plan", name: "dns" }, "dns");
    new QueryLog(this, "query_log", { plan, zoneId: zone.zoneId });
    // The parent domain must delegate to these before ACM can see the validation record.
    new TerraformOutput(this, "name_servers", {
      description: `Name servers that the parent domain of ${domain} must delegate to`,
      value: zone.nameServers,
    });
    return zone.zoneId;
  }

  private regionalCertificate(plan: Plan, domain: string): Certificate {
    const { certificate } = plan.edge;
    if (certificate.kind === "existing") return certificate.arn;
    return new DomainCertificate(this, "regional", { plan, domain, region: plan.environment.region });
  }

  /** CloudFront takes certificates of us-east-1 only. A plan in that region has the regional one serve both. */
  private globalCertificate(plan: Plan, domain: string, regional: Certificate): Certificate | null {
    const { cdn, cdnCertificate } = plan.edge;
    if (!cdn) return null;
    if (cdnCertificate.kind === "existing") return cdnCertificate.arn;
    if (plan.environment.region === GLOBAL_REGION) return regional;
    return new DomainCertificate(this, "cdn", { plan, domain, region: GLOBAL_REGION });
  }
}

/**
 * One record for all certificates: ACM derives it from the domain and the account, so it is the same in every region.
 * A certificate made by hand may have put it there already, with the same value: overwriting is harmless.
 */
export function validationRecord(scope: Construct, zoneId: string, { validation }: DomainCertificate): Route53Record {
  return new Route53Record(scope, "validation_record", {
    zoneId,
    name: validation.name,
    type: validation.type,
    records: [validation.value],
    ttl: VALIDATION_RECORD_TTL_SECONDS,
    allowOverwrite: true,
  });
}

/** Whether the plan's own region puts the record there, and keeps it. */
export function ownsValidationRecord({ edge }: Plan): boolean {
  return edge.certificate.kind === "managed" || (edge.cdn && edge.cdnCertificate.kind === "managed");
}

function issued<C extends Certificate | null>(
  certificate: C,
  record: Route53Record | undefined,
): string | Extract<C, null>;
function issued(certificate: Certificate | null, record: Route53Record | undefined): string | null {
  if (certificate === null || typeof certificate === "string") return certificate;
  if (record === undefined) throw new Error("a managed certificate has no validation record");
  return certificate.issuedBy(record);
}
