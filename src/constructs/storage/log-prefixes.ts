/** Who writes where in the log bucket. The bucket's policy admits each writer below its own prefix only. */
export const LOG_PREFIXES = {
  loadBalancer: "alb",
  cloudFront: "cloudfront",
  cloudTrail: "cloudtrail",
  config: "config",
  s3: "s3",
  faultInjection: "fis",
} as const;
