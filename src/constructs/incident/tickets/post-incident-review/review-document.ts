import type { Plan } from "../../../../model/plan";
import { TICKET_OPENED_SOURCE } from "../ticket-events";
import { REVIEW_SCRIPT } from "./review-script";

/** Severities of tickets whose incident is reviewed: critical and high. */
const REVIEWED = ["1", "2"];

/**
 * The Automation document: reads the resolved ticket, goes on with incidents of the plan's own, and opens the review.
 * `assumeRole` is the ARN of the role that it acts with.
 */
export function reviewDocument({ name, environment }: Plan, assumeRole: string) {
  return {
    schemaVersion: "0.3",
    description: `Opens the post-incident review of a resolved ticket of ${name} ${environment.name}`,
    assumeRole,
    parameters: {
      OpsItemId: { type: "String", description: "The resolved ticket", allowedPattern: "^oi-[0-9a-f]{12}$" },
    },
    mainSteps: [
      {
        name: "readTicket",
        action: "aws:executeAwsApi",
        inputs: { Service: "ssm", Api: "GetOpsItem", OpsItemId: "{{ OpsItemId }}" },
        outputs: [
          { Name: "Source", Selector: "$.OpsItem.Source", Type: "String" },
          { Name: "Severity", Selector: "$.OpsItem.Severity", Type: "String" },
        ],
        nextStep: "isIncident",
      },
      {
        name: "isIncident",
        action: "aws:branch",
        inputs: {
          Choices: REVIEWED.map((severity) => ({
            NextStep: "openReview",
            And: [
              { Variable: "{{ readTicket.Source }}", StringEquals: TICKET_OPENED_SOURCE },
              { Variable: "{{ readTicket.Severity }}", StringEquals: severity },
            ],
          })),
        },
        isEnd: true,
      },
      {
        name: "openReview",
        action: "aws:executeScript",
        inputs: {
          Runtime: "python3.11",
          Handler: "open_review",
          InputPayload: { OpsItemId: "{{ OpsItemId }}", Plan: name, Environment: environment.name },
          Script: REVIEW_SCRIPT,
        },
        outputs: [{ Name: "ReviewId", Selector: "$.Payload.OpsItemId", Type: "String" }],
        isEnd: true,
      },
    ],
  };
}
