import fc from "fast-check";
import { formatDuration, formatLatency, parseDuration, parseLatency } from "../../src/model/units/duration";
import { formatMoney, parseMoney } from "../../src/model/units/money";
import { errorBudget, formatPercentage, parsePercentage } from "../../src/model/units/percentage";

describe("durations", () => {
  it.each([
    ["30s", 30],
    ["15m", 900],
    ["4h", 14_400],
    ["30d", 2_592_000],
    ["12 weeks", 7_257_600],
  ])("%s is %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toEqual({ seconds });
  });

  it.each(["", "15", "1.5h", "-1h", "15 months", "1h30m", "99999999999999999d"])("%p is no duration", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (seconds) => {
        expect(parseDuration(formatDuration({ seconds }))).toEqual({ seconds });
      }),
    );
  });
});

describe("latencies", () => {
  it("are milliseconds", () => {
    expect(parseLatency("1.5s")).toEqual({ milliseconds: 1500 });
    expect(formatLatency({ milliseconds: 1500 })).toBe("1.5 s");
    expect(formatLatency({ milliseconds: 200 })).toBe("200 ms");
  });
});

describe("percentages", () => {
  it("leave the budget that a person computes", () => {
    expect(errorBudget({ percent: 99.95 })).toBe(0.0005);
    expect(errorBudget({ percent: 99.9 })).toBe(0.001);
    expect(errorBudget({ percent: 99 })).toBe(0.01);
  });

  it("need their sign", () => {
    expect(parsePercentage("99.95%")).toEqual({ percent: 99.95 });
    expect(parsePercentage("0.9995")).toBeUndefined();
    expect(formatPercentage({ percent: 99.95 })).toBe("99.95 %");
  });
});

describe("money", () => {
  it("is grouped the same on every machine", () => {
    expect(formatMoney({ amount: 1234567.5, currency: "EUR" })).toBe("1,234,567.50 EUR");
    expect(parseMoney("18000 USD")).toEqual({ amount: 18000, currency: "USD" });
    expect(parseMoney("18000")).toBeUndefined();
  });
});
