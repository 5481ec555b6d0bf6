import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import type { ManagedNetwork, Plan } from "../../model/plan";

export interface SubnetsProps {
  readonly plan: Plan;
  readonly network: ManagedNetwork;
  readonly vpcId: string;
  readonly internetGateway: InternetGateway;
  readonly logsKeyArn: string;
}
