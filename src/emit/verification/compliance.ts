import {
  deniedStatements,
  objectLock,
  recordedEvents,
  runAuditQuery,
  tryToRead,
  validateTrail,
} from "../commands/audit-commands";
import { recorderStatus, ruleCompliance } from "../commands/config-commands";
import { packCompliance, packScores, packStatus, securityHubFailures } from "../commands/conformance-commands";
import { trailStatus } from "../commands/security-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";

/** What AWS Config and Security Hub say of the rules behind the controls. */
export function complianceStatus({ index, region }: EmitContext): readonly Item[] {
  const packs = index.byRole("conformance-pack").map(({ handles }) => handles.name);
  const rules = index.byRole("config-rule").map(({ handles }) => handles.name);
  return [
    ...(packs.length + rules.length === 0
      ? []
      : [
          step("The recorder records, without an error: a rule judges what was recorded last.", recorderStatus(region)),
        ]),
    ...(packs.length === 0
      ? []
      : [
          step("Every pack is CREATE_COMPLETE.", packStatus(packs, region)),
          step("Every score is 100: each rule holds for each resource.", packScores(packs, region)),
        ]),
    ...packs.map((pack) => step(["No rule of ", inlineCode(pack), " is NON_COMPLIANT."], packCompliance(pack, region))),
    ...(rules.length === 0
      ? []
      : [step("No rule that stands in no pack is NON_COMPLIANT.", ruleCompliance(rules, region))]),
    ...(index.providing("security-standard").length === 0
      ? []
      : [
          step(
            "Every standard is READY; what fails has a ticket, or an exception with an end.",
            ...securityHubFailures(region),
          ),
        ]),
  ];
}

/** That audit logs are written, whole, kept, and closed. */
export function auditLogCheck(context: EmitContext): readonly Item[] {
  const { plan, index, region, account } = context;
  const bucket = index.byRole("bucket").find(({ handles }) => handles.purpose === "audit")?.handles.name;
  const { objectLock: mode, readers } = plan.security.auditLog;
  return [
    ...index
      .byRole("trail")
      .flatMap(({ handles: { name } }) => [
        step(["The trail ", inlineCode(name), " is logging, without an error."], trailStatus(name, region)),
        step("It records what stands here.", recordedEvents(name, region)),
        step("As an auditor: no file is INVALID, and none is missing.", ...validateTrail(name, account, region)),
      ]),
    ...(bucket === undefined
      ? []
      : [
          ...(mode === "none"
            ? []
            : [
                step(
                  [`It says ${mode.toUpperCase()} and ${plan.security.trailRetentionDays} days.`],
                  objectLock(bucket, region),
                ),
              ]),
          step(
            "The policy denies deletion to everybody, and reading to all but the auditors where the plan names some.",
            deniedStatements(bucket, region),
          ),
          ...(readers.length === 0
            ? []
            : [step("As an operator: the answer is AccessDenied.", ...tryToRead(bucket, "cloudtrail/", region))]),
        ]),
    ...index
      .byRole("audit-query")
      .slice(0, 1)
      .map(({ handles }) =>
        step(
          ["As an auditor: the query ", inlineCode(handles.name), " gives rows, or the header alone."],
          ...runAuditQuery(handles, region),
        ),
      ),
  ];
}
