/** Prices that the cost estimate uses, with what each is for; instance and node types have names of their own beside them. */
export const PRICE_UNITS = {
  "fargate-vcpu-hour": "vCPU of a Fargate task, x86, Linux, an hour",
  "fargate-gb-hour": "GB of memory of a Fargate task, x86, Linux, an hour",
  "fargate-arm-vcpu-hour": "vCPU of a Fargate task on Graviton, an hour",
  "fargate-arm-gb-hour": "GB of memory of a Fargate task on Graviton, an hour",
  "ebs-gp3-gb-month": "GB of a gp3 volume, a month",
  "aurora-acu-hour": "Aurora capacity unit, Serverless v2, Aurora Standard, an hour",
  "aurora-io-optimized-acu-hour": "Aurora capacity unit, Serverless v2, Aurora I/O-Optimized, an hour",
  "aurora-storage-gb-month": "GB of Aurora Standard storage, a month",
  "aurora-io-optimized-storage-gb-month": "GB of Aurora I/O-Optimized storage, a month",
  "aurora-io-million": "a million I/O requests of Aurora Standard",
  "rds-proxy-acu-hour": "Aurora capacity unit behind RDS Proxy, an hour",
  "dynamodb-read-million": "a million read request units on demand",
  "dynamodb-write-million": "a million write request units on demand",
  "dynamodb-storage-gb-month": "GB of a table, a month",
  "sqs-million": "a million requests to standard queues",
  "sqs-fifo-million": "a million requests to FIFO queues",
  "s3-storage-gb-month": "GB in S3 Standard, a month",
  "s3-write-thousand": "a thousand writes to S3",
  "s3-read-thousand": "a thousand reads from S3",
  "alb-hour": "Application Load Balancer, an hour",
  "lcu-hour": "load balancer capacity unit, an hour",
  "nat-gateway-hour": "NAT gateway, an hour",
  "nat-gb": "GB through a NAT gateway",
  "endpoint-hour": "interface endpoint in one zone, an hour",
  "endpoint-gb": "GB through an interface endpoint",
  "transfer-out-gb": "GB from the region to the internet, first tier",
  "transfer-zone-gb": "GB between zones, each way",
  "cloudfront-gb": "GB from CloudFront to users, the first 10 TB of a month",
  "cloudfront-gb-over-10-tb": "GB from CloudFront to users, from 10 to 50 TB",
  "cloudfront-gb-over-50-tb": "GB from CloudFront to users, from 50 to 150 TB",
  "cloudfront-gb-over-150-tb": "GB from CloudFront to users, from 150 to 500 TB",
  "cloudfront-gb-over-500-tb": "GB from CloudFront to users, over 500 TB",
  "cloudfront-requests-10k": "ten thousand HTTPS requests to CloudFront",
  "waf-acl-month": "web ACL, a month",
  "waf-rule-month": "rule or rule group of a web ACL, a month",
  "waf-requests-million": "a million requests that WAF looks at",
  "cloudwatch-alarm-month": "metric of an alarm, a month",
  "cloudwatch-composite-alarm-month": "composite alarm, a month",
  "cloudwatch-metric-month": "custom metric, a month, first tier",
  "cloudwatch-dashboard-month": "dashboard, a month",
  "cloudwatch-logs-gb": "GB of logs taken in, Standard class",
  "cloudwatch-logs-storage-gb-month": "GB of logs kept, a month",
  "kms-key-month": "KMS key, a month",
  "secret-month": "secret of Secrets Manager, a month",
} as const satisfies Readonly<Record<string, string>>;

export type PriceName = keyof typeof PRICE_UNITS;

export const PRICE_NAMES = Object.keys(PRICE_UNITS) as readonly PriceName[];

/** The name of an instance type's price: `m7g.large` is `ec2-m7g-large-hour`. */
export function instancePriceName(instanceType: string): string {
  return `ec2-${instanceType.replaceAll(".", "-")}-hour`;
}

/** The name of a node type's price: `cache.r7g.large` is `cache-r7g-large-hour`. */
export function nodePriceName(nodeType: string): string {
  return `${nodeType.replaceAll(".", "-")}-hour`;
}
