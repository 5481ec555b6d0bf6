import type { EvidenceIndex } from "../evidence-index";
import { type Detection, detectors, NOT_DETECTED, subjectNames, type TriggerRule } from "./detection";

export const pipelineFailureRate: TriggerRule = {
  owners: ["devops-engineer", "process-optimizer"],
  runbook: "deployment-failure",
  review: "weekly",
  threshold: () => "share of failed pipeline runs, per pipeline and week",
  detect: (_plan, index) =>
    perDeployment(
      index,
      "Each failed run is reported as it happens; the share over a week is worked out at the review.",
    ),
};

export const deploymentRollbackRate: TriggerRule = {
  owners: ["devops-engineer", "incident-coordinator"],
  runbook: "roll-back",
  review: "weekly",
  threshold: () => "share of deployments rolled back, per service and week",
  detect: (_plan, index) => {
    const events = perDeployment(index, "");
    const alarms = index.evidence.alarms.filter(({ purpose }) => purpose === "deployment");
    const found = [...events.detectors, ...detectors(alarms)];
    return {
      detectors: found,
      words:
        found.length === 0
          ? NOT_DETECTED
          : "Deployment alarms stop and roll back single deployments, and failed ones are reported; the share over a week is worked out at the review.",
      subjects: subjectNames(alarms),
    };
  },
};

export const infrastructureDrift: TriggerRule = {
  owners: ["infrastructure-architect", "devops-engineer"],
  runbook: "deploy",
  review: "weekly",
  threshold: () => "any difference: terraform plan -detailed-exitcode ends with 2",
  detect: (_plan, { evidence }) => ({
    detectors: [],
    words: `${NOT_DETECTED}: run terraform plan on each stack`,
    subjects: evidence.stacks.map(({ name }) => name),
  }),
};

function perDeployment(index: EvidenceIndex, words: string): Detection {
  const found = index.providing("deployment-event");
  return {
    detectors: detectors(found),
    words: found.length === 0 ? NOT_DETECTED : words,
    subjects: pipelineServices(index),
  };
}

function pipelineServices(index: EvidenceIndex): readonly string[] {
  return subjectNames(index.providing("pipeline").filter(({ subject }) => subject?.kind === "service"));
}
