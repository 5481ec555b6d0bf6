import { rounded } from "../../model/rounded";
import { countsMinutes, eventWord, sliPhrase } from "../../model/slo";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { budgetMinutes, failuresPerMillion, type ServiceSlo } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import { type Content, inlineCode } from "../markdown/inline";
import { notMeasured } from "./not-measured";

/** Service, SLO, good, target, window, budget, tiers: a row of every table that gives the objectives at a glance. */
export function overviewRow(context: EmitContext, each: ServiceSlo): readonly Content[] {
  const { service, slo } = each;
  const minutes = `${rounded(budgetMinutes(slo))} minutes`;
  return [
    inlineCode(service.name),
    slo.name,
    sliPhrase(slo),
    formatPercentage(slo.target),
    formatDuration(slo.window),
    countsMinutes(slo) ? minutes : `${minutes}, or ${failuresPerMillion(slo)} in a million ${eventWord(slo.sli)}`,
    notMeasured(context, each) ?? String(slo.tiers.length),
  ];
}
