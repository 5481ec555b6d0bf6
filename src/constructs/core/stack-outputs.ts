import type { KeyPurpose } from "../../model/plan";
import type { Severity } from "../../model/severities";

/*
 * What stacks hand to each other. Values are CDKTF tokens of the producing stack (which become outputs and remote
 * state references), or literals where the plan names something that exists.
 */

export interface NetworkOutputs {
  readonly vpcId: string;
  /** One per zone, in zone order. */
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly isolatedSubnetIds: readonly string[];
  /** Route tables of private and isolated subnets: `private_a`, `isolated`. None for an existing network. */
  readonly innerRouteTables: readonly { readonly name: string; readonly routeTableId: string }[];
  /** IPv4 addresses that what leaves private subnets comes from. None are known of an existing network. */
  readonly natAddresses: readonly string[];
}

export interface FoundationOutputs extends NetworkOutputs {
  /** Key ARNs by purpose, in the plan's region. */
  readonly keyArns: Readonly<Record<Exclude<KeyPurpose, "backup">, string>>;
  /** Key of the backup vault in the plan's region; null where AWS Backup backs nothing up. */
  readonly backupKeyArn: string | null;
  /** Messaging key in us-east-1, for the topics of CloudFront and Route 53 alarms; the same one in that region. */
  readonly globalMessagingKeyArn: string;
  /** Messaging key in the recovery region, for the topics of its alarms; null without one. */
  readonly recoveryMessagingKeyArn: string | null;
  /** Access and audit logs. */
  readonly logBucket: BucketOutputs;
  /** Pipeline artefacts. */
  readonly artifactBucket: BucketOutputs;
  /** null when no name of the domain leads anywhere. */
  readonly dns: DnsOutputs | null;
}

export interface BucketOutputs {
  readonly name: string;
  readonly arn: string;
  /** `<name>.s3.<region>.amazonaws.com` */
  readonly domainName: string;
}

export interface DnsOutputs {
  readonly zoneId: string;
  /** Validated certificate for the domain in the plan's region. */
  readonly certificateArn: string;
  /** Validated certificate in us-east-1; null without a CDN. */
  readonly cdnCertificateArn: string | null;
}

export interface IncidentOutputs {
  /** Topics in the plan's region. */
  readonly topicArns: Readonly<Record<Severity, string>>;
  /** Topics in us-east-1, where CloudFront and Route 53 publish their metrics; the same ones in that region. */
  readonly globalTopicArns: Readonly<Record<Severity, string>>;
  /** Topics in the recovery region; null without one. */
  readonly recoveryTopicArns: Readonly<Record<Severity, string>> | null;
}

export type StoreOutputs = AuroraOutputs | RedisOutputs | DynamodbOutputs | SqsOutputs | S3Outputs;

export interface AuroraOutputs {
  readonly engine: "aurora-postgresql";
  readonly name: string;
  readonly securityGroupId: string;
  /** DB cluster identifier, a literal. */
  readonly clusterIdentifier: string;
  readonly clusterArn: string;
  /** `cluster-…`, for `rds-db:connect` ARNs. */
  readonly clusterResourceId: string;
  readonly endpoint: string;
  readonly readerEndpoint: string;
  readonly port: number;
  readonly database: string;
  /** Literals: the writer's and readers' instance identifiers. */
  readonly instanceIdentifiers: readonly string[];
  readonly maxCapacity: number;
  /** What services connect to in the cluster's place; null where they connect to the cluster. */
  readonly proxy: DatabaseProxyOutputs | null;
  /** The global database that the cluster writes for; null where it is none's writer. */
  readonly globalDatabase: GlobalDatabaseOutputs | null;
  /** Secret of the master user that the plan keeps itself; null where RDS does, or the writer's region. */
  readonly masterSecret: MasterSecretOutputs | null;
}

export interface DatabaseProxyOutputs {
  /** A literal. */
  readonly name: string;
  /** `prx-…`, for `rds-db:connect` ARNs. */
  readonly resourceId: string;
  readonly securityGroupId: string;
  readonly endpoint: string;
  /** The same as `endpoint` where the cluster has no reader. */
  readonly readerEndpoint: string;
}

export interface GlobalDatabaseOutputs {
  readonly identifier: string;
  /** The one that its clusters run, whatever the plan asked for first. */
  readonly engineVersion: string;
}

export interface MasterSecretOutputs {
  readonly arn: string;
  /** The version that Terraform wrote; its password ends with the first rotation, minutes later. */
  readonly initialVersionId: string;
}

export interface RedisOutputs {
  readonly engine: "redis";
  readonly name: string;
  readonly securityGroupId: string;
  /** Replication group id, a literal. */
  readonly replicationGroupId: string;
  readonly replicationGroupArn: string;
  readonly primaryEndpoint: string;
  readonly readerEndpoint: string;
  readonly port: number;
  /** User that services log in as, by IAM. */
  readonly iamUserId: string;
  readonly iamUserArn: string;
  /** Literals: `<group>-001` and on. */
  readonly memberClusterIds: readonly string[];
}

export interface DynamodbOutputs {
  readonly engine: "dynamodb";
  readonly name: string;
  /** A literal. */
  readonly tableName: string;
  readonly tableArn: string;
}

export interface SqsOutputs {
  readonly engine: "sqs";
  readonly name: string;
  /** Literals. */
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  /** null where nobody is told to hold back. */
  readonly backPressure: BackPressureOutputs | null;
}

export interface BackPressureOutputs {
  /** A literal. Its value is `on` while producers are to hold back, else `off`. */
  readonly parameterName: string;
  readonly parameterArn: string;
  /** Services that read it. */
  readonly producers: readonly string[];
}

export interface S3Outputs {
  readonly engine: "s3";
  readonly name: string;
  /** A literal. */
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Of the request metrics over all objects, a literal. */
  readonly filterId: string;
  /** KMS key that encrypts its objects; null where S3's own does, for readers without an identity. */
  readonly keyArn: string | null;
}

export interface DataOutputs {
  /** By store name. */
  readonly stores: ReadonlyMap<string, StoreOutputs>;
}

export interface ServicesOutputs {
  /** null without a service that takes public requests. */
  readonly loadBalancer: LoadBalancerOutputs | null;
  /** By service name. */
  readonly services: ReadonlyMap<string, ServiceOutputs>;
}

export interface LoadBalancerOutputs {
  readonly arn: string;
  /** The part of the ARN that CloudWatch uses as dimension `LoadBalancer`. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  readonly zoneId: string;
  /** True when it stands in private subnets, behind CloudFront or Global Accelerator. */
  readonly internal: boolean;
  readonly securityGroupId: string;
}

export interface ServiceOutputs {
  readonly name: string;
  /** A literal. */
  readonly logGroupName: string;
  /** Names of the alarms that stop a deployment, literals. */
  readonly deploymentAlarmNames: readonly string[];
  readonly targetGroup: TargetGroupOutputs | null;
  /** The second group of a blue/green service; null with rolling deployments. */
  readonly alternateTargetGroup: TargetGroupOutputs | null;
  readonly compute: EcsOutputs | AsgOutputs;
}

export interface TargetGroupOutputs {
  /** A literal. */
  readonly name: string;
  readonly arn: string;
  /** The part of the ARN that CloudWatch uses as dimension `TargetGroup`. */
  readonly arnSuffix: string;
}

export interface EcsOutputs {
  readonly runtime: "ecs-fargate";
  /** Literals. */
  readonly clusterName: string;
  readonly serviceName: string;
  readonly taskFamily: string;
  readonly containerName: string;
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
}

export interface AsgOutputs {
  readonly runtime: "ec2-asg";
  /** A literal. */
  readonly groupName: string;
  readonly instanceRoleName: string;
  readonly instanceRoleArn: string;
}

/** What stands in the recovery region. */
export interface StandbyOutputs {
  readonly region: string;
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
  /** Health check that is unhealthy while the failover switch is on; null without failover records. */
  readonly switchHealthCheckId: string | null;
}

export interface EdgeOutputs {
  /** null without a CDN. */
  readonly distributionId: string | null;
  /** null without WAF. */
  readonly webAcl: {
    readonly name: string;
    readonly scope: "CLOUDFRONT" | "REGIONAL";
    readonly metricName: string;
  } | null;
  /** Route 53 health check on the public domain; null when nothing is public. */
  readonly healthCheckId: string | null;
}
