import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENVIRONMENT_NAME_MAX_LENGTH, NAME_MAX_LENGTH, PLAN_NAME_MAX_LENGTH } from "../../src/model/names";
import { buildApp } from "../../stacks/app";
import { blueprintPlan } from "../support/blueprint-plan";
import { resourcesOf, type SynthesizedResource } from "../support/synthesis";

/** AWS's limits on names, by type and argument, each from the service's API reference. */
const LIMITS: Readonly<Record<string, readonly [string, number]>> = {
  aws_iam_role: ["name", 64],
  aws_lb: ["name", 32],
  aws_lb_target_group: ["name", 32],
  aws_security_group: ["name", 255],
  aws_rds_cluster: ["cluster_identifier", 63],
  aws_rds_cluster_instance: ["identifier", 63],
  aws_elasticache_replication_group: ["replication_group_id", 40],
  aws_elasticache_user: ["user_id", 40],
  aws_elasticache_user_group: ["user_group_id", 40],
  aws_dynamodb_table: ["name", 255],
  aws_sqs_queue: ["name", 80],
  aws_sns_topic: ["name", 256],
  aws_s3_bucket: ["bucket", 63],
  aws_codepipeline: ["name", 100],
  aws_codebuild_project: ["name", 150],
  aws_codeconnections_connection: ["name", 32],
  aws_codestarconnections_connection: ["name", 32],
  aws_sfn_state_machine: ["name", 80],
  aws_cloudwatch_event_rule: ["name", 64],
  aws_cloudwatch_log_group: ["name", 512],
  aws_cloudwatch_metric_alarm: ["alarm_name", 255],
  aws_cloudwatch_dashboard: ["dashboard_name", 255],
  aws_ecs_cluster: ["name", 255],
  aws_ecs_service: ["name", 255],
  aws_autoscaling_group: ["name", 255],
  aws_launch_template: ["name", 128],
  aws_wafv2_web_acl: ["name", 128],
  aws_kms_alias: ["name", 256],
  aws_cloudtrail: ["name", 128],
  aws_ssm_document: ["name", 128],
  aws_ecr_repository: ["name", 256],
};

/** Types whose names are one namespace for all regions: of the account, or for buckets of all of AWS. */
const GLOBAL_TYPES: readonly string[] = ["aws_iam_role", "aws_s3_bucket"];

/** A name of exactly the length, ending in a word of its own. */
function longName(length: number, ending: string): string {
  return `${"n".repeat(length - ending.length - 1)}-${ending}`;
}

function synthesizeLongest(): readonly SynthesizedResource[] {
  const plan = blueprintPlan("production", (tree) => {
    tree.metadata.name = longName(PLAN_NAME_MAX_LENGTH, "plan");
    const renamed = new Map<string, string>();
    for (const named of [...tree.dataStores, ...tree.services]) {
      const name = longName(NAME_MAX_LENGTH, named.name.slice(0, 12));
      renamed.set(named.name, name);
      named.name = name;
    }
    for (const service of tree.services) {
      service.uses = service.uses.map((store: string) => renamed.get(store));
      for (const slo of service.slos) if (slo.store) slo.store = renamed.get(slo.store);
    }
  });
  const environment = { ...plan.environment, name: longName(ENVIRONMENT_NAME_MAX_LENGTH, "env") };
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-names-"));
  try {
    buildApp([{ ...plan, environment }], outdir).synth();
    return resourcesOf(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe("the longest names the schema allows", () => {
  const resources = synthesizeLongest();

  it.each(Object.entries(LIMITS))("%s stays within its limit", (type, [argument, limit]) => {
    const names = resources.filter((resource) => resource.type === type).map(({ body }) => String(body[argument]));
    for (const name of names) expect([name, name.length <= limit]).toEqual([name, true]);
  });

  it("stay apart: no two resources of a type share a name in a region, or in all where it has none", () => {
    for (const [type, [argument]] of Object.entries(LIMITS)) {
      const names = resources
        .filter((resource) => resource.type === type && argument in resource.body)
        .map(({ region, body }) => `${GLOBAL_TYPES.includes(type) ? "" : region} ${String(body[argument])}`);
      expect([type, [...new Set(names)].length]).toEqual([type, names.length]);
    }
  });
});
