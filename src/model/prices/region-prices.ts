import type { InstanceFamily, NodeFamily } from "./instance-families";
import type { PriceName } from "./price-names";

/** On-demand list prices of one region, in USD, without tax, free tiers and discounts. */
export interface RegionPrices {
  readonly prices: Readonly<Record<PriceName, number>>;
  /** An hour of an `xlarge` of each family, Linux, shared tenancy. */
  readonly instances: Readonly<Record<InstanceFamily, number>>;
  /** An hour of a `large` of each family for Redis OSS; of a `small` for `t4g`. */
  readonly nodes: Readonly<Record<NodeFamily, number>>;
  /** Those that were compared with copies of AWS's price list. Families of instances all were; of nodes none was. */
  readonly checked: readonly PriceName[];
}

/** What AWS charges everywhere alike: CloudFront by where users are, taken to be Europe or North America. */
export const GLOBAL_PRICES = {
  "sqs-million": 0.4,
  "sqs-fifo-million": 0.5,
  "cloudfront-gb": 0.085,
  "cloudfront-gb-over-10-tb": 0.08,
  "cloudfront-gb-over-50-tb": 0.06,
  "cloudfront-gb-over-150-tb": 0.04,
  "cloudfront-gb-over-500-tb": 0.03,
  "cloudfront-requests-10k": 0.012,
  "waf-acl-month": 5,
  "waf-rule-month": 1,
  "waf-requests-million": 0.6,
  "transfer-zone-gb": 0.01,
  "endpoint-gb": 0.01,
  "cloudwatch-alarm-month": 0.1,
  "cloudwatch-composite-alarm-month": 0.5,
  "cloudwatch-metric-month": 0.3,
  "cloudwatch-dashboard-month": 3,
  "cloudwatch-logs-storage-gb-month": 0.03,
  "kms-key-month": 1,
  "secret-month": 0.4,
} as const;
