import type { Edge, Service } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";

export function resolveEdge(file: PlanFile, domain: string | null, services: readonly Service[]): Edge {
  const { existing, ...edge } = file.edge;
  return {
    ...edge,
    hasPublicEndpoint: domain !== null && services.some(({ exposure }) => exposure === "public"),
    hostedZone:
      existing.hostedZoneId === undefined ? { kind: "managed" } : { kind: "existing", id: existing.hostedZoneId },
    certificate: certificate(existing.certificateArn),
    cdnCertificate: certificate(existing.cdnCertificateArn),
  };
}

function certificate(arn: string | undefined): Edge["certificate"] {
  return arn === undefined ? { kind: "managed" } : { kind: "existing", arn };
}
