import { argument, assign, type Expression, layOut } from "./shell";

type Value = string | number | Expression;

/** Options of the AWS CLI by name, without the dashes. `true` is a flag, a list is several words. */
export type AwsOptions = Readonly<Record<string, Value | readonly Value[] | true>>;

/**
 * One command of the AWS CLI, version 2.
 *
 * @param operation service and operation: `ecs describe-services`
 * @param region null for services without regions (Route 53, CloudFront)
 */
export function aws(operation: string, options: AwsOptions, region: string | null): string {
  const all: AwsOptions = region === null ? options : { ...options, region };
  return layOut(`aws ${operation}`, Object.entries(all).map(option));
}

/** A command whose one result goes into a shell variable. */
export function awsInto(
  name: string,
  operation: string,
  query: string,
  options: AwsOptions,
  region: string | null,
): string {
  return assign(name, aws(operation, { ...options, query, output: "text" }, region));
}

function option([name, value]: [string, AwsOptions[string]]): string {
  if (value === true) return `--${name}`;
  const words = isList(value) ? value : [value];
  return [`--${name}`, ...words.map(argument)].join(" ");
}

function isList(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}
