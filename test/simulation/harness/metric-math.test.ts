import { type MissingOperands, parseMetricMath } from "../../support/cloudwatch/metric-math";

type Values = Readonly<Record<string, number | undefined>>;

function evaluate(expression: string, values: Values = {}, missing: MissingOperands = "propagate") {
  return parseMetricMath(expression, missing).evaluate((id) => values[id]);
}

describe("metric math", () => {
  it.each<[string, number]>([
    ["1 + 2 * 3 ^ 2 - 4 / 2", 17],
    ["-m1 + 5", 2],
    ["(m1 + 1) / m2", 2],
    ["m1 > 2", 1],
    ["m1 < 3", 0],
    ["m1 >= 3 AND m2 <= 2", 1],
    ["m1 == 3 && m2 != 2", 0],
    ["m1 > 5 OR m2 == 2", 1],
    ["m1 > 5 || m2 > 5", 0],
    ["IF(m1 > 2, m1, m2)", 3],
    ["IF(m1 > 3, m1, m2)", 2],
    ["SUM([m1, m2, 1])", 6],
    ["MAX([m1, m2])", 3],
    ["MIN([m1, m2])", 2],
    ["AVG([m1, m2])", 2.5],
    ["ABS(m2 - m1) + CEIL(m1 / m2) + FLOOR(m1 / m2)", 4],
  ])("%s", (expression, result) => {
    expect(evaluate(expression, { m1: 3, m2: 2 })).toBe(result);
  });

  it("names the ids that it reads", () => {
    expect(parseMetricMath("IF(FILL(total, 0) > 10, bad / total)", "propagate").ids).toEqual(["total", "bad"]);
  });

  it("has no data point where it would divide by zero", () => {
    expect(evaluate("m1 / m2", { m1: 3, m2: 0 })).toBeUndefined();
    expect(evaluate("FILL(m1 / m2, 7)", { m1: 3, m2: 0 })).toBe(7);
  });

  it("passes on what is missing, save where it is filled or left out of a list", () => {
    const values = { m1: 3, m2: undefined };
    for (const expression of ["m1 + m2", "m2 > 1", "ABS(m2)", "IF(m2 > 1, 1, 0)", "IF(m1 > 1, m2, 0)", "m1 AND m2"]) {
      expect(evaluate(expression, values)).toBeUndefined();
    }
    expect(evaluate("m1 + FILL(m2, 0)", values)).toBe(3);
    expect(evaluate("FILL(m2, m1)", values)).toBe(3);
    expect(evaluate("SUM([m1, m2])", values)).toBe(3);
    expect(evaluate("MAX([m1, m2])", values)).toBe(3);
    expect(evaluate("AVG([m1, m2])", values)).toBe(1.5);
    expect(evaluate("SUM([m2, m2])", values)).toBeUndefined();
    expect(evaluate("IF(m1 > 5, 1)", values)).toBeUndefined();
  });

  // The tables of the user guide, "Math expressions with metrics".
  it.each<[string, readonly (number | undefined)[]]>([
    ["metric1 < metric2", [0, 0, 1, 0]],
    ["metric1 >= 30", [1, 0, 0, 0]],
    ["metric1 > 15 AND metric2 > 15", [1, 0, 0, 0]],
  ])("treats a missing operand as 0 when asked to: %s", (expression, results) => {
    const [metric1, metric2] = [
      [30, 20, 0, 0],
      [20, undefined, 20, undefined],
    ];
    const points = metric1.map((value, at) => evaluate(expression, { metric1: value, metric2: metric2[at] }, "zero"));
    expect(points).toEqual(results);
  });

  it.each<[string, readonly (number | undefined)[]]>([
    ["IF(metric1, metric2, metric3)", [30, 0, 20, 0, undefined]],
    ["IF(metric1, 5, metric3)", [5, 5, 20, undefined, undefined]],
    ["IF(metric1, metric2, 5)", [30, 0, 5, 5, undefined]],
  ])("chooses as documented: %s", (expression, results) => {
    const metric1 = [1, 1, 0, 0, undefined];
    const metric2 = [30, undefined, 0, 0, 30];
    const metric3 = [0, 0, 20, undefined, 20];
    const points = metric1.map((value, at) =>
      evaluate(expression, { metric1: value, metric2: metric2[at], metric3: metric3[at] }, "zero"),
    );
    expect(points).toEqual(results);
  });

  it.each([
    ["2 m1", "an operator is missing"],
    ["M1 + 1", "M1 is no id"],
    ["1 < m1 < 3", "1 < m1 < 3"],
    ["RATE(m1)", "RATE is not known here"],
    ["SUM(m1)", "SUM takes a list"],
    ["FILL(m1)", "FILL takes 2 to 2 arguments"],
    ["m1!", "factorial"],
  ])("refuses %s", (expression, why) => {
    expect(() => parseMetricMath(expression, "propagate")).toThrow(why);
  });
});
