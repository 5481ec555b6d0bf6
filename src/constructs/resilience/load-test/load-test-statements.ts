import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { Statement } from "../../core/policy";
import type { FoundationOutputs } from "../../core/stack-outputs";
import { LOG_PREFIXES } from "../../storage/log-prefixes";

export interface LoadTestStatementsProps {
  readonly plan: Plan;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "logBucket" | "keyArns" | "privateSubnetIds">;
  readonly topicArn: string;
  readonly logGroupArn: string;
  /** Of its scripts in the artefact bucket. */
  readonly prefix: string;
}

/** What the build of the load test may do: read its scripts and metrics, write its report, and tell people. */
export function loadTestStatements(props: LoadTestStatementsProps): readonly Statement[] {
  const { plan, foundation, topicArn, logGroupArn, prefix } = props;
  const { artifactBucket, logBucket, keyArns } = foundation;
  const via = (service: string) => ({
    StringEquals: { "kms:ViaService": `${service}.${plan.environment.region}.amazonaws.com` },
  });
  return [
    { Sid: "WriteLogs", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
    { Sid: "ReadScripts", Action: "s3:GetObject", Resource: `${artifactBucket.arn}/${prefix}/*` },
    {
      Sid: "ListScripts",
      Action: "s3:ListBucket",
      Resource: artifactBucket.arn,
      Condition: { StringLike: { "s3:prefix": `${prefix}/*` } },
    },
    { Sid: "DecryptScripts", Action: "kms:Decrypt", Resource: keyArns.artifacts, Condition: via("s3") },
    { Sid: "WriteReport", Action: "s3:PutObject", Resource: `${logBucket.arn}/${LOG_PREFIXES.loadTest}/*` },
    // AWS has no resource for reading metrics (service authorization reference).
    { Sid: "ReadMetrics", Action: "cloudwatch:GetMetricData", Resource: "*" },
    { Sid: "ReadAlarms", Action: "cloudwatch:DescribeAlarms", Resource: planArn(plan, "cloudwatch", "alarm:*") },
    {
      // Publishing metrics knows no single resources, but namespaces.
      Sid: "PublishMetrics",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": metricNamespace(plan) } },
    },
    { Sid: "TellPeople", Action: "sns:Publish", Resource: topicArn },
    {
      Sid: "EncryptMessages",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArns.messaging,
      Condition: via("sns"),
    },
    ...networkStatements(plan, foundation.privateSubnetIds),
  ];
}

/** A network interface in the plan's subnets (CodeBuild user guide, "VPC network interface" policy). */
function networkStatements(plan: Plan, subnetIds: readonly string[]): readonly Statement[] {
  return [
    {
      // CodeBuild checks these without a resource.
      Sid: "PlaceInNetwork",
      Action: [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      Resource: "*",
    },
    {
      Sid: "HandInterfaceOver",
      Action: "ec2:CreateNetworkInterfacePermission",
      Resource: planArn(plan, "ec2", "network-interface/*"),
      Condition: {
        StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" },
        ArnEquals: { "ec2:Subnet": subnetIds.map((id) => planArn(plan, "ec2", `subnet/${id}`)) },
      },
    },
  ];
}
