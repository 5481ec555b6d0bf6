import { blueprintPlan } from "../../support/blueprint-plan";
import { synthDataStack } from "../../support/data-incident-stacks";
import { migrationPlan } from "../../support/migration-plan";

/** Names of the parameters of the only cluster. */
function parameters(plan: ReturnType<typeof blueprintPlan>): readonly string[] {
  const [group] = Object.values(synthDataStack(plan).all("aws_rds_cluster_parameter_group"));
  return group?.parameter.map(({ name }: { readonly name: string }) => name);
}

describe("logical replication of an Aurora store", () => {
  it("is on where a migration must be able to go back, and nowhere else", () => {
    expect(parameters(migrationPlan())).toContain("rds.logical_replication");
    expect(parameters(blueprintPlan("production"))).not.toContain("rds.logical_replication");
  });
});
