/**
 * Service quotas of AWS that a growing load runs into: per account and region. Codes and names are those of Service
 * Quotas; defaults are those of the AWS General Reference. Accounts may have more (`requirements.capacity.grantedQuotas`)
 * or, when they are new, less.
 */
export interface ServiceQuota {
  /** Name of its own, for logical ids and sentences of the product. */
  readonly key: QuotaKey;
  readonly serviceCode: string;
  readonly quotaCode: string;
  /** As Service Quotas has it. */
  readonly name: string;
  readonly default: number;
  readonly unit: string;
  /** False where AWS grants no more. */
  readonly adjustable: boolean;
  /** The metric that AWS publishes of its use, which `SERVICE_QUOTA()` takes; null where there is none. */
  readonly usage: QuotaUsage | null;
}

export interface QuotaUsage {
  readonly namespace: "AWS/Usage";
  readonly metricName: "ResourceCount";
  readonly statistic: "Maximum";
  readonly dimensions: {
    readonly Service: string;
    readonly Type: "Resource";
    readonly Resource: string;
    readonly Class: string;
  };
}

export const QUOTA_KEYS = [
  "fargate-vcpus",
  "ec2-standard-vcpus",
  "tasks-per-service",
  "targets-per-load-balancer",
  "targets-per-target-group",
  "network-interfaces",
  "table-reads",
  "table-writes",
  "database-instances",
] as const;

export type QuotaKey = (typeof QUOTA_KEYS)[number];

const usage = (service: string, resource: string, quotaClass: string): QuotaUsage => ({
  namespace: "AWS/Usage",
  metricName: "ResourceCount",
  statistic: "Maximum",
  dimensions: { Service: service, Type: "Resource", Resource: resource, Class: quotaClass },
});

export const SERVICE_QUOTAS: Readonly<Record<QuotaKey, ServiceQuota>> = {
  /** Amazon ECS endpoints and quotas; usage: Amazon ECS developer guide, "AWS Fargate usage metrics". */
  "fargate-vcpus": {
    key: "fargate-vcpus",
    serviceCode: "fargate",
    quotaCode: "L-3032A538",
    name: "Fargate On-Demand vCPU resource count",
    default: 6,
    unit: "vCPUs",
    adjustable: true,
    usage: usage("Fargate", "vCPU", "Standard/OnDemand"),
  },
  /** Default and usage as GetAWSDefaultServiceQuota answers (AWS CLI reference, get-aws-default-service-quota). */
  "ec2-standard-vcpus": {
    key: "ec2-standard-vcpus",
    serviceCode: "ec2",
    quotaCode: "L-1216C47A",
    name: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    default: 5,
    unit: "vCPUs",
    adjustable: true,
    usage: usage("EC2", "vCPU", "Standard/OnDemand"),
  },
  /** Amazon ECS endpoints and quotas: 5,000, not adjustable; of the desired count of one service. */
  "tasks-per-service": {
    key: "tasks-per-service",
    serviceCode: "ecs",
    quotaCode: "L-92E49DE3",
    name: "Tasks per service",
    default: 5000,
    unit: "tasks",
    adjustable: false,
    usage: null,
  },
  /** User guide for Application Load Balancers, "Quotas"; a target counts once in each target group. */
  "targets-per-load-balancer": {
    key: "targets-per-load-balancer",
    serviceCode: "elasticloadbalancing",
    quotaCode: "L-7E6692B2",
    name: "Targets per Application Load Balancer",
    default: 1000,
    unit: "targets",
    adjustable: true,
    usage: usage("Elastic Load Balancing", "TargetsPerApplicationLoadBalancer", "None"),
  },
  /** The same page, instances or IP addresses. */
  "targets-per-target-group": {
    key: "targets-per-target-group",
    serviceCode: "elasticloadbalancing",
    quotaCode: "L-A0D0B863",
    name: "Targets per Target Group per Region",
    default: 1000,
    unit: "targets",
    adjustable: true,
    usage: usage("Elastic Load Balancing", "TargetsPerTargetGroupPerRegion", "None"),
  },
  /** Amazon VPC user guide, "Quotas", network interfaces. Each task on Fargate and each instance has one. */
  "network-interfaces": {
    key: "network-interfaces",
    serviceCode: "vpc",
    quotaCode: "L-DF5E4CA3",
    name: "Network interfaces per Region",
    default: 5000,
    unit: "network interfaces",
    adjustable: true,
    usage: null,
  },
  /** DynamoDB developer guide, "Quotas": of a table on demand; its metrics are percentages in AWS/DynamoDB. */
  "table-reads": {
    key: "table-reads",
    serviceCode: "dynamodb",
    quotaCode: "L-CF0CBE56",
    name: "Table-level read throughput limit",
    default: 40_000,
    unit: "read units/s",
    adjustable: true,
    usage: null,
  },
  "table-writes": {
    key: "table-writes",
    serviceCode: "dynamodb",
    quotaCode: "L-AB614373",
    name: "Table-level write throughput limit",
    default: 40_000,
    unit: "write units/s",
    adjustable: true,
    usage: null,
  },
  /** Amazon Aurora user guide, "Quotas": DB instances of Aurora and RDS together. It does not grow with the load, but with cells. */
  "database-instances": {
    key: "database-instances",
    serviceCode: "rds",
    quotaCode: "L-7B6409FD",
    name: "DB instances",
    default: 40,
    unit: "instances",
    adjustable: true,
    usage: null,
  },
};

/**
 * Share of a quota at which it alarms: AWS answers a request within minutes or days, and the last fifth must last that
 * long. Judgement; the console of Service Quotas offers the same.
 */
export const QUOTA_ALARM_PERCENT = 80;

/** What the account has of a quota: what the plan says it was granted, else AWS's default. */
export function grantedQuota(
  key: QuotaKey,
  capacity: { readonly grantedQuotas: Readonly<Record<string, number>> } | null,
): number {
  const quota = SERVICE_QUOTAS[key];
  return capacity?.grantedQuotas[quota.quotaCode] ?? quota.default;
}
