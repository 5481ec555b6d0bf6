import type { Plan } from "../../model/plan";

/**
 * The most that a role of the plan may do, whatever the pipeline writes into its policy: everything of every service, but
 * nothing that gives rights to somebody, changes the account or its organisation, or touches the state. Without it, who may
 * make roles could make one that may do anything.
 */
export function boundaryPolicy({ state }: Pick<Plan, "state">): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Services", Effect: "Allow", NotAction: ["account:*", "iam:*", "organizations:*"], Resource: "*" },
      {
        Sid: "Roles",
        Effect: "Allow",
        Action: [
          "iam:CreateServiceLinkedRole",
          "iam:GenerateCredentialReport",
          "iam:GenerateServiceLastAccessedDetails",
          "iam:Get*",
          "iam:List*",
          "iam:PassRole",
          "iam:Simulate*",
        ],
        Resource: "*",
      },
      // AWS Config and Security Hub look up which organisation the account belongs to.
      {
        Sid: "Organisation",
        Effect: "Allow",
        Action: ["organizations:Describe*", "organizations:List*"],
        Resource: "*",
      },
      ...(state.kind === "s3"
        ? [
            {
              Sid: "NoState",
              Effect: "Deny",
              Action: ["s3:Delete*", "s3:Put*"],
              Resource: [`arn:aws:s3:::${state.bucket}`, `arn:aws:s3:::${state.bucket}/*`],
            },
          ]
        : []),
    ],
  });
}
