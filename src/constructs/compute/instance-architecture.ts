/**
 * Processor architecture of an EC2 instance type, in the words of AWS's AMI parameters. Families with a `g` after the
 * generation are Graviton (`m7g`, `t4g`, `c6gn`), and so is `a1` (EC2 naming conventions).
 */
export function instanceArchitecture(instanceType: string): "arm64" | "x86_64" {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*)(-[a-z0-9]+)*\./.test(instanceType) ? "arm64" : "x86_64";
}
