/** How long a runbook may go without a review. Three months, so that staff and systems change little in between. */
export const REVIEW_DAYS = 90;
