import { detectorName } from "../../planning/ticket-detection/detection";
import type { RegisteredTicket } from "../../planning/ticket-detection/registered-ticket";
import type { EmitContext } from "../emit-context";
import { type Block, table } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";

/** Everything that notices a ticket is due: by address, with the condition where it is an alarm, or by check. */
export function detectorTable({ evidence }: EmitContext, { detectors }: RegisteredTicket): readonly Block[] {
  if (detectors.length === 0) return [];
  const rows = detectors.map((detector): readonly Content[] => {
    if (detector.kind === "check") return ["every day", inlineCode(detectorName(detector)), detector.words];
    const { stack, address } = detector;
    const alarm = evidence.alarms.find((one) => one.stack === stack && one.address === address);
    return [
      inlineCode(stack),
      inlineCode(address),
      alarm === undefined ? "when it happens" : [inlineCode(alarm.name), `: ${alarm.condition}`],
    ];
  });
  return [table(["Stack", "Detected by", "Notices"], rows)];
}
