import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { NetworkOutputs } from "../core/stack-outputs";
import { ManagedVpc } from "./vpc";

/** The plan's own VPC, or the existing one: for that nothing is created, flow logs and endpoints are its owner's. */
export function planNetwork(scope: Construct, plan: Plan, logsKeyArn: string): NetworkOutputs {
  const { network } = plan;
  if (network.kind === "existing") {
    const { kind: _, ...existing } = network;
    return { ...existing, innerRouteTables: [], natAddresses: [] };
  }
  return new ManagedVpc(scope, "network", { plan, network, logsKeyArn }).outputs;
}
