import type { DataStore, ManagedNetwork, Plan } from "../../../model/plan";

/** A rule that AWS wrote (AWS Config developer guide, list of managed rules). */
export interface ManagedRule {
  /** Word after plan and environment in its name; AWS's own name of the rule. */
  readonly name: string;
  readonly identifier: string;
  /** What it wants, in words. */
  readonly words: string;
  /** Regions that do not have it. */
  readonly missingIn: readonly string[];
  /** Parameters by AWS's own names; none where AWS's values are right. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The one resource that it judges, for rules triggered by changes; everything of its types where it is not given. */
  readonly resource?: { readonly type: string; readonly id: string };
}

/** Regions that get rules later than others: Asia Pacific (New Zealand, Thailand, Taipei), Mexico, … */
const NEW_ZEALAND = "ap-southeast-6";
const THAILAND = "ap-southeast-7";
const TAIPEI = "ap-east-2";
const MALAYSIA = "ap-southeast-5";
const MELBOURNE = "ap-southeast-4";
const HYDERABAD = "ap-south-2";
const JAKARTA = "ap-southeast-3";
const UAE = "me-central-1";
const TEL_AVIV = "il-central-1";
const MEXICO = "mx-central-1";
const CALGARY = "ca-west-1";
const SPAIN = "eu-south-2";
const ZURICH = "eu-central-2";
const MILAN = "eu-south-1";

const NEWEST = [NEW_ZEALAND, THAILAND, TAIPEI, MEXICO];
const NEWER = [...NEWEST, UAE, MALAYSIA, TEL_AVIV, CALGARY];

/** Regions without the rules on AWS Backup, the same for all of them. */
export const WITHOUT_BACKUP_RULES = [...NEWEST, MALAYSIA, TEL_AVIV, CALGARY];

export function rule(
  identifier: string,
  words: string,
  missingIn: readonly string[] = [],
  parameters: Readonly<Record<string, string>> = {},
): ManagedRule {
  return { name: identifier.toLowerCase().replaceAll("_", "-"), identifier, words, missingIn, parameters };
}

/** The rules that fit what the plan generates, in the region that it is for. */
export function managedRules(plan: Plan): readonly ManagedRule[] {
  const all = [
    ...ofAccount(plan),
    ...ofNetwork(plan),
    ...ofServices(plan),
    ...ofStores(plan.stores),
    ...ofStandards(plan),
  ];
  return all.filter(({ missingIn }) => !missingIn.includes(plan.environment.region));
}

/** Regions that were opened since 2021, where rules may come late: a pack must hold none that the region lacks. */
const LATE = [...NEWER, JAKARTA, HYDERABAD, MELBOURNE, SPAIN, ZURICH];

/** Days after which a standard wants unused credentials gone and keys replaced (PCI DSS 4.0.1, 8.2.6 and 8.3.9). */
const CREDENTIAL_DAYS = "90";

/** What only standards ask of an account, for which nobody is told without one. */
function ofStandards(plan: Plan): readonly ManagedRule[] {
  const { security, edge, stores } = plan;
  if (plan.requirements.compliance.length === 0) return [];
  const database = stores.some(({ engine }) => engine === "aurora-postgresql");
  return [
    rule("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", "users with a password sign in with a second factor", LATE),
    rule("IAM_USER_UNUSED_CREDENTIALS_CHECK", "credentials that nobody uses are switched off", LATE, {
      maxCredentialUsageAge: CREDENTIAL_DAYS,
    }),
    rule("ACCESS_KEYS_ROTATED", "access keys are replaced", LATE, { maxAccessKeyAge: CREDENTIAL_DAYS }),
    rule("IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", "no policy of the account allows everything", LATE),
    rule("S3_BUCKET_VERSIONING_ENABLED", "buckets keep old versions", LATE),
    ...(security.cloudTrail
      ? [
          rule("MULTI_REGION_CLOUD_TRAIL_ENABLED", "a trail records every region", LATE),
          rule("CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED", "trails feed a log group that alarms watch", LATE),
        ]
      : []),
    ...(database
      ? [
          rule("RDS_INSTANCE_PUBLIC_ACCESS_CHECK", "databases have no public address", LATE),
          rule("RDS_SNAPSHOTS_PUBLIC_PROHIBITED", "snapshots of databases are not public", LATE),
        ]
      : []),
    ...(edge.hasPublicEndpoint
      ? [rule("ACM_CERTIFICATE_EXPIRATION_CHECK", "certificates are renewed in time", LATE)]
      : []),
    ...(plan.requirements.compliance.includes("pci-dss")
      ? [
          rule("CW_LOGGROUP_RETENTION_PERIOD_CHECK", "logs of the plan are kept for a year", [], {
            LogGroupNames: `/opsplan/${plan.name}/${plan.environment.name}/`,
            MinRetentionTime: "365",
          }),
        ]
      : []),
  ];
}

function ofAccount({ security, services }: Plan): readonly ManagedRule[] {
  return [
    rule("IAM_ROOT_ACCESS_KEY_CHECK", "the root user has no access key", [...NEWER, SPAIN, ZURICH]),
    rule("ROOT_ACCOUNT_MFA_ENABLED", "the root user signs in with a second factor", NEWER),
    rule("CMK_BACKING_KEY_ROTATION_ENABLED", "keys are rotated every year"),
    rule("KMS_CMK_NOT_SCHEDULED_FOR_DELETION", "no key is about to be deleted", [NEW_ZEALAND, TAIPEI, MILAN]),
    rule("S3_BUCKET_PUBLIC_READ_PROHIBITED", "nobody outside reads a bucket"),
    rule("S3_BUCKET_PUBLIC_WRITE_PROHIBITED", "nobody outside writes to a bucket"),
    rule("S3_BUCKET_SSL_REQUESTS_ONLY", "buckets are reached by TLS only"),
    ...(security.publicAccessBlock
      ? [rule("S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC", "no bucket of the account can be made public")]
      : []),
    ...(security.cloudTrail
      ? [
          rule("CLOUD_TRAIL_ENABLED", "a trail records the account"),
          rule("CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED", "digests prove the trail's files"),
          rule("CLOUD_TRAIL_ENCRYPTION_ENABLED", "the trail is encrypted with a key of the account"),
        ]
      : []),
    ...(security.guardDuty ? [rule("GUARDDUTY_ENABLED_CENTRALIZED", "GuardDuty watches the region", NEWEST)] : []),
    ...(security.accessAnalyzer
      ? [
          rule("IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED", "Access Analyzer watches the region", [
            NEW_ZEALAND,
            THAILAND,
            MALAYSIA,
            MEXICO,
            TEL_AVIV,
            TAIPEI,
            CALGARY,
          ]),
        ]
      : []),
    ...(security.ebsEncryption ? [rule("EC2_EBS_ENCRYPTION_BY_DEFAULT", "new volumes are encrypted")] : []),
    ...ofContinuousSecurity(security, services),
  ];
}

function ofContinuousSecurity(security: Plan["security"], services: Plan["services"]): readonly ManagedRule[] {
  const instances = services.some(({ runtime }) => runtime === "ec2-asg");
  const inspectorMissing = [...NEWER, HYDERABAD, MELBOURNE, SPAIN];
  return [
    ...(security.publicAccessBlock
      ? [rule("EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS", "no snapshot of the account can be made public", NEWEST)]
      : []),
    ...(security.passwordPolicy
      ? [rule("IAM_PASSWORD_POLICY", "passwords of IAM users are long and change", LATE)]
      : []),
    ...(security.securityHub ? [rule("SECURITYHUB_ENABLED", "Security Hub judges the account")] : []),
    ...(security.macie ? [rule("MACIE_STATUS_CHECK", "Macie looks into buckets", LATE)] : []),
    ...(security.inspector ? [rule("INSPECTOR_ECR_SCAN_ENABLED", "Inspector scans images", inspectorMissing)] : []),
    ...(security.inspector && instances
      ? [rule("INSPECTOR_EC2_SCAN_ENABLED", "Inspector scans instances", inspectorMissing)]
      : []),
  ];
}

function ofNetwork({ network, edge }: Plan): readonly ManagedRule[] {
  return [
    ...(network.kind === "managed" ? ofManagedNetwork(network) : []),
    ...(edge.hasPublicEndpoint
      ? [
          rule("ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK", "load balancers send plain HTTP to HTTPS"),
          rule("ELB_DELETION_PROTECTION_ENABLED", "load balancers are protected from deletion"),
          rule("ELB_LOGGING_ENABLED", "load balancers log requests"),
        ]
      : []),
    // Behind CloudFront the web ACL stands before the distribution instead.
    ...(edge.hasPublicEndpoint && edge.waf && !edge.cdn
      ? [rule("ALB_WAF_ENABLED", "load balancers have a web ACL")]
      : []),
  ];
}

function ofManagedNetwork({ networkAcls, egressDomains }: ManagedNetwork): readonly ManagedRule[] {
  const firewallMissing = [...NEWEST, MALAYSIA, CALGARY];
  return [
    rule("VPC_FLOW_LOGS_ENABLED", "traffic of every VPC is logged"),
    rule("VPC_DEFAULT_SECURITY_GROUP_CLOSED", "default security groups let nothing in or out"),
    rule("INCOMING_SSH_DISABLED", "no security group lets anybody reach SSH"),
    ...(networkAcls === "strict"
      ? [
          rule("NACL_NO_UNRESTRICTED_SSH_RDP", "no access control list lets anybody reach SSH or RDP", [
            ...NEWEST,
            MALAYSIA,
            CALGARY,
          ]),
        ]
      : []),
    ...(egressDomains === null
      ? []
      : [
          rule("NETFW_LOGGING_ENABLED", "firewalls log what they refuse", firewallMissing),
          rule("NETFW_DELETION_PROTECTION_ENABLED", "firewalls are protected from deletion", firewallMissing),
        ]),
  ];
}

function ofServices({ services, delivery }: Plan): readonly ManagedRule[] {
  const run = (runtime: string) => services.some((service) => service.runtime === runtime);
  return [
    ...(run("ecs-fargate")
      ? [
          rule("ECS_CONTAINERS_NONPRIVILEGED", "containers have no rights on their host", NEWEST),
          rule("ECS_TASK_DEFINITION_LOG_CONFIGURATION", "containers write logs", NEWEST),
        ]
      : []),
    ...(run("ec2-asg")
      ? [
          rule("ENCRYPTED_VOLUMES", "attached volumes are encrypted"),
          rule("EC2_IMDSV2_CHECK", "instances give credentials to session-oriented requests only"),
          rule("EC2_INSTANCE_NO_PUBLIC_IP", "instances have no public address"),
        ]
      : []),
    ...(delivery.source === null
      ? []
      : [rule("ECR_PRIVATE_IMAGE_SCANNING_ENABLED", "images are scanned when they are pushed", NEWEST)]),
  ];
}

function ofStores(stores: readonly DataStore[]): readonly ManagedRule[] {
  const uses = (engine: DataStore["engine"]) => stores.some((store) => store.engine === engine);
  const cacheMissing = [...NEWER, MELBOURNE];
  return [
    ...(uses("aurora-postgresql")
      ? [
          rule("RDS_STORAGE_ENCRYPTED", "databases are encrypted"),
          rule("RDS_CLUSTER_DELETION_PROTECTION_ENABLED", "clusters are protected from deletion"),
          rule("RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED", "services sign in to clusters by IAM"),
        ]
      : []),
    ...(uses("redis")
      ? [
          rule("ELASTICACHE_REPL_GRP_ENCRYPTED_AT_REST", "caches are encrypted", cacheMissing),
          rule("ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT", "caches are reached by TLS only", cacheMissing),
        ]
      : []),
    ...(uses("dynamodb")
      ? [
          rule("DYNAMODB_PITR_ENABLED", "tables can be restored to any second"),
          rule("DYNAMODB_TABLE_ENCRYPTED_KMS", "tables are encrypted with a key of the account"),
          rule("DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED", "tables are protected from deletion", NEWEST),
        ]
      : []),
    ...(uses("sqs") ? [rule("SQS_QUEUE_NO_PUBLIC_ACCESS", "nobody outside reaches a queue", LATE)] : []),
  ];
}
