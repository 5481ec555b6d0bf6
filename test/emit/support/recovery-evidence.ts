import type { Evidence, ResourceEvidence, Subject } from "../../../src/evidence/evidence";
import type { DataStore, Plan } from "../../../src/model/plan";
import { isLive } from "../../../src/model/recovery";
import { blueprintPlan } from "../../support/blueprint-plan";
import { resource, sampleEvidence } from "./sample-evidence";

export interface RecoveryWish {
  readonly rpo: string;
  readonly rto: string;
  readonly failover?: "manual" | "automated";
  /** Section `recovery` of the plan. */
  readonly recovery?: Readonly<Record<string, unknown>>;
  readonly cdn?: boolean;
}

/** The blueprint with a recovery region and a bucket, and objectives that lead to one pattern or another. */
export function recoveryPlan({ rpo, rto, failover = "manual", recovery, cdn = true }: RecoveryWish): Plan {
  return blueprintPlan("production", (tree) => {
    tree.requirements.recovery = { rpo, rto, failover };
    tree.environments.production.recoveryRegion = "eu-central-1";
    tree.dataStores.push({ name: "receipts", engine: "s3" });
    tree.edge.cdn = cdn;
    if (recovery === undefined) delete tree.recovery;
    else tree.recovery = recovery;
  });
}

/** Evidence of both regions: backups in each, and what the pattern has standing by. */
export function recoveryEvidence(plan: Plan): Evidence {
  const base = sampleEvidence(plan);
  const { recovery } = plan;
  if (recovery === null || recovery.region === null) throw new Error("the plan has no recovery region");
  const live = isLive(recovery.pattern);
  return {
    ...base,
    resources: [...base.resources, ...backups(plan, recovery.region), ...standby(plan, recovery.region, live)],
    stacks: base.stacks.map((stack) => (stack.kind === "standby" ? { ...stack, cold: !live } : stack)),
  };
}

const part = (name: string): Subject => ({ kind: "plan", name });

function backups(plan: Plan, there: string): readonly ResourceEvidence[] {
  const backup = part("backup");
  const vault = (id: string, name: string, region: string) =>
    resource(plan, "recovery", `aws_backup_vault.${id}`, backup, [id === "vault" ? "backup-plan" : "backup-copy"], {
      role: "backup-vault",
      handles: { name, region },
    });
  return [
    vault("vault", "shop-backup", plan.environment.region),
    vault("copies", "shop-backup-copies", there),
    resource(plan, "recovery", "aws_backup_plan.snapshots", backup, ["backup-plan", "backup-copy"], {
      role: "backup-plan",
      handles: { name: "shop-snapshots" },
    }),
    resource(plan, "recovery", "aws_backup_restore_testing_plan.tests", backup, ["restore-test"], {
      role: "restore-testing-plan",
      handles: { name: "shop_restore_test" },
    }),
    resource(plan, "recovery", "aws_iam_role.restore", backup, [], {
      role: "backup-role",
      handles: { name: "AWSBackup-shop-restore", purpose: "restore" },
    }),
  ];
}

function standby(plan: Plan, region: string, live: boolean): readonly ResourceEvidence[] {
  const aws = (name: string) => `shop-recovery-${name}`;
  return [
    resource(plan, "standby", "aws_kms_key.data", part("encryption"), ["encryption-keys", "standby"], {
      role: "kms-key",
      handles: { alias: "alias/shop-recovery-data", region },
    }),
    resource(plan, "standby", "aws_lb.balancer", part("edge"), ["load-balancing", "standby"], {
      role: "load-balancer",
      handles: { name: aws("alb") },
    }),
    ...plan.services.flatMap(({ name, runtime }) => {
      const subject: Subject = { kind: "service", name };
      if (runtime === "ec2-asg") {
        return [
          resource(plan, "standby", `aws_autoscaling_group.${name}`, subject, ["compute", "standby"], {
            role: "auto-scaling-group",
            handles: { group: aws(name) },
          }),
        ];
      }
      return [
        resource(plan, "standby", `aws_ecs_service.${name}`, subject, ["compute", "standby"], {
          role: "ecs-service",
          handles: { cluster: "shop-recovery", service: aws(name), taskFamily: aws(name), container: name },
        }),
        resource(plan, "standby", `aws_appautoscaling_target.${name}`, subject, ["auto-scaling"], {
          role: "scaling-target",
          handles: {
            resourceId: `service/shop-recovery/${aws(name)}`,
            dimension: "ecs:service:DesiredCount",
            namespace: "ecs",
          },
        }),
      ];
    }),
    ...plan.stores.flatMap((store) => stores(plan, store, live)),
    ...(live ? failover(plan, region) : []),
  ];
}

/** Tables of a cold standby are made by AWS Backup, and no resource of Terraform. */
function stores(plan: Plan, { name, engine }: DataStore, live: boolean): readonly ResourceEvidence[] {
  const subject: Subject = { kind: "store", name };
  const aws = `shop-recovery-${name}`;
  switch (engine) {
    case "aurora-postgresql":
      return [
        resource(plan, "standby", `aws_rds_cluster.${name}`, subject, ["database", "standby"], {
          role: "aurora-cluster",
          handles: { cluster: aws, database: name },
        }),
        ...(live
          ? [
              resource(plan, "data", `aws_rds_global_cluster.${name}`, subject, ["replication"], {
                role: "aurora-global-cluster",
                handles: { globalCluster: `shop-${name}-global` },
              }),
            ]
          : []),
      ];
    case "s3":
      return [
        resource(plan, "standby", `aws_s3_bucket.${name}`, subject, ["object-storage", "standby"], {
          role: "s3-store",
          handles: { bucket: aws },
        }),
      ];
    default:
      return [];
  }
}

function failover(plan: Plan, region: string): readonly ResourceEvidence[] {
  const document = (operation: string) =>
    resource(plan, "standby", `aws_ssm_document.${operation.replaceAll("-", "_")}`, part("failover"), ["failover"], {
      role: "region-failover-document",
      handles: { name: `shop-${operation}`, region, operation },
    });
  return [
    document("fail-over-region"),
    document("fail-back-region"),
    ...(plan.recovery?.traffic === "failover-records"
      ? [
          resource(plan, "standby", "aws_route53_health_check.switch", part("failover"), ["failover"], {
            role: "failover-switch",
            handles: { namespace: "shop/failover", metric: "TrafficSwitch", region },
          }),
        ]
      : []),
  ];
}
