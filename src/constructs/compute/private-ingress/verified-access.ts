import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VerifiedaccessEndpoint } from "@cdktf/provider-aws/lib/verifiedaccess-endpoint";
import { VerifiedaccessGroup } from "@cdktf/provider-aws/lib/verifiedaccess-group";
import { VerifiedaccessInstance } from "@cdktf/provider-aws/lib/verifiedaccess-instance";
import { VerifiedaccessInstanceLoggingConfiguration } from "@cdktf/provider-aws/lib/verifiedaccess-instance-logging-configuration";
import { VerifiedaccessInstanceTrustProviderAttachment } from "@cdktf/provider-aws/lib/verifiedaccess-instance-trust-provider-attachment";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan, Service } from "../../../model/plan";
import { keptLogGroup } from "../../core/kept-log-group";
import { resourceName } from "../../core/names";
import { DomainCertificate } from "../../dns/domain-certificate";
import { tcpPath } from "../security-group-rules";
import { serviceSubject } from "../service-subject";
import { IngressLoadBalancer } from "./ingress-load-balancer";
import type { LoadBalancerIngress, PrivateIngressProps } from "./service-ingress";
import { accessPolicy, trustProvider } from "./trust-provider";

const SUBJECT: Subject = { kind: "plan", name: "private-ingress" };

const HTTPS_PORT = 443;

/** Seconds. The name leads to the endpoint for as long as that exists. */
const RECORD_TTL_SECONDS = 300;

export interface VerifiedAccessProps extends PrivateIngressProps {
  readonly services: readonly Service[];
}

/**
 * AWS Verified Access: people reach the services that the plan names at `<service>.<domain>` from anywhere, without a
 * VPN, and every request is judged by who makes it. Behind it stands a load balancer with private addresses only.
 */
export class VerifiedAccess extends Construct {
  readonly ingress: ReadonlyMap<string, LoadBalancerIngress>;

  constructor(scope: Construct, id: string, props: VerifiedAccessProps) {
    super(scope, id);
    const { plan, services, foundation } = props;
    const { domain } = plan.environment;
    const { dns } = foundation;
    if (domain === null || dns === null) throw new Error("Verified Access needs a domain");
    const certificates = new Map(
      services.map((service) => [
        service.name,
        this.certificate(plan, service, `${service.name}.${domain}`, dns.zoneId),
      ]),
    );
    const securityGroup = this.securityGroup(props);
    const balancer = new IngressLoadBalancer(this, "load_balancer", { ...props, domain, certificates });
    tcpPath(this, {
      from: "verified_access",
      to: "load_balancer",
      fromSecurityGroupId: securityGroup.id,
      toSecurityGroupId: balancer.securityGroupId,
      port: HTTPS_PORT,
      description: "Requests that Verified Access admitted",
    });
    const group = this.group(props);
    for (const service of services) {
      const endpoint = new VerifiedaccessEndpoint(this, `${service.name}_endpoint`, {
        description: `${service.name} of ${plan.name} in ${plan.environment.name}`,
        verifiedAccessGroupId: group.id,
        endpointType: "load-balancer",
        attachmentType: "vpc",
        applicationDomain: `${service.name}.${domain}`,
        domainCertificateArn: certificates.get(service.name) ?? "",
        endpointDomainPrefix: service.name,
        securityGroupIds: [securityGroup.id],
        loadBalancerOptions: {
          loadBalancerArn: balancer.arn,
          port: HTTPS_PORT,
          protocol: "https",
          subnetIds: [...foundation.privateSubnetIds],
        },
        sseSpecification: { customerManagedKeyEnabled: true, kmsKeyArn: foundation.keyArns.data },
        tags: { service: service.name },
      });
      provides(endpoint, serviceSubject(service), "private-ingress");
      playsRole(endpoint, serviceSubject(service), "private-ingress", {
        service: service.name,
        kind: "verified-access",
        address: `${service.name}.${domain}`,
      });
      this.record(plan, service, `${service.name}.${domain}`, dns.zoneId, endpoint);
    }
    this.ingress = balancer.ingress;
  }

  private certificate(plan: Plan, service: Service, domain: string, zoneId: string): string {
    const certificate = new DomainCertificate(this, service.name, { plan, domain, region: plan.environment.region });
    const { name, type, value } = certificate.validation;
    const record = new Route53Record(this, `${service.name}_validation`, {
      zoneId,
      name,
      type,
      records: [value],
      ttl: RECORD_TTL_SECONDS,
      // The same in every region: the certificate of the recovery region is validated by it too.
      allowOverwrite: true,
    });
    return certificate.issuedBy(record);
  }

  /** The recovery region has everything but the name, which leads to one region at a time. */
  private record(plan: Plan, service: Service, name: string, zoneId: string, endpoint: VerifiedaccessEndpoint): void {
    if (plan.environment.site === "recovery") return;
    new Route53Record(this, `${service.name}_record`, {
      zoneId,
      name,
      type: "CNAME",
      records: [endpoint.endpointDomain],
      ttl: RECORD_TTL_SECONDS,
    });
  }

  /** Of the endpoints: people come from anywhere, and are judged before anything reaches the load balancer. */
  private securityGroup({ plan, foundation }: VerifiedAccessProps): SecurityGroup {
    const name = resourceName(plan, ["verified", "access"], 255);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Verified Access of ${plan.name} in ${plan.environment.name}`,
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, "ingress_https", {
      securityGroupId: group.id,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: HTTPS_PORT,
      toPort: HTTPS_PORT,
      description: "HTTPS to Verified Access from anywhere",
      tags: { Name: "HTTPS to Verified Access from anywhere" },
    });
    return group;
  }

  private group({ plan, foundation }: VerifiedAccessProps): VerifiedaccessGroup {
    const name = resourceName(plan, [], 255);
    const instance = new VerifiedaccessInstance(this, "instance", {
      description: `${plan.name} in ${plan.environment.name}`,
      tags: { Name: name },
    });
    provides(instance, SUBJECT, "private-ingress");
    const attachment = new VerifiedaccessInstanceTrustProviderAttachment(this, "identity_attachment", {
      verifiedaccessInstanceId: instance.id,
      verifiedaccessTrustProviderId: trustProvider(this, plan).id,
    });
    this.log(plan, foundation.keyArns.logs, instance);
    const group = new VerifiedaccessGroup(this, "group", {
      description: `Services of ${plan.name} in ${plan.environment.name}`,
      verifiedaccessInstanceId: instance.id,
      policyDocument: accessPolicy(plan),
      sseConfiguration: { customerManagedKeyEnabled: true, kmsKeyArn: foundation.keyArns.data },
      tags: { Name: name },
      // A policy may only speak of a provider that the instance has.
      dependsOn: [attachment],
    });
    provides(group, SUBJECT, "private-ingress");
    return group;
  }

  private log(plan: Plan, logsKeyArn: string, instance: VerifiedaccessInstance): void {
    // Below this prefix AWS's delivery does not fill up the account's log resource policies.
    const name = `/aws/vendedlogs/verified-access/${resourceName(plan, [], 255)}`;
    const logGroup = keptLogGroup(this, "log_group", {
      subject: SUBJECT,
      name,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: logsKeyArn,
    });
    playsRole(logGroup, SUBJECT, "log-group", { name });
    new VerifiedaccessInstanceLoggingConfiguration(this, "logging", {
      verifiedaccessInstanceId: instance.id,
      accessLogs: {
        logVersion: "ocsf-1.0.0-rc.2",
        // What the decision was taken on: who the user was, and in which groups.
        includeTrustContext: true,
        cloudwatchLogs: { enabled: true, logGroup: logGroup.id },
      },
    });
  }
}
