import { type Command, Option } from "commander";
import { defaultPlans } from "../default-plans";
import { FORMATS } from "../report";

export function environmentOption(): Option {
  return new Option("--env <name...>", "environments (default: all)");
}

export function formatOption(): Option {
  return new Option("--format <format>", "how diagnostics are laid out").choices(FORMATS).default("pretty");
}

/** The plans named on the command line, else the default ones. Ends in a usage error when there are none. */
export function plansOf(command: Command, named: readonly string[]): readonly string[] {
  const plans = named.length > 0 ? named : defaultPlans(process.env);
  if (plans.length > 0) return plans;
  return command.error(
    "error: no plan was named: give one, set OPSPLAN_PLANS, or list plans under context.plans in cdktf.json",
  );
}
