/**
 * IAM's names of the services that a Terraform resource calls, by the beginning of its type; the longest that fits
 * counts. What follows the first is what the same resource needs beside: Synthetics makes a function for a canary, a vault
 * of AWS Backup has a storage service of its own.
 */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  accessanalyzer: ["access-analyzer"],
  acm: ["acm"],
  appautoscaling: ["application-autoscaling"],
  athena: ["athena"],
  autoscaling: ["autoscaling"],
  autoscalingplans: ["autoscaling-plans"],
  backup: ["backup", "backup-storage"],
  budgets: ["budgets"],
  ce: ["ce"],
  chatbot: ["chatbot"],
  cloudformation: ["cloudformation"],
  cloudfront: ["cloudfront"],
  cloudtrail: ["cloudtrail"],
  cloudwatch: ["cloudwatch"],
  cloudwatch_event: ["events"],
  // Delivery of another service's logs is that service's to allow.
  cloudwatch_log: ["logs"],
  cloudwatch_query_definition: ["logs"],
  codebuild: ["codebuild"],
  codeconnections: ["codeconnections", "codestar-connections"],
  codedeploy: ["codedeploy"],
  codepipeline: ["codepipeline"],
  codestarconnections: ["codeconnections", "codestar-connections"],
  codestarnotifications: ["codestar-notifications"],
  computeoptimizer: ["compute-optimizer"],
  config: ["config"],
  costoptimizationhub: ["cost-optimization-hub"],
  customer_gateway: ["ec2"],
  datasync: ["datasync"],
  db: ["rds"],
  default: ["ec2"],
  dms: ["dms"],
  dx: ["directconnect"],
  dynamodb: ["dynamodb"],
  ebs: ["ec2"],
  ec2: ["ec2"],
  ecr: ["ecr"],
  ecs: ["ecs"],
  eip: ["ec2"],
  elasticache: ["elasticache"],
  fis: ["fis"],
  flow_log: ["ec2", "logs"],
  globalaccelerator: ["globalaccelerator"],
  glue: ["glue"],
  guardduty: ["guardduty"],
  iam: ["iam"],
  inspector2: ["inspector2"],
  internet_gateway: ["ec2"],
  kms: ["kms"],
  lambda: ["lambda"],
  launch_template: ["ec2"],
  lb: ["elasticloadbalancing"],
  macie2: ["macie2"],
  nat_gateway: ["ec2"],
  network: ["ec2"],
  networkfirewall: ["network-firewall"],
  placement_group: ["ec2"],
  ram: ["ram"],
  rds: ["rds"],
  resourcegroups: ["resource-groups"],
  route: ["ec2"],
  route53: ["route53"],
  s3: ["s3"],
  scheduler: ["scheduler"],
  secretsmanager: ["secretsmanager"],
  security_group: ["ec2"],
  securityhub: ["securityhub"],
  serverlessapplicationrepository: ["serverlessrepo", "cloudformation", "lambda"],
  service_discovery: ["servicediscovery"],
  servicequotas: ["servicequotas"],
  sfn: ["states"],
  sns: ["sns"],
  sqs: ["sqs"],
  ssm: ["ssm"],
  subnet: ["ec2"],
  synthetics: ["synthetics", "lambda"],
  verifiedaccess: ["ec2"],
  vpc: ["ec2"],
  vpclattice: ["vpc-lattice"],
  vpn: ["ec2"],
  wafv2: ["wafv2"],
};

/** Resource types of this product whose service no table entry names would make a role that cannot apply them. */
export function servicesOfTypes(types: readonly string[]): readonly string[] {
  return [...new Set(types.flatMap(servicesOfType))].sort();
}

function servicesOfType(type: string): readonly string[] {
  const words = type.replace(/^aws_/, "").split("_");
  for (let count = words.length; count > 0; count -= 1) {
    const services = SERVICES[words.slice(0, count).join("_")];
    if (services !== undefined) return services;
  }
  throw new Error(`no service is known for ${type}: its pipeline could not apply it`);
}
