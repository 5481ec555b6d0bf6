import type { Plan, SqsStore } from "../../../model/plan";
import { REDRIVE_MESSAGES_PER_SECOND } from "../../../model/redrive-rate";
import { planArn } from "../../core/names";
import type { Statement } from "../../core/policy";
import type { SqsOutputs } from "../../core/stack-outputs";
import type { Automation } from "./runbook-document";
import { type ApiCall, call, inOrder, insist, output, type Property, reference, subjectWords, waitUntil } from "./step";

const RATE = "MessagesPerSecond";

/** How a move of messages can end (SQS API reference, ListMessageMoveTasks). */
const ENDED = ["COMPLETED", "FAILED", "CANCELLED"];

/** 36,000 messages at ten a second. A longer move goes on without the run, which then says how far it is. */
const FOLLOW_SECONDS = 3600;

/** Dead letters back to the queue that they came from. */
export function sqsAutomation(plan: Plan, store: SqsStore, outputs: SqsOutputs, dataKeyArn: string): Automation {
  const deadLetters = planArn(plan, "sqs", outputs.deadLetterQueueName);
  const read = sqs("ListMessageMoveTasks", { SourceArn: deadLetters, MaxResults: 1 });
  const status: Property = { of: read, at: "$.Results[0].Status" };
  return {
    documents: [
      {
        operation: "redrive-dead-letters",
        description:
          `Sends the dead letters of ${subjectWords({ kind: "store", name: store.name })} in ${plan.environment.name} ` +
          "back to their queue, and follows for an hour at most; a longer move goes on by itself. Only when what " +
          "failed works again: messages that fail once more come back as dead letters.",
        runbooks: ["dead-letter-queue"],
        parameters: {
          [RATE]: {
            // Integer, because AWS takes it as a number only and Automation converts no text for it.
            type: "Integer",
            description: "Messages moved per second, 1 to 500.",
            default: REDRIVE_MESSAGES_PER_SECOND,
          },
        },
        steps: inOrder(
          call(
            { name: "redrive", description: "Start to move the messages." },
            sqs("StartMessageMoveTask", { SourceArn: deadLetters, MaxNumberOfMessagesPerSecond: reference(RATE) }),
          ),
          {
            ...waitUntil({ name: "follow", description: "Wait for the end." }, status, ENDED, FOLLOW_SECONDS),
            // The move itself goes on: that it takes long is no failure.
            onFailure: "step:progress",
            isCritical: false,
          },
          call({ name: "progress", description: "How far it is." }, read, [
            output("Status", "$.Results[0].Status"),
            output("Moved", "$.Results[0].ApproximateNumberOfMessagesMoved", "Integer"),
          ]),
          insist({ name: "check", description: "It has ended well, or goes on." }, status, ["COMPLETED", "RUNNING"]),
        ),
        outputs: ["progress.Status", "progress.Moved"],
      },
    ],
    statements: statements(plan, deadLetters, planArn(plan, "sqs", outputs.queueName), dataKeyArn),
  };
}

/** SQS moves messages with the caller's rights: it takes them off one queue and puts them on the other. */
function statements(plan: Plan, deadLetters: string, queue: string, dataKeyArn: string): readonly Statement[] {
  return [
    {
      Sid: "TakeDeadLetters",
      Action: [
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ListMessageMoveTasks",
        "sqs:ReceiveMessage",
        "sqs:StartMessageMoveTask",
      ],
      Resource: deadLetters,
    },
    { Sid: "PutThemBack", Action: ["sqs:GetQueueAttributes", "sqs:SendMessage"], Resource: queue },
    {
      Sid: "ReencryptMessages",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: dataKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sqs.${plan.environment.region}.amazonaws.com` } },
    },
  ];
}

function sqs(operation: string, parameters: ApiCall["parameters"]): ApiCall {
  return { service: "sqs", operation, parameters };
}
