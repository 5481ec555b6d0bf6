import { databaseUser } from "../../model/names";
import type { Plan } from "../../model/plan";
import { databaseEndpoints } from "../core/database-endpoints";
import { planArn } from "../core/names";
import type { Statement } from "../core/policy";
import type { S3Outputs, SqsOutputs, StoreOutputs } from "../core/stack-outputs";

/** What a service may do with the stores it uses: items and messages, never the stores themselves. */
export function storeStatements(
  plan: Plan,
  service: string,
  stores: readonly StoreOutputs[],
  dataKeyArn: string,
  vpcId: string,
): readonly Statement[] {
  const own = stores.flatMap((store) => statementsFor(plan, service, store).map(fromOwnNetwork(plan, store, vpcId)));
  const hints = stores.flatMap((store) => (store.engine === "sqs" ? backPressureStatements(service, store) : []));
  const encrypting = [...new Set(stores.flatMap(({ engine }) => KEY_USERS[engine]))].sort();
  return [...own, ...hints, ...(encrypting.length === 0 ? [] : [keyStatement(plan, encrypting, dataKeyArn)])];
}

/**
 * Where requests to a store can only come by an endpoint of the plan's own VPC they must: stolen credentials are of no
 * use elsewhere. Requests by way of NAT carry no VPC, so without an endpoint there is nothing to ask for.
 */
function fromOwnNetwork({ network }: Plan, { engine }: StoreOutputs, vpcId: string): (own: Statement) => Statement {
  const byEndpoint =
    network.kind === "managed" &&
    (engine === "s3" || engine === "dynamodb" || (engine === "sqs" && network.interfaceEndpoints.includes("sqs")));
  return (own) => (byEndpoint ? { ...own, Condition: { StringEquals: { "aws:SourceVpc": vpcId } } } : own);
}

/** Services that use the data key in the caller's name. Aurora and ElastiCache use it in their own. */
const KEY_USERS: Readonly<Record<StoreOutputs["engine"], readonly string[]>> = {
  "aurora-postgresql": [],
  redis: [],
  dynamodb: ["dynamodb"],
  sqs: ["sqs"],
  s3: ["s3"],
};

function keyStatement(plan: Plan, services: readonly string[], dataKeyArn: string): Statement {
  const { region } = plan.environment;
  return {
    Sid: "UseDataKeyThroughStores",
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    Resource: dataKeyArn,
    Condition: { StringEquals: { "kms:ViaService": services.map((name) => `${name}.${region}.amazonaws.com`) } },
  };
}

function statementsFor(plan: Plan, service: string, store: StoreOutputs): readonly Statement[] {
  return store.engine === "s3" ? objectStatements(store) : [statementFor(plan, service, store)];
}

/** Producers ask whether to hold back. */
function backPressureStatements(service: string, { name, backPressure }: SqsOutputs): readonly Statement[] {
  if (backPressure === null || !backPressure.producers.includes(service)) return [];
  const sid = name.split("-").map(capitalised).join("");
  return [{ Sid: `BackPressure${sid}`, Action: "ssm:GetParameter", Resource: backPressure.parameterArn }];
}

function objectStatements({ name, bucketArn }: S3Outputs): readonly Statement[] {
  const sid = name.split("-").map(capitalised).join("");
  return [
    { Sid: `Objects${sid}`, Action: OBJECT_ACTIONS, Resource: `${bucketArn}/*` },
    { Sid: `List${sid}`, Action: "s3:ListBucket", Resource: bucketArn },
  ];
}

function statementFor(plan: Plan, service: string, store: Exclude<StoreOutputs, S3Outputs>): Statement {
  const sid = store.name.split("-").map(capitalised).join("");
  switch (store.engine) {
    case "aurora-postgresql":
      return {
        Sid: `Connect${sid}`,
        Action: "rds-db:connect",
        Resource: planArn(plan, "rds-db", `dbuser:${databaseEndpoints(store).resourceId}/${databaseUser(service)}`),
      };
    case "redis":
      return {
        Sid: `Connect${sid}`,
        Action: "elasticache:Connect",
        Resource: [store.replicationGroupArn, store.iamUserArn],
      };
    case "dynamodb":
      return { Sid: `Items${sid}`, Action: ITEM_ACTIONS, Resource: [store.tableArn, `${store.tableArn}/index/*`] };
    case "sqs":
      return { Sid: `Messages${sid}`, Action: MESSAGE_ACTIONS, Resource: store.queueArn };
  }
}

const ITEM_ACTIONS = [
  "dynamodb:BatchGetItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DeleteItem",
  "dynamodb:DescribeTable",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "dynamodb:UpdateItem",
];

const OBJECT_ACTIONS = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

const MESSAGE_ACTIONS = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
];

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
