import type { Plan } from "../../model/plan";
import type { Statement } from "../core/policy";
import { artifactPrefix } from "../core/shared-names";
import type { BucketOutputs } from "../core/stack-outputs";

export interface ArtifactAccessProps {
  readonly plan: Plan;
  readonly service: string;
  readonly bucket: BucketOutputs;
  readonly keyArn: string;
  /** `publish` also sets the canned ACL that CodePipeline's source action sends; the bucket takes no other. */
  readonly access: "read" | "write" | "publish";
}

const OBJECT_ACTIONS = {
  read: ["s3:GetObject", "s3:GetObjectVersion"],
  write: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
  publish: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:PutObjectAcl"],
} as const;

/** A service's artefacts in the artefact bucket, and the key they are encrypted with. */
export function artifactStatements(props: ArtifactAccessProps): readonly Statement[] {
  const { plan, service, bucket, keyArn, access } = props;
  return [
    {
      Sid: "InspectArtifactBucket",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      Resource: bucket.arn,
    },
    {
      Sid: "UseArtifacts",
      Action: OBJECT_ACTIONS[access],
      Resource: `${bucket.arn}/${artifactPrefix(plan, service)}*`,
    },
    {
      Sid: "UseArtifactKey",
      Action: access === "read" ? "kms:Decrypt" : ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
    },
  ];
}
