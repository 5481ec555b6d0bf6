import { formatCidr, parseCidr } from "../../src/model/cidr";
import { recoveryRange } from "../../src/model/recovery-range";
import { blueprintPlan } from "../support/blueprint-plan";

function cidr(text: string) {
  const range = parseCidr(text);
  if (range === undefined) throw new Error(text);
  return range;
}

function derived(own: string, ...taken: readonly string[]): string | null {
  const range = recoveryRange(cidr(own), taken.map(cidr));
  return range === undefined ? null : formatCidr(range);
}

describe("the range of the recovery region", () => {
  it.each([
    ["10.0.0.0/16", [], "10.1.0.0/16"],
    ["10.20.0.0/20", [], "10.20.16.0/20"],
    // What a peer uses is skipped, whichever of the two is larger.
    ["10.0.0.0/16", ["10.1.0.0/20", "10.2.0.0/15"], "10.4.0.0/16"],
    // At the end of a private range it goes on from its beginning, never into addresses of others.
    ["10.255.0.0/16", [], "10.0.0.0/16"],
    ["172.31.0.0/16", [], "172.16.0.0/16"],
    // A private range that is used up gives way to the next.
    ["192.168.0.0/16", [], "10.0.0.0/16"],
    ["10.0.0.0/16", ["10.0.0.0/8"], "172.16.0.0/16"],
    // Outside all of them, the largest is begun.
    ["100.64.0.0/16", [], "10.0.0.0/16"],
  ])("of %s beside %j is %s", (own, taken, expected) => {
    expect(derived(own, ...taken)).toBe(expected);
  });

  it("is nowhere when everything private is taken", () => {
    expect(derived("100.64.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")).toBeNull();
  });
});

describe("the network of the recovery region", () => {
  const plan = (recovery: object, network: object = {}) =>
    blueprintPlan("production", (tree) => {
      tree.environments.production.recoveryRegion = "eu-central-1";
      tree.recovery = recovery;
      Object.assign(tree.network ?? {}, network);
    });

  it("is as the plan's own, but for a derived range, with the reason", () => {
    const { network, recoveryNetwork, decisions } = plan({});
    expect(recoveryNetwork).toEqual({
      ...network,
      cidr: "10.1.0.0/16",
      zones: [
        {
          zone: "a",
          privateCidr: "10.1.0.0/19",
          publicCidr: "10.1.32.0/20",
          isolatedCidr: "10.1.48.0/20",
          inspection: null,
        },
        {
          zone: "b",
          privateCidr: "10.1.64.0/19",
          publicCidr: "10.1.96.0/20",
          isolatedCidr: "10.1.112.0/20",
          inspection: null,
        },
        {
          zone: "c",
          privateCidr: "10.1.128.0/19",
          publicCidr: "10.1.160.0/20",
          isolatedCidr: "10.1.176.0/20",
          inspection: null,
        },
      ],
    });
    const decision = decisions.find(({ path }) => path === "recovery.network.cidr");
    expect(decision?.value).toBe("10.1.0.0/16");
    expect(decision?.reason).toContain("10.0.0.0/16");
  });

  it("is the one that the plan names, a range or an existing one", () => {
    expect(plan({ network: { cidr: "10.9.0.0/20" } }).recoveryNetwork).toMatchObject({ cidr: "10.9.0.0/20" });
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      privateSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
      isolatedSubnetIds: ["subnet-0123456789abcdef4", "subnet-0123456789abcdef5"],
    };
    expect(plan({ network: { existing } }).recoveryNetwork).toEqual({ kind: "existing", ...existing });
  });

  it("is none without a recovery region", () => {
    const alone = blueprintPlan("production", (tree) => {
      delete tree.environments.production.recoveryRegion;
    });
    expect(alone.recoveryNetwork).toBeNull();
  });
});
