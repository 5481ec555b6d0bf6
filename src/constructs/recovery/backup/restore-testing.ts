import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { BackupType } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import type { BackupPolicy } from "../../../model/recovery";
import { resourceName } from "../../core/names";
import type { FoundationOutputs } from "../../core/stack-outputs";
import { restoreTestingPlanName } from "./backup-names";
import { BACKUP_SUBJECT } from "./backup-subject";

/** AWS Backup spreads the tests over it, at random. Enough for a working day to begin after a night's test. */
const START_WINDOW_HOURS = 4;

/** What was restored stays so long, for the validation and for whoever looks into a failed one. Ours. */
const VALIDATION_WINDOW_HOURS = 8;

/** RDS and EC2 allow 255 characters (CreateDBSubnetGroup, CreateSecurityGroup). */
const NAME_MAX_LENGTH = 255;

/** How far back AWS Backup looks for the newest backup, at most (API reference, RestoreTestingRecoveryPointSelection). */
const MAX_SELECTION_DAYS = 365;

/** Most resources that a selection names (CreateRestoreTestingSelection). */
const MAX_RESOURCES = 30;

export interface RestoreTestingProps {
  readonly plan: Plan;
  readonly policy: BackupPolicy;
  readonly vaultArn: string;
  readonly roleArn: string;
  readonly stores: ReadonlyMap<BackupType, readonly string[]>;
  readonly foundation: FoundationOutputs;
  readonly after: readonly TerraformResource[];
}

/** Stores of one type that are restored alike. */
interface Selection {
  readonly type: BackupType;
  readonly overrides: Record<string, string>;
  readonly arns: readonly string[];
}

/**
 * Restores the newest snapshot of every store on the plan's schedule, encrypted with the data key, into a place that
 * nobody reaches; AWS Backup deletes it again. A point in time is not tested: copies, from which a lost region is
 * recovered, are snapshots.
 */
export class RestoreTesting extends Construct {
  readonly planArn: string;
  readonly planName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestoreTestingProps,
  ) {
    super(scope, id);
    const { plan, policy, vaultArn, stores } = props;
    const name = restoreTestingPlanName(plan);
    const testing = new BackupRestoreTestingPlan(this, "plan", {
      name,
      scheduleExpression: `cron(${policy.restoreTestCron})`,
      startWindowHours: START_WINDOW_HOURS,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vaultArn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: Math.min(policy.retentionDays, MAX_SELECTION_DAYS),
        },
      ],
    });
    provides(testing, BACKUP_SUBJECT, "restore-test");
    playsRole(testing, BACKUP_SUBJECT, "restore-testing-plan", { name });
    this.planArn = testing.arn;
    this.planName = testing.name;
    for (const [type, arns] of stores) {
      const overrides = this.overrides(type);
      for (let from = 0; from < arns.length; from += MAX_RESOURCES) {
        const number = from === 0 ? "" : `_${from / MAX_RESOURCES + 1}`;
        this.select(`${type.toLowerCase()}${number}`, {
          type,
          overrides,
          arns: arns.slice(from, from + MAX_RESOURCES),
        });
      }
    }
  }

  /** A selection takes letters, digits and underscores for its name. */
  private select(name: string, { type, overrides, arns }: Selection): void {
    const { roleArn, after } = this.props;
    const selection = new BackupRestoreTestingSelection(this, name, {
      name,
      restoreTestingPlanName: this.planName,
      iamRoleArn: roleArn,
      protectedResourceType: type,
      protectedResourceArns: [...arns],
      restoreMetadataOverrides: overrides,
      validationWindowHours: VALIDATION_WINDOW_HOURS,
      dependsOn: [...after],
    });
    provides(selection, BACKUP_SUBJECT, "restore-test");
  }

  /** In place of what AWS Backup infers: the default VPC for clusters, keys of AWS for the rest (developer guide). */
  private overrides(type: BackupType): Record<string, string> {
    const { keyArns } = this.props.foundation;
    switch (type) {
      case "Aurora":
        return { ...this.isolatedPlace(), kmsKeyId: keyArns.data };
      case "DynamoDB":
        return { encryptionType: "KMS", kmsMasterKeyArn: keyArns.data };
      case "S3":
        return { encryptionType: "SSE-KMS", kmsKey: keyArns.data };
    }
  }

  /** Isolated subnets, and a security group that lets nothing in or out. */
  private isolatedPlace(): Record<string, string> {
    const { plan, foundation } = this.props;
    const name = resourceName(plan, ["restore-test"], NAME_MAX_LENGTH);
    const subnets = new DbSubnetGroup(this, "subnets", {
      name,
      description: "Restored clusters while they are validated",
      subnetIds: [...foundation.isolatedSubnetIds],
    });
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: "Restored clusters: nobody reaches them",
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    return { dbSubnetGroupName: subnets.name, vpcSecurityGroupIds: JSON.stringify([group.id]) };
  }
}
