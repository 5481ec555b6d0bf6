import type { Detection } from "../../planning/ticket-detection/detection";
import type { EmitContext } from "../emit-context";
import { type Block, table } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";

/** Every resource that notices a trigger, by address, with the condition where it is an alarm. */
export function detectorTable({ evidence }: EmitContext, { detectors }: Detection): readonly Block[] {
  if (detectors.length === 0) return [];
  const rows = detectors.map(({ stack, address }): readonly Content[] => {
    const alarm = evidence.alarms.find((one) => one.stack === stack && one.address === address);
    return [
      inlineCode(stack),
      inlineCode(address),
      alarm === undefined ? "when it happens" : [inlineCode(alarm.name), `: ${alarm.condition}`],
    ];
  });
  return [table(["Stack", "Detecting resource", "Notices"], rows)];
}
