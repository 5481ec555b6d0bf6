import type { Service } from "../../model/plan";
import { instanceArchitecture } from "../compute/instance-architecture";

/** The machine a build runs on. */
export interface BuildEnvironment {
  readonly type: "LINUX_CONTAINER" | "ARM_CONTAINER";
  readonly image: string;
  readonly computeType: "BUILD_GENERAL1_MEDIUM";
}

/**
 * CodeBuild's curated Amazon Linux 2023 images. Medium has 7 GiB (arm64: 8 GiB) of memory: small's 3 GiB is too little
 * for many builds.
 */
const BUILD_ENVIRONMENTS: Readonly<Record<"x86_64" | "arm64", BuildEnvironment>> = {
  x86_64: {
    type: "LINUX_CONTAINER",
    image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
    computeType: "BUILD_GENERAL1_MEDIUM",
  },
  arm64: {
    type: "ARM_CONTAINER",
    image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
    computeType: "BUILD_GENERAL1_MEDIUM",
  },
};

/** For builds that belong to no service. */
export const PLAN_BUILD_ENVIRONMENT = BUILD_ENVIRONMENTS.x86_64;

/** Images are built, and tests run, on what the service runs on: Fargate tasks are x86, instances go by their type. */
export function buildEnvironment({ runtime, instanceType }: Service): BuildEnvironment {
  return BUILD_ENVIRONMENTS[runtime === "ec2-asg" ? instanceArchitecture(instanceType) : "x86_64"];
}
