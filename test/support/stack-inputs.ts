import type {
  DataOutputs,
  FoundationOutputs,
  IncidentOutputs,
  ServiceOutputs,
  ServicesOutputs,
  StoreOutputs,
} from "../../src/constructs/core/stack-outputs";
import { hasBackups } from "../../src/model/backed-up-stores";
import type { DataStore, Plan, Service } from "../../src/model/plan";
import { SEVERITIES } from "../../src/model/severities";

/*
 * What other stacks would hand over, as literals: for stacks that are tested by themselves.
 */

export function foundationInputs(plan: Plan): FoundationOutputs {
  const { account, region } = plan.environment;
  const key = (id: string, where = region) => `arn:aws:kms:${where}:${account}:key/${id}`;
  const bucket = (name: string) => ({
    name,
    arn: `arn:aws:s3:::${name}`,
    domainName: `${name}.s3.${region}.amazonaws.com`,
  });
  return {
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-1"],
    privateSubnetIds: ["subnet-2"],
    isolatedSubnetIds: ["subnet-3"],
    natAddresses: ["192.0.2.1"],
    innerRouteTables: [{ name: "isolated", routeTableId: "rtb-33333333333333333" }],
    keyArns: { data: key("data"), logs: key("logs"), messaging: key("messaging"), artifacts: key("artifacts") },
    backupKeyArn: hasBackups(plan) ? key("backup") : null,
    globalMessagingKeyArn: key("global", "us-east-1"),
    recoveryMessagingKeyArn:
      plan.environment.recoveryRegion === null ? null : key("recovery", plan.environment.recoveryRegion),
    logBucket: bucket("logs-bucket"),
    artifactBucket: bucket("artifact-bucket"),
    dns: plan.edge.hasPublicEndpoint
      ? {
          zoneId: "Z0123456789",
          certificateArn: `arn:aws:acm:${region}:${account}:certificate/near`,
          cdnCertificateArn: plan.edge.cdn ? `arn:aws:acm:us-east-1:${account}:certificate/cdn` : null,
        }
      : null,
  };
}

export function incidentInputs(plan: Plan): IncidentOutputs {
  const { recoveryRegion } = plan.environment;
  const topics = (region: string) =>
    Object.fromEntries(
      SEVERITIES.map((severity) => [severity, `arn:aws:sns:${region}:${plan.environment.account}:${severity}`]),
    ) as IncidentOutputs["topicArns"];
  return {
    topicArns: topics(plan.environment.region),
    globalTopicArns: topics("us-east-1"),
    recoveryTopicArns: recoveryRegion === null ? null : topics(recoveryRegion),
  };
}

export function dataInputs(plan: Plan): DataOutputs {
  return { stores: new Map(plan.stores.map((store) => [store.name, storeInputs(store)])) };
}

function storeInputs(store: DataStore): StoreOutputs {
  const { name } = store;
  switch (store.engine) {
    case "aurora-postgresql":
      return {
        engine: store.engine,
        name,
        securityGroupId: "sg-1",
        clusterIdentifier: name,
        clusterArn: `arn:aws:rds:eu-west-1:111122223333:cluster:${name}`,
        clusterResourceId: "cluster-1",
        endpoint: "writer",
        readerEndpoint: "reader",
        port: 5432,
        database: store.database,
        instanceIdentifiers: Array.from({ length: 1 + store.readers }, (_, index) => `${name}-${index}`),
        maxCapacity: store.capacity.max,
        proxy: null,
        globalDatabase: null,
        masterSecret: null,
      };
    case "redis":
      return {
        engine: store.engine,
        name,
        securityGroupId: "sg-2",
        replicationGroupId: name,
        replicationGroupArn: "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:r",
        primaryEndpoint: "primary",
        readerEndpoint: "reader",
        port: 6379,
        iamUserId: "user",
        iamUserArn: "arn:aws:elasticache:eu-west-1:111122223333:user:u",
        memberClusterIds: Array.from({ length: 1 + store.replicas }, (_, index) => `${name}-00${index + 1}`),
      };
    case "dynamodb":
      return {
        engine: store.engine,
        name,
        tableName: name,
        tableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/t",
      };
    case "sqs":
      return {
        engine: store.engine,
        name,
        queueName: name,
        deadLetterQueueName: `${name}-dead-letters`,
        queueArn: "arn:aws:sqs:eu-west-1:111122223333:q",
        queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/q",
        backPressure: null,
      };
    case "s3":
      return {
        engine: store.engine,
        name,
        bucketName: name,
        bucketArn: `arn:aws:s3:::${name}`,
        filterId: "all",
        keyArn: null,
      };
  }
}

export function servicesInputs(plan: Plan): ServicesOutputs {
  return {
    loadBalancer: plan.edge.hasPublicEndpoint
      ? {
          arn: `arn:aws:elasticloadbalancing:${plan.environment.region}:${plan.environment.account}:loadbalancer/app/lb/1`,
          arnSuffix: "app/lb/1",
          dnsName: "internal-lb.elb.amazonaws.com",
          zoneId: "Z32O12XQLNTSW2",
          internal: plan.edge.cdn,
          securityGroupId: "sg-3",
        }
      : null,
    services: new Map(plan.services.map((service) => [service.name, serviceInputs(plan, service)])),
  };
}

function serviceInputs(plan: Plan, service: Service): ServiceOutputs {
  const { name } = service;
  const targetGroup = (color: string) => ({
    name: `${name}-${color}`,
    arn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}-${color}/1`,
    arnSuffix: `targetgroup/${name}-${color}/1`,
  });
  const served = service.exposure === "public" && plan.edge.hasPublicEndpoint;
  const twoGroups = served && service.runtime === "ecs-fargate" && plan.delivery.strategy === "blue-green-canary";
  const roles = { taskRoleArn: "arn:aws:iam::1:role/t", executionRoleArn: "arn:aws:iam::1:role/e" };
  return {
    name,
    logGroupName: `/opsplan/${plan.name}/${plan.environment.name}/${name}`,
    deploymentAlarmNames: [],
    targetGroup: served ? targetGroup("blue") : null,
    alternateTargetGroup: twoGroups ? targetGroup("green") : null,
    compute:
      service.runtime === "ecs-fargate"
        ? {
            runtime: "ecs-fargate",
            clusterName: "c",
            serviceName: name,
            taskFamily: name,
            containerName: name,
            ...roles,
          }
        : { runtime: "ec2-asg", groupName: name, instanceRoleName: "r", instanceRoleArn: "arn:aws:iam::1:role/r" },
  };
}
