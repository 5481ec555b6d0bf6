import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";
import type { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import { BACKUP_TYPES } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import { regionArgument } from "../../core/region-argument";
import { BACKUP_SUBJECT } from "./backup-subject";

/**
 * Types that AWS Backup may back up in a region, and DynamoDB by its advanced features, without which tables are not
 * copied across regions. An account has these settings once per region.
 *
 * What is asked for holds from the first apply; afterwards they are left alone: AWS answers with every type that it
 * knows, more each year, and each of them would be a difference.
 */
export function regionSettings(scope: Construct, id: string, plan: Plan, region: string): BackupRegionSettings {
  const settings = new BackupRegionSettings(scope, id, {
    ...regionArgument(plan, region),
    resourceTypeOptInPreference: Object.fromEntries(Object.values(BACKUP_TYPES).map((type) => [type, true])),
    // EFS is managed in full in any case; AWS answers with both.
    resourceTypeManagementPreference: { DynamoDB: true, EFS: true },
    lifecycle: { ignoreChanges: ["resource_type_opt_in_preference", "resource_type_management_preference"] },
  });
  provides(settings, BACKUP_SUBJECT, "backup-plan");
  return settings;
}
