/** Who writes where in the log bucket. The bucket's policy admits each writer below its own prefix only. */
export const LOG_PREFIXES = {
  accelerator: "accelerator",
  loadBalancer: "alb",
  cloudFront: "cloudfront",
  cloudTrail: "cloudtrail",
  config: "config",
  guardDuty: "guardduty",
  s3: "s3",
  dataSync: "datasync",
  faultInjection: "fis",
  loadTest: "load-test",
} as const;
