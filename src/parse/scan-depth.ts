import { Lexer } from "yaml";

/** Tokens that take no room in the text: document mode, scalar marker, error in a flow collection. */
const DOCUMENT = "\u0002";
const SCALAR = "\u001f";
const FLOW_ERROR = "\u0018";

/**
 * Where a text first nests deeper than `limit`; undefined when it never does. Works on tokens, without recursion,
 * since a deep file overflows the stack of the parser itself. Counts an upper bound: brackets, and for block
 * structure the distinct columns that are open.
 */
export function firstTooDeep(text: string, limit: number): number | undefined {
  const blocks = new OpenBlocks();
  let brackets = 0;
  let offset = 0;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    if (token === DOCUMENT || token === FLOW_ERROR) continue;
    if (token === SCALAR) {
      scalarNext = true;
      continue;
    }
    if (!scalarNext && (token === "[" || token === "{")) brackets += 1;
    if (!scalarNext && (token === "]" || token === "}")) brackets = Math.max(0, brackets - 1);
    blocks.take(token, scalarNext, brackets > 0);
    if (brackets + blocks.depth > limit) return offset;
    offset += token.length;
    scalarNext = false;
  }
  return undefined;
}

/** The columns of the block collections that are open at a place. */
class OpenBlocks {
  #columns: number[] = [];
  #column = 0;
  #lineHasKey = false;

  get depth(): number {
    return this.#columns.length;
  }

  take(token: string, isScalar: boolean, inFlow: boolean): void {
    if (!isScalar && /^\r?\n/.test(token)) {
      this.nextLine();
      return;
    }
    const blank = !isScalar && /^[ \t]+$/.test(token);
    if (!blank && !inFlow && !token.startsWith("#")) this.open(token, isScalar);
    this.#column += token.length;
    if (isScalar && token.endsWith("\n")) this.nextLine();
  }

  private open(token: string, isScalar: boolean): void {
    while ((this.#columns.at(-1) ?? -1) >= this.#column) this.#columns.pop();
    // The colon after a key opens nothing by itself; a second one on the line nests, as invalid as that is.
    const closesKey = !isScalar && token === ":" && !this.#lineHasKey;
    if (closesKey) this.#lineHasKey = true;
    else this.#columns.push(this.#column);
  }

  private nextLine(): void {
    this.#column = 0;
    this.#lineHasKey = false;
  }
}
