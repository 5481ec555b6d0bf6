/** Words after plan and environment in the name of the state machine that measures changes. */
export const CHANGES_MACHINE: readonly string[] = ["changes"];
