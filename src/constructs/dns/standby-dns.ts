import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { DnsOutputs } from "../core/stack-outputs";
import { DomainCertificate } from "./domain-certificate";
import { ownsValidationRecord, validationRecord } from "./public-dns";

export interface StandbyDnsProps {
  /** The plan as it stands in the recovery region. */
  readonly there: Plan;
  readonly primary: Plan;
  /** Zone and certificates of the plan's own region; null when nothing is public. */
  readonly dns: DnsOutputs | null;
}

/**
 * Certificate of the domain in the recovery region, validated in the zone of the plan's own region: Route 53 is global,
 * and a domain has one zone. null when nothing is public.
 */
export function standbyDns(scope: Construct, { there, primary, dns }: StandbyDnsProps): DnsOutputs | null {
  const { domain, region } = there.environment;
  if (dns === null || domain === null) return null;
  const parts = new Construct(scope, "dns");
  const certificate = new DomainCertificate(parts, "certificate", { plan: there, domain, region });
  // Two states must not both hold the one record: whichever is destroyed first would take it from the other.
  const certificateArn = ownsValidationRecord(primary)
    ? certificate.issuedByEarlierRecord()
    : certificate.issuedBy(validationRecord(parts, dns.zoneId, certificate));
  return { ...dns, certificateArn };
}
