/** Registries whose layers come from other domains than their API. Docker Hub's are chosen anew at each download. */
const REGISTRIES: Readonly<Record<string, readonly string[]>> = {
  "docker.io": [
    "registry-1.docker.io",
    "auth.docker.io",
    "production.cloudflare.docker.com",
    "production.cloudfront.docker.com",
  ],
  "public.ecr.aws": ["public.ecr.aws", "d2glxqk2uabbnd.cloudfront.net", "d5l0dvt14r5h8.cloudfront.net"],
  "ghcr.io": ["ghcr.io", "pkg-containers.githubusercontent.com"],
  "quay.io": [".quay.io"],
};

/** A private registry of ECR, which is reached as AWS's own service. */
const PRIVATE_ECR = /^\d{12}\.dkr\.ecr\./;

/** Domains that an image of the plan is pulled from, before a pipeline has built one. */
export function imageDomains(image: string): readonly string[] {
  const registry = registryOf(image);
  return PRIVATE_ECR.test(registry) ? [] : (REGISTRIES[registry] ?? [registry.replace(/:\d+$/, "")]);
}

/** A first part with a dot or port is a registry; without one the image is Docker Hub's (OCI reference rules). */
function registryOf(image: string): string {
  const [first = "", ...rest] = image.split("/");
  return rest.length > 0 && /[.:]/.test(first) ? first : "docker.io";
}
