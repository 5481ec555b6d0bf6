import type { Plan } from "../../model/plan";
import { FEWEST_COPIES } from "../../model/resilience/fault-agent";
import { planArn } from "../core/names";
import type { FoundationOutputs } from "../core/stack-outputs";
import { allOf, type Experiment, FIND_BY_TAG } from "./experiment";
import { RESILIENCE_SUBJECT } from "./resilience-subject";

/** Longer than health checks, deregistration and a start elsewhere take together. */
const LOSS = "PT5M";

/** The tag that FIS puts on the access lists it makes (AWSFaultInjectionSimulatorNetworkAccess). */
const OF_FIS = "managedByFIS";

/**
 * The copies of services in the plan's first zone are cut off from everything. Only in a network of the plan's own, with
 * more than one zone, and where every service has copies enough to stand in another. Databases are not cut off: a writer
 * that cannot be reached, but is well, does not fail over.
 */
export function zoneExperiment(plan: Plan, foundation: FoundationOutputs, stops: readonly string[]): Experiment | null {
  const { network, services } = plan;
  const [subnet] = foundation.privateSubnetIds;
  if (network.kind === "existing" || network.zones.length < 2 || subnet === undefined) return null;
  if (services.length === 0 || services.some(({ scaling }) => scaling.min < FEWEST_COPIES)) return null;
  const subnetArn = planArn(plan, "ec2", `subnet/${subnet}`);
  const lists = planArn(plan, "ec2", "network-acl/*");
  const vpc = planArn(plan, "ec2", `vpc/${foundation.vpcId}`);
  return {
    subject: RESILIENCE_SUBJECT,
    name: "lose-zone",
    description: "Services in the first zone are cut off for five minutes; those in the others must carry on.",
    action: {
      id: "aws:network:disrupt-connectivity",
      targetKey: "Subnets",
      parameters: { duration: LOSS, scope: "all" },
    },
    target: allOf("aws:ec2:subnet", [subnetArn]),
    stops,
    statements: [
      {
        // Reading calls that AWS has no resource for (service authorization reference).
        Sid: "ReadNetwork",
        Action: [
          "ec2:DescribeManagedPrefixLists",
          "ec2:DescribeNetworkAcls",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
        ],
        Resource: "*",
      },
      {
        Sid: "MakeAccessList",
        Action: "ec2:CreateNetworkAcl",
        Resource: lists,
        Condition: { StringEquals: { [`aws:RequestTag/${OF_FIS}`]: "true" } },
      },
      { Sid: "MakeAccessListInVpc", Action: "ec2:CreateNetworkAcl", Resource: vpc },
      {
        Sid: "TagAccessList",
        Action: "ec2:CreateTags",
        Resource: lists,
        Condition: {
          StringEquals: { "ec2:CreateAction": "CreateNetworkAcl", [`aws:RequestTag/${OF_FIS}`]: "true" },
        },
      },
      {
        Sid: "FillAndDeleteAccessList",
        Action: ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl"],
        Resource: lists,
        Condition: { StringEquals: { [`ec2:ResourceTag/${OF_FIS}`]: "true" } },
      },
      // The list that stood before the subnet comes back at the end: it is the network's own, under any id.
      { Sid: "ExchangeAccessList", Action: "ec2:ReplaceNetworkAclAssociation", Resource: [subnetArn, lists] },
      FIND_BY_TAG,
    ],
  };
}
