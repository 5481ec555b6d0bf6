import { parsePlan } from "../../src/parse/parse-plan";
import { resolve } from "../../src/resolve/resolve";
import { diskBlueprints } from "../parse/disk-blueprints";
import { checkText } from "./check-text";

interface Objectives {
  readonly rpo: string;
  readonly rto: string;
  readonly failover?: "manual" | "automated";
}

function text({ rpo, rto, failover = "manual" }: Objectives, store = "{ name: orders, engine: dynamodb }"): string {
  return `
apiVersion: opsplan/v1
kind: Plan
metadata: { name: shop, title: Shop, owner: platform-team }
initiative:
  name: shop_reliability
  timeline: 2 weeks
  phases:
    - name: foundation_phase
      duration: 2 weeks
      primaryAgents: [devops-engineer]
      deliverables: [ci_cd_pipeline]
      successCriteria: [pipeline_operational]
requirements: { recovery: { rpo: ${rpo}, rto: ${rto}, failover: ${failover} } }
environments:
  production: { account: "111122223333", region: eu-west-1, recoveryRegion: eu-central-1, domain: shop.example.com }
services:
  - name: checkout
    image: public.ecr.aws/nginx/nginx:1.27
    port: 8080
    uses: [orders]
dataStores:
  - ${store}
`;
}

function recoveryOf(plan: string) {
  const [document] = parsePlan({ name: "plan.yaml", text: plan }, diskBlueprints(__dirname)).documents;
  const [file] = checkText(plan).files;
  if (!document || !file) throw new Error("the plan has errors");
  return resolve(file, document).recovery;
}

describe("recovery objectives", () => {
  it.each([
    ["24h", "24h", "manual", "backup-and-restore", "none", 12, 100],
    ["1h", "4h", "manual", "backup-and-restore", "none", 1, 100],
    ["15m", "1h", "manual", "pilot-light", "failover-records", 1, 0],
    ["24h", "24h", "automated", "pilot-light", "failover-records", 12, 0],
    ["30s", "5m", "automated", "warm-standby", "failover-records", 1, 25],
    ["30s", "45s", "automated", "active-active", "global-accelerator", 1, 100],
    ["30s", "45s", "manual", "active-active", "global-accelerator", 1, 100],
  ] as const)(
    "RPO %s, RTO %s, %s failover: %s without a finding",
    (rpo, rto, failover, pattern, traffic, hours, share) => {
      const plan = text({ rpo, rto, failover });
      expect(checkText(plan).pretty).toBe("");
      expect(recoveryOf(plan)).toMatchObject({
        pattern,
        traffic,
        backup: { intervalHours: hours },
        standbyCapacity: { percent: share },
      });
    },
  );

  it.each([
    // 30 + 60 + 30 noticing, 60 starting, 30 + 60 switching, 30 verifying: five minutes to the second.
    [{ rpo: "30s", rto: "300s", failover: "automated" }, []],
    [{ rpo: "30s", rto: "299s", failover: "automated" }, ["recovery-time"]],
    // A person answers after 15 minutes: 210 + 900 + 300 + 90 + 600.
    [{ rpo: "15m", rto: "2100s" }, []],
    [{ rpo: "15m", rto: "2099s" }, ["recovery-time"]],
    // Cold: 210 + 900 + 2700 + 3600 + 360 + 600 = 8370, which four hours leave room for.
    [{ rpo: "24h", rto: "4h" }, []],
  ] as const)("%j gives %j", (objectives, codes) => {
    expect(checkText(text(objectives)).codes).toEqual(codes);
  });

  it("takes a measured step in place of its estimate", () => {
    const measured = (length: string) =>
      `${text({ rpo: "30s", rto: "240s", failover: "automated" })}recovery: { measured: { detect: ${length} } }\n`;
    expect(checkText(measured("60s")).codes).toEqual([]);
    expect(checkText(measured("61s")).codes).toEqual(["recovery-time"]);
  });

  it("refuses 45 seconds where a database has to be promoted, and accepts them once that is measured", () => {
    const aurora = "{ name: orders, engine: aurora-postgresql }";
    const fast = text({ rpo: "30s", rto: "45s", failover: "automated" }, aurora);
    expect(checkText(fast).codes).toEqual(["recovery-time"]);
    const measured = "recovery: { measured: { detect: 5s, promote-database: 5s, verify: 5s } }\n";
    expect(checkText(`${fast}${measured}`).codes).toEqual([]);
  });

  it("asks for a recovery region, or for the word that none is wanted", () => {
    const alone = text({ rpo: "24h", rto: "24h" }).replace(" recoveryRegion: eu-central-1,", "");
    expect(checkText(alone).codes).toEqual(["recovery-region-missing"]);
    expect(checkText(`${alone}recovery: { pattern: backup-and-restore }\n`).codes).toEqual([]);
    const small = alone.replace("domain: shop.example.com", "domain: shop.example.com, scale: small");
    expect(checkText(small).codes).toEqual([]);
  });
});
