import { resolvePlans } from "../../src/compile";
import { diskBlueprints } from "../parse/disk-blueprints";

interface Given {
  readonly name: string;
  /** Flow maps by environment. */
  readonly environments: Readonly<Record<string, string>>;
  readonly source?: string;
}

function plan({ name, environments, source = "GitHub" }: Given) {
  const places = Object.entries(environments).map(([environment, text]) => `  ${environment}: ${text}\n`);
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
delivery: { source: { repository: example-org/${name}, provider: ${source} } }
security: { accountBaseline: existing }
environments:
${places.join("")}`;
  return { name: `${name}.yaml`, text };
}

function place(bucket: string, account = "111122223333", more = ""): string {
  return `{ account: "${account}", region: eu-west-1, state: { bucket: ${bucket}, bootstrap: owned${more} } }`;
}

function findings(code: string, ...plans: readonly ReturnType<typeof plan>[]) {
  const { diagnostics } = resolvePlans({ sources: plans, blueprints: diskBlueprints(__dirname) });
  return diagnostics.filter((diagnostic) => diagnostic.code === code);
}

describe("GitHub's OIDC provider", () => {
  const shop = plan({ name: "shop", environments: { production: place("shop-state") } });

  it("has one owner in an account: two plans are told of both", () => {
    const bank = plan({ name: "bank", environments: { production: place("bank-state") } });
    const [clash, ...more] = findings("oidc-provider-twice", shop, bank);
    expect(more).toEqual([]);
    expect(clash?.message).toBe(
      "environment production makes GitHub's OIDC provider in account 111122223333, and so does production of shop",
    );
    expect(clash?.range).toMatchObject({ file: "bank.yaml", start: { line: 17 } });
    expect(clash?.related?.[0]?.range).toMatchObject({ file: "shop.yaml", start: { line: 17 } });
  });

  it("counts environments of one plan, in one account", () => {
    const both = (account: string) =>
      plan({ name: "shop", environments: { production: place("shop-state"), staging: place("stage-state", account) } });
    expect(findings("oidc-provider-twice", both("111122223333"))).toHaveLength(1);
    expect(findings("oidc-provider-twice", both("444455556666"))).toEqual([]);
  });

  it("may be left to the other plan, and is none's where the source is elsewhere", () => {
    const existing = place("bank-state", "111122223333", ", oidcProvider: existing");
    expect(
      findings("oidc-provider-twice", shop, plan({ name: "bank", environments: { production: existing } })),
    ).toEqual([]);
    const gitlab = plan({ name: "bank", environments: { production: place("bank-state") }, source: "GitLab" });
    expect(findings("oidc-provider-twice", shop, gitlab)).toEqual([]);
  });
});

describe("the bucket of the state", () => {
  it("has one owner, in whatever account", () => {
    const two = plan({
      name: "shop",
      environments: { production: place("shop-state"), staging: place("shop-state", "444455556666") },
    });
    const [clash, ...more] = findings("state-bucket-twice", two);
    expect(more).toEqual([]);
    expect(clash?.message).toBe("environment staging makes the bucket `shop-state`, and so does production of shop");
    expect(clash?.range?.start.line).toBe(18);
  });

  it("is shared where others find it there", () => {
    const existing =
      '{ account: "444455556666", region: eu-west-1, state: { bucket: shop-state, bootstrap: existing } }';
    expect(
      findings(
        "state-bucket-twice",
        plan({ name: "shop", environments: { production: place("shop-state"), staging: existing } }),
      ),
    ).toEqual([]);
  });
});
