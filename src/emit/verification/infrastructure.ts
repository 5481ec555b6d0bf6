import { aws, awsInto } from "../commands/aws";
import { askFromOutside, distributionStatus, invalidate } from "../commands/edge-commands";
import { targetHealth } from "../commands/load-balancer-commands";
import { keyStatus } from "../commands/rotation-commands";
import { firewallStatus, privateIngressStatus, trailStatus } from "../commands/security-commands";
import { variable } from "../commands/shell";
import { applyOrder, terraformDrift } from "../commands/terraform-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";

export function terraformPlan(context: EmitContext): readonly Item[] {
  return applyOrder(context).map((stack) =>
    step(["No difference in ", inlineCode(stack), ": the last command ends with exit code 0."], terraformDrift(stack)),
  );
}

export function loadBalancerHealth({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("target-group")
    .map(({ handles: { name } }) =>
      step(["Every target of ", inlineCode(name), " is healthy."], targetHealth(name, region)),
    );
}

export function cdnResponse({ plan, index }: EmitContext): readonly Item[] {
  const kept = [...plan.edge.staticPaths, ...plan.edge.cachedPaths.map(({ path }) => path)];
  const paths = kept.map((path) => path.replace(/\*.*$/, ""));
  return index
    .byRole("cloudfront-distribution")
    .flatMap(({ handles: { alias } }) => [
      step("The distribution is deployed and on.", distributionStatus(alias)),
      step(["The answer names CloudFront in ", inlineCode("via"), "."], askFromOutside(alias, "/")),
      ...paths.map((path) =>
        step(
          [
            "Ask twice for something below ",
            inlineCode(path),
            "; the second time ",
            inlineCode("x-cache"),
            " says Hit.",
          ],
          askFromOutside(alias, path),
        ),
      ),
      step("An invalidation is accepted.", invalidate(alias)),
    ]);
}

export function securityServices(context: EmitContext): readonly Item[] {
  return [
    ...keys(context),
    ...firewall(context),
    ...egressFirewall(context),
    ...privateIngress(context),
    ...accountServices(context),
    ...trails(context),
  ];
}

function keys({ index }: EmitContext): readonly Item[] {
  return index
    .byRole("kms-key")
    .map(({ handles: { alias, region } }) =>
      step(["Rotation of ", inlineCode(alias), " is on."], keyStatus(alias, region)),
    );
}

function firewall({ index }: EmitContext): readonly Item[] {
  return index
    .byRole("web-acl")
    .map(({ handles: { name, scope, region } }) =>
      step(
        ["The web ACL ", inlineCode(name), " is there."],
        aws("wafv2 list-web-acls", { scope, query: `WebACLs[?Name=='${name}'].[Name,ARN]` }, region),
      ),
    );
}

function egressFirewall({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("egress-firewall")
    .map(({ handles: { name } }) =>
      step(
        ["The firewall ", inlineCode(name), " is READY and IN_SYNC, and protected from deletion."],
        firewallStatus(name, region),
      ),
    );
}

function privateIngress({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("private-ingress")
    .map(({ handles }) =>
      step(
        ["The private way in to ", inlineCode(handles.service), " is active."],
        privateIngressStatus(handles, region),
      ),
    );
}

/** Account-wide services, each only where the plan manages it. */
function accountServices({ plan: { security }, region, account }: EmitContext): readonly Item[] {
  return [
    ...(security.guardDuty ? [step("GuardDuty is ENABLED.", ...guardDuty(region))] : []),
    ...(security.accessAnalyzer
      ? [
          step(
            "An analyzer is ACTIVE.",
            aws("accessanalyzer list-analyzers", { query: "analyzers[].[name,type,status]" }, region),
          ),
        ]
      : []),
    ...(security.publicAccessBlock
      ? [
          step(
            "All four settings are true.",
            aws("s3control get-public-access-block", { "account-id": account }, region),
          ),
        ]
      : []),
    ...(security.securityHub
      ? [
          step(
            "Every standard is READY.",
            aws(
              "securityhub get-enabled-standards",
              { query: "StandardsSubscriptions[].[StandardsArn,StandardsStatus]" },
              region,
            ),
          ),
        ]
      : []),
    ...(security.inspector
      ? [
          step(
            "Inspector is ENABLED for what the plan runs.",
            aws("inspector2 batch-get-account-status", { query: "accounts[].resourceState" }, region),
          ),
        ]
      : []),
    ...(security.macie
      ? [step("Macie is ENABLED.", aws("macie2 get-macie-session", { query: "status" }, region))]
      : []),
    ...(security.passwordPolicy
      ? [step("Passwords have 14 characters or more.", aws("iam get-account-password-policy", {}, null))]
      : []),
    ...(security.ebsEncryption ? [step("It says true.", aws("ec2 get-ebs-encryption-by-default", {}, region))] : []),
  ];
}

function guardDuty(region: string): readonly string[] {
  return [
    awsInto("DETECTOR", "guardduty list-detectors", "DetectorIds[0]", {}, region),
    aws("guardduty get-detector", { "detector-id": variable("DETECTOR"), query: "Status" }, region),
  ];
}

function trails({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("trail")
    .map(({ handles: { name } }) =>
      step(["The trail ", inlineCode(name), " is logging, without an error."], trailStatus(name, region)),
    );
}
