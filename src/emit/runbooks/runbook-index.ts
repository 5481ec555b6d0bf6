import type { Evidence } from "../../evidence/evidence";
import { emittedRunbooks } from "../../planning/emitted-documents";
import { actingAlarms } from "../../planning/slo-alarms";
import { type Content, codeList } from "../markdown/inline";
import { see } from "./steps";

/** A line per alarm runbook: the alarms that lead there. */
export function alarmRunbookRows(evidence: Evidence): readonly Content[] {
  return emittedRunbooks(evidence).flatMap((runbook): readonly Content[] => {
    const alarms = actingAlarms(evidence.alarms)
      .filter((alarm) => alarm.runbook === runbook)
      .map(({ name }) => name);
    return alarms.length === 0 ? [] : [[see(runbook), ": ", ...codeList(alarms, "")]];
  });
}
