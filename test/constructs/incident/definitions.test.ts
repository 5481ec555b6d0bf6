import { blueprintPlan } from "../../support/blueprint-plan";
import { synthIncidentStack } from "../../support/data-incident-stacks";

// The package ships no types.
type Validate = (definition: unknown) => { readonly errors: readonly unknown[] };
const validator = jest.requireActual<Validate | { readonly default: Validate }>("asl-validator");
const validate = typeof validator === "function" ? validator : validator.default;

describe("state machines", () => {
  const machines = synthIncidentStack(blueprintPlan("production")).all("aws_sfn_state_machine");

  it.each(Object.entries(machines))("%s is written as Amazon States Language wants", (_id, { definition }) => {
    expect(validate(JSON.parse(definition)).errors).toEqual([]);
  });
});
