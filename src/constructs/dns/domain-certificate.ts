import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { regionArgument } from "../core/region-argument";

export interface DomainCertificateProps {
  readonly plan: Plan;
  readonly domain: string;
  readonly region: string;
}

/** What a DNS record must say so that ACM believes the domain to be ours. */
export interface ValidationRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** An ACM certificate for the one domain, renewed by ACM for as long as its validation record stands. */
export class DomainCertificate extends Construct {
  readonly validation: ValidationRecord;
  private readonly certificate: AcmCertificate;
  private readonly elsewhere: ReturnType<typeof regionArgument>;

  constructor(scope: Construct, id: string, { plan, domain, region }: DomainCertificateProps) {
    super(scope, id);
    this.elsewhere = regionArgument(plan, region);
    this.certificate = new AcmCertificate(this, "certificate", {
      ...this.elsewhere,
      domainName: domain,
      validationMethod: "DNS",
      tags: { Name: domain },
      // Listeners and distributions hold on to a certificate: the new one must stand before the old one can go.
      lifecycle: { createBeforeDestroy: true },
    });
    provides(this.certificate, { kind: "plan", name: "dns" }, "tls-certificate");
    const option = this.certificate.domainValidationOptions.get(0);
    this.validation = {
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      value: option.resourceRecordValue,
    };
  }

  /** ARN that is known only once ACM has issued the certificate, so that nothing uses it before. */
  issuedBy(record: Route53Record): string {
    return this.issued({ validationRecordFqdns: [record.fqdn] });
  }

  /** The same where the record stands already, for a certificate of the same domain in another region. */
  issuedByEarlierRecord(): string {
    return this.issued({});
  }

  private issued(records: { readonly validationRecordFqdns?: string[] }): string {
    const { certificateArn } = new AcmCertificateValidation(this, "issued", {
      ...this.elsewhere,
      certificateArn: this.certificate.arn,
      ...records,
    });
    return certificateArn;
  }
}
