import type { CodebuildProjectSource } from "@cdktf/provider-aws/lib/codebuild-project";
import type { DeliverySource } from "../../../model/plan";

const HOSTS = {
  GitHub: { type: "GITHUB", url: "https://github.com" },
  GitLab: { type: "GITLAB", url: "https://gitlab.com" },
  Bitbucket: { type: "BITBUCKET", url: "https://bitbucket.org" },
} as const;

/** The repository with its whole history, by its connection. */
export function repositorySource(
  { provider, repository }: DeliverySource,
  connectionArn: string,
): Pick<CodebuildProjectSource, "type" | "location" | "auth" | "gitCloneDepth"> {
  const { type, url } = HOSTS[provider];
  return {
    type,
    location: `${url}/${repository}.git`,
    auth: { type: "CODECONNECTIONS", resource: connectionArn },
    // CodeBuild's word for a full clone.
    gitCloneDepth: 0,
  };
}
