/** Fine; nothing at or above the threshold was found. */
export const EXIT_OK = 0;
/** The user's input has errors, and nothing was written; of `validate` also that a quality gate fails. */
export const EXIT_FINDINGS = 1;
/** Wrong usage, or a fault of opsplan. */
export const EXIT_FAULT = 2;
