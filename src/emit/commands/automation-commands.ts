import { compareText } from "../../model/compare-text";
import type { EmitContext } from "../emit-context";
import { aws, awsInto } from "./aws";
import { variable } from "./shell";

/** Numbers by the name of a document's parameter; what is left out keeps the document's default. */
export type AutomationParameters = Readonly<Record<string, number>>;

/** Commands that run an operation of one subject as an Automation runbook; null where none was generated. */
export type Automation = (operation: string, parameters?: AutomationParameters) => string | null;

export function automationOf(subject: string, { index, region }: EmitContext): Automation {
  return (operation, parameters = {}) => {
    const document = index.byRole("automation-document", subject).find(({ handles }) => handles.operation === operation)
      ?.handles.name;
    return document === undefined ? null : [start(document, parameters, region), follow(region)].join("\n");
  };
}

function start(document: string, parameters: AutomationParameters, region: string): string {
  const words = Object.entries(parameters)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, value]) => `${name}=${value}`);
  return awsInto(
    "RUN",
    "ssm start-automation-execution",
    "AutomationExecutionId",
    { "document-name": document, ...(words.length === 0 ? {} : { parameters: words.join(",") }) },
    region,
  );
}

/** How far the run is, step by step, and why it failed. */
function follow(region: string): string {
  return aws(
    "ssm get-automation-execution",
    {
      "automation-execution-id": variable("RUN"),
      query:
        "AutomationExecution.{status:AutomationExecutionStatus,failure:FailureMessage,steps:StepExecutions[].[StepName,StepStatus,FailureMessage],outputs:Outputs}",
    },
    region,
  );
}
