import { figure } from "../../model/capacity/figures";
import { type QuotaDemand, quotaDemands } from "../../model/capacity/quota-needs";
import { quotaValue, requestQuota } from "../commands/quota-commands";
import { type Block, numbered, paragraph, tableOr } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";
import type { CapacityContext } from "./capacity-context";

/** Service quotas that the target needs, and how to get them. */
export function quotaSection({ plan, region, index, capacity }: CapacityContext): readonly Block[] {
  const demands = quotaDemands(plan);
  const short = demands.filter(({ isShort }) => isShort);
  const asked = index.providing("quota-request").length > 0;
  return [
    tableOr(
      ["Quota", "Code", "AWS's default", "The account has", "Needed", "State", "Sum"],
      demands.map((demand) => [
        demand.quota.name,
        inlineCode(demand.quota.quotaCode),
        figure(demand.quota.default),
        demand.granted === demand.quota.default ? "taken to be the default" : figure(demand.granted),
        `${figure(demand.needed)} ${demand.quota.unit}`,
        stateWords(demand),
        demand.arithmetic,
      ]),
      "The plan uses no quota that grows with its load.",
    ),
    paragraph(
      "What else the account and region run comes on top. New accounts may have less than AWS's default; what an account has beyond it is written under ",
      inlineCode("requirements.capacity.grantedQuotas"),
      ".",
    ),
    ...(short.length === 0
      ? [paragraph("Nothing has to be requested.")]
      : [
          paragraph(
            asked
              ? "Terraform asks AWS for these increases when it applies. What the account has now, and the same request by hand:"
              : capacity.quotas === "request"
                ? "What the account has now, and the request:"
                : "Request these before the load comes; AWS may take days. What the account has now, and the request:",
          ),
          numbered(
            short.map(({ quota, needed }) =>
              step(
                `${quota.name}: ${figure(needed)} ${quota.unit}.${quota.adjustable ? "" : " AWS grants no more of it: divide the load into cells."}`,
                quotaValue(quota, region),
                ...(quota.adjustable ? [requestQuota(quota, Math.ceil(needed), region)] : []),
              ),
            ),
          ),
          paragraph(
            "Once granted, write what the account has into ",
            inlineCode("requirements.capacity.grantedQuotas"),
            ", by code: this document and the alarms go by it.",
          ),
        ]),
  ];
}

function stateWords({ isShort, quota, needed, granted }: QuotaDemand): string {
  if (!isShort) return `enough: ${figure(Math.round((100 * needed) / granted))} %`;
  return quota.adjustable ? "too little: request it" : "too little, and not adjustable";
}
