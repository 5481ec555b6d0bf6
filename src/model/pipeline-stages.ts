/** The stage of every pipeline that deploys, and that is rolled back. */
export const DEPLOY_STAGE = "Deploy";

/** The stage after it, which brings the image to the recovery region; in pipelines of a plan that has one. */
export const STANDBY_STAGE = "Standby";
