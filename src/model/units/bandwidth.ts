import { z } from "zod";

/** Speed of a network link, in megabits (10^6 bits) per second. */
export interface Bandwidth {
  readonly megabits: number;
}

export const BANDWIDTH_EXPECTED = "a speed such as 500 Mbps or 1 Gbps";

const BANDWIDTH = /^(\d+) ?(Mbps|Gbps)$/;

export function formatBandwidth({ megabits }: Bandwidth): string {
  return megabits % 1000 === 0 ? `${megabits / 1000} Gbps` : `${megabits} Mbps`;
}

/** Authored as `500 Mbps` or `1 Gbps`. */
export const bandwidthSchema = z
  .string()
  .regex(/^[1-9]\d{0,5} ?(Mbps|Gbps)$/)
  .transform((text): Bandwidth => {
    const [, count, unit] = BANDWIDTH.exec(text) ?? [];
    return { megabits: Number(count) * (unit === "Gbps" ? 1000 : 1) };
  })
  .meta({ title: "bandwidth", description: "Speed of a link.", examples: ["500 Mbps", "1 Gbps"] });
