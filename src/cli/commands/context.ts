import type { Streams } from "../streams";

/** What a command is given: where to write, and how to end. */
export interface CommandContext {
  readonly streams: Streams;
  /** True when `--quiet` was given: results only. */
  readonly quiet: () => boolean;
  readonly exit: (code: number) => void;
}
