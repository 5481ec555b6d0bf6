import { isConstantNode, isOperatorNode, isParenthesisNode, isSymbolNode, type MathNode, parse } from "mathjs";
import type { AlarmState } from "./alarm-definition";

export interface AlarmRule {
  /** Names or ARNs of the alarms that it asks for. */
  readonly children: readonly string[];
  readonly evaluate: (stateOf: (child: string) => AlarmState) => boolean;
}

type Condition = AlarmRule["evaluate"];

const STATE_FUNCTION = /\b(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))\s*\)/g;
const WORDS: Readonly<Record<string, string>> = { AND: "and", OR: "or", NOT: "not", TRUE: "true", FALSE: "false" };

/**
 * The rule of a composite alarm (API reference, PutCompositeAlarm).
 *
 * @throws Error for a rule that is not one, and for AND beside OR without parentheses: AWS does not say which binds more
 */
export function parseAlarmRule(rule: string): AlarmRule {
  const children: string[] = [];
  const conditions: Condition[] = [];
  // The parser knows no alarm: each function becomes a name, and the words become the parser's own.
  const text = rule
    .replace(STATE_FUNCTION, (_, state: string, double?: string, single?: string, bare?: string) => {
      const child = double ?? single ?? bare ?? "";
      children.push(child);
      conditions.push((stateOf) => stateOf(child) === state);
      return `condition${conditions.length - 1}`;
    })
    .replace(/\b[A-Z]+\b/g, (word) => WORDS[word] ?? word);
  const evaluate = condition(parse(text), conditions, rule);
  return { children: [...new Set(children)], evaluate };
}

function condition(node: MathNode, conditions: readonly Condition[], rule: string): Condition {
  const inner = (child: MathNode) => condition(child, conditions, rule);
  if (isParenthesisNode(node)) return inner(node.content);
  if (isConstantNode(node) && typeof node.value === "boolean") {
    const { value } = node;
    return () => value;
  }
  if (isSymbolNode(node)) {
    const found = conditions[Number(/^condition(\d+)$/.exec(node.name)?.[1])];
    if (found !== undefined) return found;
  }
  if (isOperatorNode(node) && !node.implicit) {
    const { fn, args } = node;
    if (args.some((arg) => isOperatorNode(arg) && arg.fn !== fn && arg.fn !== "not" && fn !== "not")) {
      throw new Error(`${rule}: AND beside OR needs parentheses`);
    }
    const [left, right] = args.map(inner);
    if (fn === "not" && left !== undefined) return (stateOf) => !left(stateOf);
    if (left !== undefined && right !== undefined) {
      if (fn === "and") return (stateOf) => left(stateOf) && right(stateOf);
      if (fn === "or") return (stateOf) => left(stateOf) || right(stateOf);
    }
  }
  throw new Error(`${rule}: ${node.toString()} is no condition`);
}
