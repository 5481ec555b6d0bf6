import { resolvePlans } from "../../src/compile";
import { diskBlueprints } from "../parse/disk-blueprints";

interface Given {
  readonly name: string;
  readonly environments: string;
  readonly security?: string;
  readonly recovery?: string;
}

function plan({ name, environments, security = "", recovery = "" }: Given) {
  const text = `apiVersion: opsplan/v1
kind: Plan
metadata: { name: ${name}, title: ${name}, owner: platform-team }
initiative:
  name: ${name}_reliability
  timeline: 2 weeks
  phases:
    - name: foundation_phase
      duration: 2 weeks
      primaryAgents: [devops-engineer]
      deliverables: [ci_cd_pipeline]
      successCriteria: [pipeline_operational]
services: [{ name: checkout, image: "public.ecr.aws/nginx/nginx:1.27" }]
${recovery}environments:
${environments}${security}`;
  return { name: `${name}.yaml`, text };
}

const HERE = '  production: { account: "111122223333", region: eu-west-1 }\n';

function clashes(...plans: readonly ReturnType<typeof plan>[]) {
  const { diagnostics } = resolvePlans({ sources: plans, blueprints: diskBlueprints(__dirname) });
  return diagnostics.filter(({ code }) => code === "account-baseline-twice");
}

describe("an account's baseline", () => {
  it("has one owner: two plans are told of both", () => {
    const [clash, ...more] = clashes(
      plan({ name: "shop", environments: HERE }),
      plan({ name: "bank", environments: HERE, security: "security:\n  accountBaseline: owned\n" }),
    );
    expect(more).toEqual([]);
    expect(clash?.message).toBe(
      "environment production owns the baseline of account 111122223333 in eu-west-1, and so does production of shop",
    );
    // Where it is written, else the account.
    expect(clash?.range).toMatchObject({ file: "bank.yaml", start: { line: 17 } });
    expect(clash?.related?.[0]?.range).toMatchObject({ file: "shop.yaml", start: { line: 15 } });
  });

  it("counts environments of one plan", () => {
    const both = `${HERE}  staging: { account: "111122223333", region: eu-west-1 }\n`;
    expect(clashes(plan({ name: "shop", environments: both }))).toHaveLength(1);
    const apart = `${HERE}  staging: { account: "111122223333", region: eu-central-1 }\n`;
    expect(clashes(plan({ name: "shop", environments: apart }))).toEqual([]);
  });

  it("may be left to the other plan", () => {
    const existing = "security:\n  accountBaseline: existing\n";
    expect(
      clashes(
        plan({ name: "shop", environments: HERE }),
        plan({ name: "bank", environments: HERE, security: existing }),
      ),
    ).toEqual([]);
  });

  it("takes in the recovery region where something stands by", () => {
    const recovery = (rpo: string) =>
      `requirements:\n  recovery: { rpo: ${rpo}, rto: ${rpo === "24h" ? "24h" : "1h"}, failover: ${rpo === "24h" ? "manual" : "automated"} }\n`;
    const withStandby = '  production: { account: "111122223333", region: eu-central-1, recoveryRegion: eu-west-1 }\n';
    const shop = plan({ name: "shop", environments: HERE });
    const bank = (rpo: string) => plan({ name: "bank", environments: withStandby, recovery: recovery(rpo) });
    expect(clashes(shop, bank("15m"))).toHaveLength(1);
    expect(clashes(shop, bank("24h"))).toEqual([]);
  });
});
