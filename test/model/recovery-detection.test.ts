import { noticeSeconds, regionAlarmSeconds } from "../../src/model/recovery-detection";

const automated = { failover: "automated", region: "eu-central-1", traffic: "failover-records" } as const;
const manual = { ...automated, failover: "manual" } as const;

describe("the time until a loss is noticed", () => {
  it("is three checks and the alarm on them: 3 × 10 + 60 where it starts by itself, 3 × 30 + 120 where people are told", () => {
    expect(noticeSeconds(automated, true)).toBe(90);
    expect(noticeSeconds(manual, true)).toBe(210);
    expect([regionAlarmSeconds(automated), regionAlarmSeconds(manual)]).toEqual([60, 120]);
  });

  it("is the targets' loss behind Global Accelerator, and five minutes where nothing is public", () => {
    expect(noticeSeconds({ ...automated, traffic: "global-accelerator" }, true)).toBe(180);
    expect(noticeSeconds({ ...manual, traffic: "global-accelerator" }, true)).toBe(210);
    expect(noticeSeconds(automated, false)).toBe(300);
  });
});
