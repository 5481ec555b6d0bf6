import { aws, awsInto } from "../commands/aws";
import { variable } from "../commands/shell";
import { distributionSteps, outsideSteps } from "./edge-steps";
import type { RunbookWriter } from "./runbook-content";
import { restartSteps, stateSteps, targetSteps, titleOf } from "./service-steps";
import { budgetSteps, burnGroups, edgeSlos, triggerOf } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { serviceTargets } from "./targets";

export const edgeHealth: RunbookWriter = (context) => {
  const { plan, region } = context;
  const open = serviceTargets(context).filter(({ loadBalancer }) => loadBalancer !== null);
  return {
    title: "Public endpoint down",
    trigger: triggerOf(
      context,
      `The public domain ${plan.environment.domain ?? ""} does not answer the health check from several places in the world`,
    ),
    impact: ["Nobody reaches the system from outside. Treat it as critical until shown otherwise."],
    firstMinutes: [...outsideSteps(context), ...budgetSteps(edgeSlos(context), context)],
    diagnosis: [
      ...burnGroups(edgeSlos(context), context),
      ...groupIfAny("CDN", distributionSteps(context)),
      ...open.map((target) => group(titleOf(target), ...targetSteps(target, region), ...stateSteps(target))),
      ...groupIfAny(
        "Certificate",
        plan.environment.domain === null ? [] : [certificate(plan.environment.domain, region)],
      ),
    ],
    decisions: [
      {
        when: "The name does not resolve",
        act: "DNS: the hosted zone, its delegation at the registrar, or the record was changed",
      },
      {
        when: "The certificate is expired or not issued",
        act: "The validation record is missing from DNS: apply the foundation stack",
      },
      {
        when: "The answer is 403",
        act: ["The firewall or a country rule blocks the checkers: ", "read the firewall log"],
      },
      { when: "The answer is 502, 503 or 504", act: ["The services: ", see("service-health")] },
      {
        when: "All is well from your place, not from others",
        act: "A network outside: watch, tell users, escalate to AWS support",
      },
    ],
    mitigation: open.map((target) => group(titleOf(target), ...restartSteps(target, region))),
    verification: groupIfAny("From outside", outsideSteps(context)),
    rollback: [group("Restart", step("A restart needs no rollback."))],
  };
};

function certificate(domain: string, region: string) {
  return step(
    "Is the load balancer's certificate issued, and until when?",
    awsInto(
      "CERTIFICATE",
      "acm list-certificates",
      `CertificateSummaryList[?DomainName=='${domain}'].CertificateArn | [0]`,
      {},
      region,
    ),
    aws(
      "acm describe-certificate",
      {
        "certificate-arn": variable("CERTIFICATE"),
        query: "Certificate.[Status,NotAfter,RenewalSummary.RenewalStatus]",
      },
      region,
    ),
  );
}
