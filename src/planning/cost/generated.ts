import type { Evidence, Role } from "../../evidence/evidence";
import { EvidenceIndex } from "../evidence-index";

/** What was generated and is paid by the piece, in one region. */
export interface Generated {
  readonly distribution: boolean;
  readonly webAcls: number;
  readonly loadBalancers: number;
  readonly natGateways: number;
  readonly dashboards: number;
  readonly keys: number;
  readonly secrets: number;
  /** Metrics that alarms watch are at least one each. */
  readonly metricAlarms: number;
  readonly compositeAlarms: number;
}

type Site = "primary" | "recovery";

export function generatedIn(evidence: Evidence, site: Site): Generated {
  const index = new EvidenceIndex(evidence, site);
  const stacks = new Map(evidence.stacks.map(({ name, kind }) => [name, kind]));
  const there = (stack: string) => (stacks.get(stack) === "standby") === (site === "recovery");
  const ofType = (type: string) => evidence.resources.filter((one) => one.type === type && there(one.stack)).length;
  const ofRole = (role: Role) => index.byRole(role).length;
  const alarms = evidence.alarms.filter(({ stack }) => there(stack));
  return {
    distribution: ofRole("cloudfront-distribution") > 0,
    webAcls: ofType("aws_wafv2_web_acl"),
    loadBalancers: ofRole("load-balancer"),
    natGateways: ofType("aws_nat_gateway"),
    dashboards: ofRole("dashboard"),
    keys: ofType("aws_kms_key"),
    secrets: ofType("aws_secretsmanager_secret"),
    metricAlarms: alarms.filter(({ kind }) => kind === "metric").length,
    compositeAlarms: alarms.filter(({ kind }) => kind === "composite").length,
  };
}
