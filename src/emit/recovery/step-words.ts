import type { RecoveryStep } from "../../model/recovery";

/** What happens in each step. */
export const STEP_WORDS: Readonly<Record<RecoveryStep, string>> = {
  detect: "somebody or something notices",
  decide: "somebody agrees to go",
  "build-infrastructure": "the standby stack is applied",
  "restore-data": "stores are restored from backups",
  "promote-database": "the other region's database begins to write",
  "scale-compute": "services get their full number of copies",
  "switch-traffic": "requests go to the other region",
  verify: "it is seen to work",
};
