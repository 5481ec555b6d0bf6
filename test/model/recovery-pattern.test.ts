import fc from "fast-check";
import { RECOVERY_PATTERNS } from "../../src/model/recovery";
import { PATTERN_LIMITS, type RecoveryObjectives, recoveryPattern } from "../../src/model/recovery-pattern";

const HOUR = 3600;

function objectives(rpo: number, rto: number, failover: RecoveryObjectives["failover"] = "manual"): RecoveryObjectives {
  return { rpo: { seconds: rpo }, rto: { seconds: rto }, failover };
}

const rank = (found: RecoveryObjectives) => RECOVERY_PATTERNS.indexOf(recoveryPattern(found).pattern);

describe("the recovery pattern", () => {
  it.each([
    // Recovery point, at each cut-off and a second below it, the recovery time being no matter.
    [24 * HOUR, 24 * HOUR, "backup-and-restore"],
    [HOUR, 24 * HOUR, "backup-and-restore"],
    [HOUR - 1, 24 * HOUR, "pilot-light"],
    [60, 24 * HOUR, "pilot-light"],
    [59, 24 * HOUR, "warm-standby"],
    [1, 24 * HOUR, "warm-standby"],
    [0, 24 * HOUR, "active-active"],
    // Recovery time, likewise.
    [24 * HOUR, 4 * HOUR, "backup-and-restore"],
    [24 * HOUR, 4 * HOUR - 1, "pilot-light"],
    [24 * HOUR, 1800, "pilot-light"],
    [24 * HOUR, 1799, "warm-standby"],
    [24 * HOUR, 60, "warm-standby"],
    [24 * HOUR, 59, "active-active"],
    [24 * HOUR, 0, "active-active"],
    // The stricter of the two decides.
    [HOUR, 4 * HOUR, "backup-and-restore"],
    [900, HOUR, "pilot-light"],
    [60, 1799, "warm-standby"],
    [59, 1800, "warm-standby"],
    [30, 300, "warm-standby"],
    [30, 45, "active-active"],
    [0, 24 * HOUR, "active-active"],
  ])("RPO %i s and RTO %i s need %s", (rpo, rto, pattern) => {
    expect(recoveryPattern(objectives(rpo, rto)).pattern).toBe(pattern);
  });

  it("is live when failover is automated, whatever the objectives allow", () => {
    expect(recoveryPattern(objectives(24 * HOUR, 24 * HOUR, "automated"))).toEqual({
      pattern: "pilot-light",
      reason:
        "RPO 1 day and RTO 1 day would allow backup-and-restore, but failover is automated: trigger, promotion and traffic switch must stand ready",
    });
    expect(recoveryPattern(objectives(30, 300, "automated")).pattern).toBe("warm-standby");
  });

  it("gives its reason: what is too short for the next cheaper one", () => {
    const reason = (rpo: number, rto: number) => recoveryPattern(objectives(rpo, rto)).reason;
    expect(reason(HOUR, 4 * HOUR)).toBe("RPO 1 hour and RTO 4 hours are met by the cheapest pattern");
    expect(reason(900, 4 * HOUR)).toBe(
      "RPO 15 minutes and RTO 4 hours: the RPO is below 1 hour, too short for backup-and-restore",
    );
    expect(reason(HOUR, 300)).toBe(
      "RPO 1 hour and RTO 5 minutes: the RTO is below 30 minutes, too short for pilot-light",
    );
    expect(reason(30, 300)).toBe(
      "RPO 30 seconds and RTO 5 minutes: the RPO is below 1 minute and the RTO is below 30 minutes, too short for pilot-light",
    );
    expect(reason(30, 45)).toBe(
      "RPO 30 seconds and RTO 45 seconds: the RTO is below 1 minute, too short for warm-standby",
    );
  });

  const seconds = fc.oneof(
    fc.nat({ max: 100 * HOUR }),
    fc.constantFrom(...PATTERN_LIMITS.flatMap(({ rpo, rto }) => [rpo, rto, rpo + 1, rto + 1])),
  );
  const failover = fc.constantFrom("manual" as const, "automated" as const);

  it("never gets cheaper when an objective gets tighter", () => {
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.nat({ max: 5 * HOUR }),
        fc.nat({ max: 5 * HOUR }),
        failover,
        (rpo, rto, a, b, by) => {
          expect(rank(objectives(rpo, rto, by))).toBeGreaterThanOrEqual(rank(objectives(rpo + a, rto + b, by)));
          expect(rank(objectives(rpo, rto, "automated"))).toBeGreaterThanOrEqual(rank(objectives(rpo, rto, "manual")));
        },
      ),
    );
  });

  it("meets both objectives, and none that is cheaper does", () => {
    fc.assert(
      fc.property(seconds, seconds, (rpo, rto) => {
        const meets = PATTERN_LIMITS.map((limits) => rpo >= limits.rpo && rto >= limits.rto);
        expect(rank(objectives(rpo, rto))).toBe(meets.indexOf(true));
      }),
    );
  });
});
