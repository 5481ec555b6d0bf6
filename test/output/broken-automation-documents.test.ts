import { type AutomationDocument, automationDocuments, schemaFaults, semanticFaults } from "../support/ssm-document";
import { shippedOutput } from "../support/synthesis";

/** Values by place: `mainSteps.0.nextStep`. `undefined` takes a key away. */
type Edits = Readonly<Record<string, unknown>>;

/** It has a parameter, outputs of steps and its own, a wait, an assertion and a way of failure. */
const WHOLE = automationDocuments(shippedOutput()).find(({ name }) =>
  name.endsWith("production-order-events-redrive-dead-letters"),
)?.document;

/** The redrive of dead letters, broken in one place or two. */
function broken(edits: Edits): AutomationDocument {
  const copy = structuredClone(WHOLE) as unknown as Record<string, unknown>;
  for (const [place, value] of Object.entries(edits)) {
    const keys = place.split(".");
    const last = String(keys.pop());
    const holder = keys.reduce((node, key) => node[key] as Record<string, unknown>, copy);
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return copy as unknown as AutomationDocument;
}

function fork(choice: Edits) {
  return { name: "fork", action: "aws:branch", inputs: { Choices: [choice] } };
}

it("is broken by the edits alone", () => {
  expect(broken({}).mainSteps.map(({ name }) => name)).toEqual(["redrive", "follow", "progress", "check"]);
  expect(schemaFaults(broken({}))).toEqual([]);
  expect(semanticFaults(broken({}))).toEqual([]);
});

it.each<[string, Edits, string]>([
  ["another schema version", { schemaVersion: "2.2" }, "/schemaVersion must be equal to constant"],
  ["no steps", { mainSteps: [] }, "/mainSteps must NOT have fewer than 1 items"],
  ["a key that is not one", { steps: [] }, " must NOT have additional properties"],
  ["a step's key that is not one", { "mainSteps.0.next": "x" }, "/mainSteps/0 must NOT have additional properties"],
  ["an action that is not one", { "mainSteps.0.action": "aws:callApi" }, "/mainSteps/0/action must be equal to one of"],
  ["a name with a hyphen", { "mainSteps.0.name": "re-drive" }, "/mainSteps/0/name must match pattern"],
  [
    "a call without an operation",
    { "mainSteps.0.inputs.Api": undefined },
    "/mainSteps/0/inputs must have required property 'Api'",
  ],
  [
    "an operation in the words of the command line",
    { "mainSteps.0.inputs.Api": "start-message-move-task" },
    "/mainSteps/0/inputs/Api must match pattern",
  ],
  [
    "a wait without a selector",
    { "mainSteps.1.inputs.PropertySelector": undefined },
    "/mainSteps/1/inputs must have required property 'PropertySelector'",
  ],
  ["a failure that is no way", { "mainSteps.0.onFailure": "Retry" }, "/mainSteps/0/onFailure must match pattern"],
  [
    "an output without a selector",
    { "mainSteps.2.outputs.0.Selector": undefined },
    "/mainSteps/2/outputs/0 must have required property 'Selector'",
  ],
  [
    "a filter in a selector",
    { "mainSteps.2.outputs.0.Selector": "$.Results[?(@.Status)]" },
    "/mainSteps/2/outputs/0/Selector must match pattern",
  ],
  [
    "a default of another type",
    { "parameters.MessagesPerSecond.default": "10" },
    "/parameters/MessagesPerSecond/default must be integer",
  ],
  [
    "a time that is not one",
    { "mainSteps.4": { name: "rest", action: "aws:sleep", inputs: { Duration: "5m" } } },
    "/mainSteps/4/inputs/Duration must match pattern",
  ],
  [
    "a choice that leads nowhere",
    { "mainSteps.4": fork({ Variable: "{{ x }}", StringEquals: "a" }) },
    "/mainSteps/4/inputs/Choices/0 must have required property 'NextStep'",
  ],
  [
    "a choice that compares nothing",
    { "mainSteps.4": fork({ NextStep: "check", Variable: "{{ x }}" }) },
    "/mainSteps/4/inputs/Choices/0 must NOT have fewer than 3 properties",
  ],
  ["a role that is none", { assumeRole: "automation" }, "/assumeRole must match pattern"],
])("the schema finds %s", (_words, edits, fault) => {
  expect(schemaFaults(broken(edits)).join("\n")).toContain(fault);
});

it.each<[string, Edits, string]>([
  ["a next step", { "mainSteps.0.nextStep": "gone" }, "redrive leads to gone, which does not exist"],
  ["a failure's step", { "mainSteps.1.onFailure": "step:gone" }, "follow leads to gone, which does not exist"],
  ["a cancel's step", { "mainSteps.1.onCancel": "step:gone" }, "follow leads to gone, which does not exist"],
  [
    "a choice's step",
    { "mainSteps.0": fork({ NextStep: "gone", Variable: "{{ MessagesPerSecond }}", NumericEquals: 1 }) },
    "fork leads to gone, which does not exist",
  ],
  [
    "a parameter",
    { "mainSteps.0.inputs.SourceArn": "{{ Queue }}" },
    "redrive refers to Queue, which no parameter is called",
  ],
  [
    "a step's output",
    { "mainSteps.3.inputs.SourceArn": "{{ progress.Arn }}" },
    "check refers to progress.Arn, which no step puts out",
  ],
  ["a document's output", { "outputs.2": "check.Status" }, "the document puts out check.Status, which no step does"],
  [
    "an operation",
    { "mainSteps.0.inputs.Api": "StartMessageMove" },
    "redrive calls sqs StartMessageMove, which aws-operations.ts does not know",
  ],
  [
    "a service",
    { "mainSteps.0.inputs.Service": "queues" },
    "redrive calls queues StartMessageMoveTask, which aws-operations.ts does not know",
  ],
])("the walk finds %s that does not exist", (_words, edits, fault) => {
  expect(semanticFaults(broken(edits))).toContain(fault);
});

it.each<[string, Edits, string]>([
  [
    "a step that nothing leads to",
    { "mainSteps.1.nextStep": "check", "mainSteps.1.onFailure": "Abort" },
    "progress is never reached",
  ],
  [
    "a step after the end",
    { "mainSteps.1.isEnd": true, "mainSteps.1.onFailure": "Abort" },
    "progress is never reached",
  ],
  ["two steps of one name", { "mainSteps.3.name": "progress" }, "two steps are called progress"],
  ["a parameter that nothing uses", { "parameters.Speed": { type: "Integer" } }, "the parameter Speed is not used"],
  [
    "an output of a later step",
    { "mainSteps.0.inputs.SourceArn": "{{ progress.Status }}" },
    "redrive refers to progress.Status, which is not there on every way to it",
  ],
  [
    "an output that a failure leaves unset",
    {
      "mainSteps.1.outputs": [{ Name: "End", Selector: "$.Results[0].Status" }],
      "mainSteps.2.inputs.SourceArn": "{{ follow.End }}",
    },
    "progress refers to follow.End, which is not there on every way to it",
  ],
  [
    "a call without what it needs",
    { "mainSteps.0.inputs.SourceArn": undefined },
    "redrive calls StartMessageMoveTask without SourceArn",
  ],
  [
    "a parameter in another spelling",
    { "mainSteps.0.inputs.sourceArn": "x" },
    "redrive calls StartMessageMoveTask with sourceArn, which it does not take",
  ],
])("the walk finds %s", (_words, edits, fault) => {
  expect(semanticFaults(broken(edits))).toContain(fault);
});
