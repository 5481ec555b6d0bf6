import { quotaRequests } from "../../../src/model/capacity/quota-requests";
import { blueprintPlan } from "../../support/blueprint-plan";
import { reference, synthFoundationOf } from "../../support/foundation-stacks";

type Change = NonNullable<Parameters<typeof blueprintPlan>[1]>;

/** 30,000 users at their peak, 6 requests a minute each: 3,000 requests a second. */
const CAPACITY = { currentPeakUsers: 15_000, growth: "2x", requestsPerUser: 6, quotas: "request" };

const plan = (capacity: object = {}, change: Change = () => {}) =>
  blueprintPlan("production", (tree) => {
    tree.requirements.capacity = { ...CAPACITY, ...capacity };
    change(tree);
  });

const asked = (...given: Parameters<typeof plan>) =>
  quotaRequests(plan(...given)).map(({ quota, needed, region }) => [quota.quotaCode, needed, region]);

describe("requests for quotas", () => {
  it("are made for what the target needs beyond the account's, in both of its regions", () => {
    // Storefront: 3,000 × 0.8 ÷ 50 = 48 instances of 2 vCPU; AWS's default is 5.
    // Checkout: 3,000 × 0.2 ÷ 13.33 = 45 tasks of 1 vCPU, and 30 of fulfilment, its maximum, of a half: 60; default 6.
    // 93 targets, 123 interfaces, 2 databases and the table's units are below their defaults.
    expect(asked()).toEqual([
      ["L-3032A538", 60, "eu-west-1"],
      ["L-1216C47A", 96, "eu-west-1"],
      ["L-3032A538", 60, "eu-central-1"],
      ["L-1216C47A", 96, "eu-central-1"],
    ]);
  });

  it("are none while the plan only watches", () => {
    expect(asked({ quotas: "watch" })).toEqual([]);
  });

  it("are none for what was granted, to the last vCPU", () => {
    expect(asked({ grantedQuotas: { "L-3032A538": 60, "L-1216C47A": 95 } }).map(([code]) => code)).toEqual([
      "L-1216C47A",
      "L-1216C47A",
    ]);
  });

  it("are made in one region where nothing recovers in another", () => {
    const regions = asked({}, (tree) => {
      delete tree.environments.production.recoveryRegion;
      delete tree.requirements.recovery;
    }).map(([, , region]) => region);
    expect(regions).toEqual(["eu-west-1", "eu-west-1"]);
  });

  it("want the larger of the need and what the account has: AWS refuses less", () => {
    const { foundation, evidence } = synthFoundationOf(plan());
    expect(foundation.ids("aws_servicequotas_service_quota")).toEqual([
      "plan_quotas_ec2_standard_vcpus",
      "plan_quotas_ec2_standard_vcpus_recovery",
      "plan_quotas_fargate_vcpus",
      "plan_quotas_fargate_vcpus_recovery",
    ]);
    const current = "data.aws_servicequotas_service_quota.plan_quotas_fargate_vcpus_recovery_current.value";
    expect(foundation.get("aws_servicequotas_service_quota", "plan_quotas_fargate_vcpus_recovery")).toMatchObject({
      region: "eu-central-1",
      service_code: "fargate",
      quota_code: "L-3032A538",
      value: reference(`max(60, ${current})`),
    });
    expect(evidence.resources.filter(({ capabilities }) => capabilities.includes("quota-request"))).toHaveLength(4);
  });
});
