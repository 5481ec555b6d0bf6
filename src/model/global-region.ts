/** Where CloudFront, its web ACL and Route 53 have their configuration, logs and metrics (AWS documentation). */
export const GLOBAL_REGION = "us-east-1";
