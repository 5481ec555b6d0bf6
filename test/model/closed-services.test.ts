import { CLOSED_SERVICES, closedServiceCalled, closedServiceOf } from "../../src/model/catalogue/closed-services";

describe("closed services", () => {
  it.each([
    ["app-mesh", "AWS App Mesh"],
    ["AppMesh", "AWS App Mesh"],
    ["aws_appmesh", "AWS App Mesh"],
    ["CodeCommit", "AWS CodeCommit"],
    ["audit manager", "AWS Audit Manager"],
    ["incident-manager", "AWS Systems Manager Incident Manager"],
  ])("%s means %s", (word, name) => {
    expect(closedServiceCalled(word)?.name).toBe(name);
  });

  it.each(["github", "mesh", "incident", "audit", ""])("%s means none", (word) => {
    expect(closedServiceCalled(word)).toBeUndefined();
  });

  it("know their Terraform resources", () => {
    expect(closedServiceOf("aws_ssmincidents_response_plan")?.name).toBe("AWS Systems Manager Incident Manager");
    expect(closedServiceOf("aws_codebuild_project")).toBeUndefined();
  });

  it("each have something to use instead", () => {
    for (const { instead, state } of CLOSED_SERVICES) {
      expect(instead).not.toBe("");
      expect(state).toMatch(/^closed to new customers/);
    }
  });
});
