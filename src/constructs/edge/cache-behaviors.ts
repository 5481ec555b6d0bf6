import type {
  CloudfrontDistributionCustomErrorResponse,
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionOrderedCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";

/** Managed policies have the same ids in every account (CloudFront developer guide, "Use managed cache policies"). */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** Managed origin request policy AllViewer: every header, Host among them, cookies and query strings. */
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";

const READS = ["GET", "HEAD"];
const READS_AND_PREFLIGHT = ["GET", "HEAD", "OPTIONS"];
const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Seconds that a server error is kept, to spare an origin in trouble; CloudFront's own default is 10. */
const SERVER_ERROR_SECONDS = 1;

/** The status codes whose caching CloudFront lets a distribution set. */
const CLIENT_ERRORS = [400, 403, 404, 405, 414, 416];
const SERVER_ERRORS = [500, 501, 502, 503, 504];

export interface CacheBehaviorsProps {
  readonly originId: string;
  readonly staticPaths: readonly string[];
  readonly headersPolicyId: string;
  /** null without static paths. */
  readonly staticPolicyId: string | null;
  /** What divides users between cells; null without them. */
  readonly router: { readonly functionArn: string; readonly cachedRequestPolicyId: string } | null;
  /** Answers that are the same for everybody, in the plan's order. */
  readonly cachedPaths: readonly { readonly pathPattern: string; readonly cachePolicyId: string }[];
}

export interface CacheBehaviors {
  readonly defaultCacheBehavior: CloudfrontDistributionDefaultCacheBehavior;
  readonly orderedCacheBehavior: CloudfrontDistributionOrderedCacheBehavior[];
}

/** Everything passes through except cached answers and the static paths, which are kept and compressed. */
export function cacheBehaviors(props: CacheBehaviorsProps): CacheBehaviors {
  const { router } = props;
  const common = {
    targetOriginId: props.originId,
    viewerProtocolPolicy: "redirect-to-https",
    responseHeadersPolicyId: props.headersPolicyId,
    compress: true,
    ...(router === null ? {} : { functionAssociation: routed(router.functionArn) }),
  };
  return {
    defaultCacheBehavior: {
      ...common,
      allowedMethods: ALL_METHODS,
      cachedMethods: READS,
      cachePolicyId: CACHING_DISABLED,
      originRequestPolicyId: ALL_VIEWER,
    },
    orderedCacheBehavior: kept(props).map((behavior) => ({
      ...common,
      ...behavior,
      allowedMethods: READS_AND_PREFLIGHT,
      cachedMethods: READS,
      ...(router === null ? {} : { originRequestPolicyId: router.cachedRequestPolicyId }),
    })),
  };
}

/** CloudFront takes the first that matches: answers of one path before files of all paths below it. */
function kept({ staticPaths, staticPolicyId, cachedPaths }: CacheBehaviorsProps) {
  const files =
    staticPolicyId === null ? [] : staticPaths.map((pathPattern) => ({ pathPattern, cachePolicyId: staticPolicyId }));
  return [...cachedPaths, ...files];
}

/** On the way in to choose the cell, on the way out to keep a user there. */
function routed(functionArn: string) {
  return ["viewer-request", "viewer-response"].map((eventType) => ({ eventType, functionArn }));
}

/** CloudFront keeps errors for ten seconds even where nothing is cached; a fresh order must not stay a 404. */
export function errorCaching(): CloudfrontDistributionCustomErrorResponse[] {
  return [
    ...CLIENT_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
    ...SERVER_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: SERVER_ERROR_SECONDS })),
  ];
}
