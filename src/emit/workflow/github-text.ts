const OPENING = "$" + "{{";

/** A value of the workflow that GitHub works out: the only text in it that may be one of its expressions. */
export function githubExpression(text: string): string {
  return `\${{ ${text} }}`;
}

/**
 * Text of a plan as a value of the workflow. GitHub reads expressions wherever they stand; what would begin one becomes an
 * expression that gives just those characters.
 */
export function githubText(text: string): string {
  return text.replaceAll(OPENING, githubExpression(`'${OPENING}'`));
}
