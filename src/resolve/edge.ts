import { originShieldRegion } from "../model/origin-shield-region";
import type { Edge, Service } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

export function resolveEdge(
  file: PlanFile,
  { region, domain }: Pick<PlanFile["environments"][string], "region" | "domain">,
  services: readonly Service[],
  decisions: Decisions,
): Edge {
  const { existing, ...edge } = file.edge;
  return {
    ...edge,
    originShield: edge.cdn && edge.originShield ? shieldRegion(region, decisions) : null,
    hasPublicEndpoint: domain !== undefined && services.some(({ exposure }) => exposure === "public"),
    hostedZone:
      existing.hostedZoneId === undefined ? { kind: "managed" } : { kind: "existing", id: existing.hostedZoneId },
    certificate: certificate(existing.certificateArn),
    cdnCertificate: certificate(existing.cdnCertificateArn),
  };
}

function shieldRegion(region: string, decisions: Decisions): string {
  const shield = originShieldRegion(region);
  if (shield === undefined) throw new Error(`no check refused an origin shield for ${region}`);
  const reason = shield === region ? "CloudFront offers it in the plan's region" : "the nearest that AWS names";
  return decisions.derive("edge.originShield", shield, reason);
}

function certificate(arn: string | undefined): Edge["certificate"] {
  return arn === undefined ? { kind: "managed" } : { kind: "existing", arn };
}
