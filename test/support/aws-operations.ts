/** Parameters of an operation at the top level, in the API's own spelling. */
export interface AwsOperation {
  readonly required: readonly string[];
  /** Those that documents may use; the API has more. */
  readonly optional: readonly string[];
}

/**
 * Operations that Automation runbooks call, from the API reference of each service; services as boto3 names them, which
 * is how Automation does. CI checks the same calls, down to the last member, against boto's own models.
 */
export const AWS_OPERATIONS: Readonly<Record<string, Readonly<Record<string, AwsOperation>>>> = {
  "application-autoscaling": {
    DescribeScalableTargets: { required: ["ServiceNamespace"], optional: ["ResourceIds", "ScalableDimension"] },
    RegisterScalableTarget: {
      required: ["ServiceNamespace", "ResourceId", "ScalableDimension"],
      optional: ["MinCapacity", "MaxCapacity"],
    },
  },
  autoscaling: {
    DescribeAutoScalingGroups: { required: [], optional: ["AutoScalingGroupNames"] },
    DescribeInstanceRefreshes: { required: ["AutoScalingGroupName"], optional: ["InstanceRefreshIds"] },
    StartInstanceRefresh: { required: ["AutoScalingGroupName"], optional: ["Strategy", "Preferences"] },
    UpdateAutoScalingGroup: {
      required: ["AutoScalingGroupName"],
      optional: ["MinSize", "MaxSize", "DesiredCapacity"],
    },
  },
  cloudwatch: {
    DescribeAlarms: { required: [], optional: ["AlarmNames"] },
    PutMetricData: { required: ["Namespace"], optional: ["MetricData"] },
  },
  codedeploy: {
    GetDeployment: { required: ["deploymentId"], optional: [] },
    GetDeploymentGroup: { required: ["applicationName", "deploymentGroupName"], optional: [] },
    StopDeployment: { required: ["deploymentId"], optional: ["autoRollbackEnabled"] },
  },
  codepipeline: {
    GetPipelineExecution: { required: ["pipelineName", "pipelineExecutionId"], optional: [] },
    ListPipelineExecutions: { required: ["pipelineName"], optional: ["filter", "maxResults"] },
    RollbackStage: { required: ["pipelineName", "stageName", "targetPipelineExecutionId"], optional: [] },
  },
  ecs: {
    DescribeServiceDeployments: { required: ["serviceDeploymentArns"], optional: [] },
    DescribeServiceRevisions: { required: ["serviceRevisionArns"], optional: [] },
    DescribeServices: { required: ["services"], optional: ["cluster"] },
    ListServiceDeployments: { required: ["service"], optional: ["cluster", "status"] },
    StopServiceDeployment: { required: ["serviceDeploymentArn"], optional: ["stopType"] },
    UpdateService: {
      required: ["service"],
      optional: ["cluster", "desiredCount", "forceNewDeployment", "taskDefinition"],
    },
  },
  elasticache: {
    DescribeReplicationGroups: { required: [], optional: ["ReplicationGroupId"] },
    TestFailover: { required: ["ReplicationGroupId", "NodeGroupId"], optional: [] },
  },
  fis: {
    GetExperiment: { required: ["id"], optional: [] },
    StartExperiment: { required: ["experimentTemplateId", "clientToken"], optional: [] },
  },
  rds: {
    DescribeDBClusters: { required: [], optional: ["DBClusterIdentifier"] },
    FailoverDBCluster: { required: ["DBClusterIdentifier"], optional: ["TargetDBInstanceIdentifier"] },
  },
  sqs: {
    ListMessageMoveTasks: { required: ["SourceArn"], optional: ["MaxResults"] },
    StartMessageMoveTask: {
      required: ["SourceArn"],
      optional: ["DestinationArn", "MaxNumberOfMessagesPerSecond"],
    },
  },
  ssm: {
    CreateOpsItem: {
      required: ["Title", "Description", "Source"],
      optional: ["Category", "OperationalData", "OpsItemType", "Priority", "RelatedOpsItems", "Severity", "Tags"],
    },
    GetOpsItem: { required: ["OpsItemId"], optional: [] },
  },
};
