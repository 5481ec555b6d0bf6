import {
  isArrayNode,
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
  type MathNode,
  parse,
} from "mathjs";

/**
 * What an operator makes of a missing value beside a present one. AWS documents `zero` (user guide, "Math expressions
 * with metrics"); a metric that never had data yields nothing all the same, so that `propagate` is the careful choice.
 * An alarm that is right under both does not depend on it.
 */
export type MissingOperands = "propagate" | "zero";

/** Value of a metric or expression by its id; undefined where it has no data point. */
export type Values = (id: string) => number | undefined;

export interface MetricMath {
  /** Ids that the expression reads. */
  readonly ids: readonly string[];
  /** One data point; undefined where CloudWatch has none. */
  readonly evaluate: (values: Values) => number | undefined;
}

interface Term {
  readonly value: (values: Values) => number | undefined;
  /** A number written out; everything else is a time series. */
  readonly scalar: boolean;
}

/** @throws Error for what CloudWatch would refuse, and for functions that this simulation does not know */
export function parseMetricMath(expression: string, missing: MissingOperands): MetricMath {
  const ids = new Set<string>();
  const compiler = new Compiler(expression, missing, ids);
  const term = compiler.term(parse(translate(expression)));
  return { ids: [...ids], evaluate: term.value };
}

/** Into the words of the parser, which knows the operators by their lower-case names. */
function translate(expression: string): string {
  return expression.replace(/\bAND\b|&&/g, " and ").replace(/\bOR\b|\|\|/g, " or ");
}

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number | undefined>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => (b === 0 ? undefined : a / b),
  pow: (a, b) => a ** b,
  larger: (a, b) => Number(a > b),
  largerEq: (a, b) => Number(a >= b),
  smaller: (a, b) => Number(a < b),
  smallerEq: (a, b) => Number(a <= b),
  equal: (a, b) => Number(a === b),
  unequal: (a, b) => Number(a !== b),
  and: (a, b) => Number(a !== 0 && b !== 0),
  or: (a, b) => Number(a !== 0 || b !== 0),
};

const ROUNDING: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
};

/** Of the series that have a data point, and how many series there are. AVG counts a missing value as 0 (user guide). */
const OVER_SERIES: Readonly<Record<string, (present: readonly number[], series: number) => number>> = {
  SUM: (present) => total(present),
  AVG: (present, series) => total(present) / series,
  MIN: (present) => Math.min(...present),
  MAX: (present) => Math.max(...present),
};

class Compiler {
  constructor(
    private readonly expression: string,
    private readonly missing: MissingOperands,
    private readonly ids: Set<string>,
  ) {}

  term(node: MathNode): Term {
    if (isParenthesisNode(node)) return this.term(node.content);
    if (isConstantNode(node) && typeof node.value === "number") return constant(node.value);
    if (isSymbolNode(node)) return this.reference(node.name);
    if (isOperatorNode(node)) return this.operation(node.fn, node.args, node.implicit);
    if (isFunctionNode(node)) return this.call(node.fn.name, node.args);
    throw this.error(node.toString());
  }

  private reference(id: string): Term {
    if (!/^[a-z]\w*$/.test(id)) throw this.error(`${id} is no id: ids begin with a small letter`);
    this.ids.add(id);
    return { scalar: false, value: (values) => values(id) };
  }

  private operation(name: string, args: readonly MathNode[], implicit: boolean): Term {
    if (implicit) throw this.error("an operator is missing");
    const [left, right, ...more] = args.map((arg) => this.term(arg));
    if (left !== undefined && right === undefined && name === "unaryMinus") {
      return { scalar: left.scalar, value: (values) => mapPresent(left.value(values), (value) => -value) };
    }
    const apply = OPERATORS[name];
    if (left === undefined || right === undefined || more.length > 0 || apply === undefined) throw this.error(name);
    const zero = this.missing === "zero" && !left.scalar && !right.scalar;
    return {
      scalar: left.scalar && right.scalar,
      value: (values) => {
        const [a, b] = [left.value(values), right.value(values)];
        if (a === undefined && b === undefined) return undefined;
        if (!zero && (a === undefined || b === undefined)) return undefined;
        return apply(a ?? 0, b ?? 0);
      },
    };
  }

  private call(name: string, args: readonly MathNode[]): Term {
    const rounding = ROUNDING[name];
    if (rounding !== undefined) {
      const [of] = this.arguments(name, args, 1, 1);
      return { scalar: of.scalar, value: (values) => mapPresent(of.value(values), rounding) };
    }
    const overSeries = OVER_SERIES[name];
    if (overSeries !== undefined) return this.overSeries(name, args, overSeries);
    if (name === "FILL") {
      const [of, filler] = this.arguments(name, args, 2, 2);
      if (filler === undefined) throw this.error("FILL takes two arguments");
      return { scalar: false, value: (values) => of.value(values) ?? filler.value(values) };
    }
    if (name === "IF") return this.condition(args);
    throw this.error(`${name} is not known here`);
  }

  private overSeries(
    name: string,
    args: readonly MathNode[],
    reduce: (present: readonly number[], series: number) => number,
  ): Term {
    const [list, ...more] = args;
    if (list === undefined || !isArrayNode(list) || more.length > 0) {
      throw this.error(`${name} takes a list of series: of one series it would depend on the data that is retrieved`);
    }
    const terms = list.items.map((item) => this.term(item));
    return {
      scalar: false,
      value: (values) => {
        const present = terms.map(({ value }) => value(values)).filter((value) => value !== undefined);
        return present.length === 0 ? undefined : reduce(present, terms.length);
      },
    };
  }

  private condition(args: readonly MathNode[]): Term {
    const [condition, then, otherwise] = this.arguments("IF", args, 2, 3);
    if (then === undefined) throw this.error("IF takes two or three arguments");
    return {
      scalar: false,
      value: (values) => {
        const holds = condition.value(values);
        if (holds === undefined) return undefined;
        const chosen = holds !== 0 ? then : otherwise;
        const value = chosen?.value(values);
        if (value !== undefined || chosen === undefined || this.missing === "propagate") return value;
        // User guide, "Using IF expressions": a chosen series without a data point counts as 0, save that the third
        // argument's is dropped when the second is a number.
        return chosen === otherwise && then.scalar ? undefined : 0;
      },
    };
  }

  private arguments(name: string, args: readonly MathNode[], least: number, most: number): readonly [Term, ...Term[]] {
    const [first, ...rest] = args.map((arg) => this.term(arg));
    if (first === undefined || args.length < least || args.length > most) {
      throw this.error(`${name} takes ${least} to ${most} arguments`);
    }
    return [first, ...rest];
  }

  private error(why: string): Error {
    return new Error(`metric math ${this.expression}: ${why}`);
  }
}

function constant(value: number): Term {
  return { scalar: true, value: () => value };
}

function mapPresent(value: number | undefined, map: (value: number) => number): number | undefined {
  return value === undefined ? undefined : map(value);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
