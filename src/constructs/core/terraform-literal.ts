/**
 * A copy of plain data in which no text can become a Terraform expression: `${` and `%{` are doubled to what Terraform
 * reads as those characters. Applied once to the whole plan before any construct sees it, so that no construct can
 * forget it. Names, ARNs and numbers pass unchanged: their patterns hold neither sequence.
 */
export function terraformLiteral<T>(value: T): T {
  if (typeof value === "string") return value.replace(/([$%])\{/g, "$1$1{") as T;
  if (Array.isArray(value)) return value.map(terraformLiteral) as T;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, terraformLiteral(child)])) as T;
  }
  return value;
}
