import { standbyPlan } from "../../../src/model/standby-plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { reference } from "../../support/foundation-stacks";
import { recoveringPlan, type WholePlan } from "../../support/whole-plan";

const ACCOUNT = "111122223333";
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/api-AbCdEf`;

/** Parsed JSON of a shape that the test states. */
// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape
type Json = any;

function withSecrets(tree: Json): void {
  const checkout = tree.services.find(({ name }: Json) => name === "checkout");
  checkout.secrets = {
    API: `${SECRET}:token::`,
    LOCAL: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/local`,
    THIRD: `arn:aws:secretsmanager:eu-north-1:${ACCOUNT}:secret:shop/third-AbCdEf`,
  };
}

function container(built: WholePlan, service: string): Json {
  const task: Json = built.stack("standby").get("aws_ecs_task_definition", `${service}_task_definition`);
  return JSON.parse(task.container_definitions)[0];
}

describe("the standby of a pilot light", () => {
  let built: WholePlan;
  beforeAll(() => {
    built = recoveringPlan("pilot-light", withSecrets);
  });

  it("stands in the recovery region, on an address range of its own", () => {
    const stack = JSON.parse(built.text("standby"));
    expect(stack.provider.aws[0].region).toBe("eu-central-1");
    expect(built.stack("foundation").get("aws_vpc", "network_vpc").cidr_block).toBe("10.0.0.0/16");
    expect(built.stack("standby").get("aws_vpc", "standby_foundation_network_vpc").cidr_block).toBe("10.1.0.0/16");
  });

  it("runs nothing, and nothing starts it but a failover", () => {
    const standby = built.stack("standby");
    expect(standby.get("aws_ecs_service", "checkout_service").desired_count).toBe(0);
    expect(standby.get("aws_appautoscaling_target", "checkout_scaling_target")).toMatchObject({
      min_capacity: 0,
      max_capacity: 60,
      lifecycle: { ignore_changes: ["min_capacity", "max_capacity"] },
    });
    expect(standby.get("aws_autoscaling_group", "storefront_group")).toMatchObject({
      min_size: 0,
      max_size: 24,
      lifecycle: { ignore_changes: ["desired_capacity", "min_size", "max_size"] },
    });
    expect(standby.ids("aws_appautoscaling_scheduled_action")).toEqual([]);
    expect(standby.ids("aws_autoscaling_schedule")).toEqual([]);
    const policies = [...standby.all("aws_appautoscaling_policy"), ...standby.all("aws_autoscaling_policy")];
    expect(policies.map(({ policy_type }) => policy_type)).toContain("TargetTrackingScaling");
    expect(policies.map(({ policy_type }) => policy_type)).not.toContain("PredictiveScaling");
  });

  it("alarms on what its own firewall refuses, in its own region", () => {
    const filtered = recoveringPlan("pilot-light", (tree) => {
      tree.network = { ...tree.network, egress: { mode: "filtered", domains: [] } };
    }).stack("standby");
    const alarm: Json = filtered.get("aws_cloudwatch_metric_alarm", "monitoring_egress_refused");
    const refused: Json = filtered.get(
      "aws_cloudwatch_log_metric_filter",
      "standby_foundation_network_egress_firewall_refused",
    );
    expect([alarm.namespace, alarm.metric_name]).toEqual([
      refused.metric_transformation.namespace,
      refused.metric_transformation.name,
    ]);
    expect(alarm.alarm_name).toMatch(/-production-recovery-/);
    // The stack's own provider is in the recovery region.
    expect(alarm.region).toBeUndefined();
    expect(built.stack("standby").ids("aws_cloudwatch_metric_alarm")).not.toContain("monitoring_egress_refused");
  });

  it("shares no name with anything that has names for the whole account or all of AWS", () => {
    const kinds = built.evidence.stacks.map(({ kind }) => kind);
    const names = (type: string, attribute: string) =>
      kinds.flatMap((kind) =>
        built
          .stack(kind)
          .all(type)
          .map((one) => String(one[attribute])),
      );
    for (const [type, attribute] of [
      ["aws_iam_role", "name"],
      ["aws_iam_instance_profile", "name"],
      ["aws_s3_bucket", "bucket"],
    ] as const) {
      const all = names(type, attribute);
      expect(all.length).toBeGreaterThan(1);
      expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
    }
  });

  it("repeats nothing that an account, or a domain, has once", () => {
    const once = [
      "aws_accessanalyzer_analyzer",
      "aws_cloudtrail",
      "aws_iam_account_password_policy",
      "aws_route53_zone",
      "aws_s3_account_public_access_block",
    ];
    expect(
      built
        .stack("standby")
        .types()
        .filter((type) => once.includes(type)),
    ).toEqual([]);
  });

  it("has a certificate of its region, and leaves the record that validates it to the plan's own", () => {
    const standby = built.stack("standby");
    expect(standby.get("aws_acm_certificate", "standby_foundation_dns_certificate_certificate").domain_name).toBe(
      "shop.example.com",
    );
    expect(
      standby.get("aws_acm_certificate_validation", "standby_foundation_dns_certificate_issued")
        .validation_record_fqdns,
    ).toBeUndefined();
    expect(standby.ids("aws_route53_record")).toEqual([]);
    expect(standby.get("aws_lb_listener", "load_balancer_https_listener").certificate_arn).toBe(
      reference("aws_acm_certificate_validation.standby_foundation_dns_certificate_issued.certificate_arn"),
    );
  });

  it("names deployment alarms that stand beside its services", () => {
    const standby = built.stack("standby");
    const service: Json = standby.get("aws_ecs_service", "checkout_service");
    const alarms = standby.all("aws_cloudwatch_metric_alarm").map(({ alarm_name }) => alarm_name);
    const wanted = service.alarms.alarm_names;
    expect(wanted).toHaveLength(3);
    for (const name of wanted) expect(alarms).toContain(name);
  });

  it("shows its alarms on the dashboards that exist, from the region that is left", () => {
    const alarm: Json = built.stack("standby").get("aws_cloudwatch_metric_alarm", "checkout_deployment_unhealthy");
    expect(alarm.alarm_description.split("\nDashboard: ")[1].split("\n")[0]).toBe(
      "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/ecommerce-operational-excellence-production-checkout",
    );
    const dashboards = built.stack("observability").all("aws_cloudwatch_dashboard");
    expect(dashboards.map(({ dashboard_name }) => dashboard_name)).toContain(
      "ecommerce-operational-excellence-production-checkout",
    );
  });

  it("replaces copies a few at a time: the canary at home has proven the version", () => {
    const service: Json = built.stack("standby").get("aws_ecs_service", "checkout_service");
    expect(service.deployment_configuration.strategy).toBe("ROLLING");
    const home: Json = built.stack("services").get("aws_ecs_service", "checkout_service");
    expect(home.deployment_configuration.strategy).toBe("CANARY");
  });

  it("runs the image that was deployed last, from its own region, and takes an apply's word for the rest", () => {
    const image = `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/ecommerce-operational-excellence-production-recovery-checkout:deployed`;
    expect(container(built, "checkout").image).toBe(image);
    const service: Json = built.stack("standby").get("aws_ecs_service", "checkout_service");
    expect(service.lifecycle.ignore_changes).toEqual(["desired_count"]);
    expect(built.text("standby")).toContain("ecommerce-operational-excellence-production-recovery-storefront:deployed");
    expect(built.text("standby")).not.toContain("aws-codedeploy-");
    const pull = built.stack("standby").statement("aws_iam_role_policy", "checkout_execution_policy", "PullImage");
    expect(pull.Resource).toBe(
      `arn:aws:ecr:eu-central-1:${ACCOUNT}:repository/ecommerce-operational-excellence-production-recovery-checkout`,
    );
  });

  it("reads the replicas of secrets, and what stands in a third region from there", () => {
    const secrets = Object.fromEntries(
      container(built, "checkout").secrets.map(({ name, valueFrom }: Json) => [name, valueFrom]),
    );
    expect(secrets).toEqual({
      API: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:shop/api-AbCdEf:token::`,
      LOCAL: `arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/shop/local`,
      THIRD: `arn:aws:secretsmanager:eu-north-1:${ACCOUNT}:secret:shop/third-AbCdEf`,
    });
  });

  it("claims to stand by: network, load balancer and every service", () => {
    const standing = built.evidence.resources.filter(({ capabilities }) => capabilities.includes("standby"));
    const addresses = standing.filter(({ stackKind }) => stackKind === "standby").map(({ address }) => address);
    for (const address of [
      "aws_vpc.standby_foundation_network_vpc",
      "aws_lb.load_balancer_alb",
      "aws_ecs_service.checkout_service",
      "aws_ecs_service.fulfilment_service",
      "aws_autoscaling_group.storefront_group",
    ]) {
      expect(addresses).toContain(address);
    }
  });
});

describe("how much stands by", () => {
  const minimums = (pattern: string, change: (tree: Json) => void = () => {}) => {
    const plan = blueprintPlan("production", (tree) => {
      tree.environments.production.recoveryRegion = "eu-central-1";
      tree.requirements.recovery = { rpo: "1h", rto: "4h", failover: "manual" };
      tree.recovery = { pattern };
      change(tree);
    });
    return standbyPlan(plan)?.services.map(({ scaling }) => [scaling.min, scaling.max, scaling.schedules.length]);
  };

  it.each([
    // Minimums of 3, 3 and 2; the first two have two schedules.
    ["pilot-light", [0, 24, 0], [0, 60, 0], [0, 30, 0]],
    ["warm-standby", [1, 24, 0], [1, 60, 0], [1, 30, 0]],
    ["active-active", [3, 24, 2], [3, 60, 2], [2, 30, 0]],
    ["backup-and-restore", [3, 24, 2], [3, 60, 2], [2, 30, 0]],
  ])("%s", (pattern, ...expected) => {
    expect(minimums(pattern)).toEqual(expected);
  });

  it("is rounded up from the plan's own share", () => {
    const half = (tree: Json) => {
      tree.recovery.standbyCapacity = "50%";
    };
    expect(minimums("warm-standby", half)?.map(([min]) => min)).toEqual([2, 2, 1]);
  });

  it("is nothing at all without a recovery region or without objectives", () => {
    const alone = blueprintPlan("production", (tree) => {
      delete tree.environments.production.recoveryRegion;
    });
    expect(standbyPlan(alone)).toBeNull();
    const aimless = blueprintPlan("production", (tree) => {
      tree.environments.production.recoveryRegion = "eu-central-1";
      delete tree.requirements.recovery;
    });
    expect(standbyPlan(aimless)).toBeNull();
  });
});

describe("certificates that exist already", () => {
  it("leave no record to validate the standby's, which then brings its own into the zone", () => {
    const certificate = (region: string) =>
      `arn:aws:acm:${region}:${ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000`;
    const built = recoveringPlan("warm-standby", (tree) => {
      tree.edge.existing = {
        hostedZoneId: "Z0123456789ABC",
        certificateArn: certificate("eu-west-1"),
        cdnCertificateArn: certificate("us-east-1"),
      };
    });
    const standby = built.stack("standby");
    expect(built.stack("foundation").ids("aws_route53_record")).toEqual([]);
    expect(standby.get("aws_route53_record", "standby_foundation_dns_validation_record").zone_id).toBe(
      "Z0123456789ABC",
    );
    expect(standby.get("aws_lb_listener", "load_balancer_https_listener").certificate_arn).toContain(
      "standby_foundation_dns_certificate_issued",
    );
  });
});

describe("the standby of backup and restore", () => {
  let built: WholePlan;
  beforeAll(() => {
    built = recoveringPlan("backup-and-restore", withSecrets);
  });

  it("is cold, complete, and nobody's alarm before it is needed", () => {
    const cold = built.evidence.stacks.filter((stack) => stack.cold).map(({ kind }) => kind);
    expect(cold).toEqual(["standby"]);
    expect(built.stack("standby").get("aws_ecs_service", "checkout_service").desired_count).toBe(3);
    const [name] = built.evidence.stacks.filter(({ kind }) => kind === "standby").map((stack) => stack.name);
    expect(built.evidence.alarms.filter(({ stack }) => stack === name)).toEqual([]);
  });

  it("finds images that were there before it", () => {
    const delivery = built.stack("delivery");
    expect(delivery.get("aws_ecr_repository", "checkout_standby_images_repository")).toMatchObject({
      region: "eu-central-1",
      name: "ecommerce-operational-excellence-production-recovery-checkout",
      image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION",
      image_tag_mutability_exclusion_filter: [{ filter: "deployed", filter_type: "WILDCARD" }],
    });
    // A key of the standby's own would not be there yet.
    expect(built.text("delivery")).not.toContain("eu-central-1:111122223333:key");
  });
});
