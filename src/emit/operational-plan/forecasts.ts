import { figure } from "../../model/capacity/figures";
import { quotaDemands } from "../../model/capacity/quota-needs";
import { quotaRequests } from "../../model/capacity/quota-requests";
import { runbookPath } from "../../model/catalogue/runbooks";
import { FORECAST_DAYS, LEAST_DAYS, LEAST_FIT } from "../../model/forecast";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { runbookInPlace } from "../../planning/emitted-documents";
import type { EmitContext } from "../emit-context";
import { type Block, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode, link } from "../markdown/inline";
import { forecastTargets } from "../runbooks/forecast-targets";

/** What can run out, how long before people hear of it, and the quotas that the target needs. */
export function forecastBlocks(context: EmitContext): readonly Block[] {
  return [...trendBlocks(context), ...quotaBlocks(context)];
}

function trendBlocks(context: EmitContext): readonly Block[] {
  const { plan } = context;
  const targets = forecastTargets(context);
  if (targets.length === 0) {
    return [
      paragraph(
        plan.observability.forecasts ? "Nothing of this plan can run out." : "Forecasts are switched off in the plan.",
      ),
    ];
  }
  const days = plan.observability.forecastHorizon.seconds / SECONDS_PER_DAY;
  return [
    paragraph(
      `Every six hours a recorder lays a trend through the last ${FORECAST_DAYS} days by least squares: one figure a day, a level for each day of the week, one slope for all. An alarm goes off when the limit is less than ${days} days away (`,
      inlineCode("observability.forecastHorizon"),
      `), provided that there are ${LEAST_DAYS} days of data and the slope explains ${LEAST_FIT * 100} % of what is left once the week's own ups and downs are taken out. `,
      "The metric is ",
      inlineCode("days-to-limit"),
      "; the runbook is ",
      link("capacity-forecast.md", runbookPath("capacity-forecast")),
      ".",
    ),
    table(
      ["Of", "What", "Limit", "Raised by", "Alarm"],
      targets.map(({ alarm, handles }) => [
        inlineCode(alarm.subject.name),
        handles.words,
        handles.limitWords,
        handles.limitKey === "" ? "AWS" : inlineCode(handles.limitKey),
        inlineCode(alarm.name),
      ]),
    ),
    paragraph(
      "Money is not forecast here: AWS Budgets does it by itself, and CloudWatch has the account's charges only where somebody has switched billing alerts on. Neither are disks of instances, which an agent would have to measure, nor queues and buckets, which do not fill.",
    ),
  ];
}

function quotaBlocks({ plan, evidence }: EmitContext): readonly Block[] {
  const demands = quotaDemands(plan);
  if (demands.length === 0) return [];
  const runbook = runbookInPlace(evidence, "quota-limit");
  const requested = new Set(quotaRequests(plan).map(({ quota }) => quota.key));
  return [
    paragraph(
      "Quotas of the account that the capacity target needs. Other plans in the account use them too. The runbook is ",
      link(`${runbook}.md`, runbookPath(runbook)),
      ".",
    ),
    table(
      ["Quota", "Code", "Needed", "Counted on", "Watched", "Asked for"],
      demands.map(({ quota, needed, granted, isShort }): readonly Content[] => [
        quota.name,
        inlineCode(quota.quotaCode),
        `${figure(needed)} ${quota.unit}`,
        figure(granted),
        quota.usage === null ? "AWS publishes no use of it" : "by an alarm",
        requested.has(quota.key) ? "yes" : askedWords(isShort, quota.adjustable),
      ]),
    ),
  ];
}

function askedWords(isShort: boolean, isAdjustable: boolean): string {
  if (!isShort) return "no need";
  return isAdjustable ? "no: requirements.capacity.quotas is watch" : "AWS raises it for nobody";
}
