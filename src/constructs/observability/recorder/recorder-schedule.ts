/** How often the recorder runs, and the length of the slots into which it sorts minutes. */
export const RECORDER_SECONDS = 300;
