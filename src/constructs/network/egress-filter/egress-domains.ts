import { compareText } from "../../../model/compare-text";
import { isValidated } from "../../../model/deployment";
import { databaseSources, nameServers } from "../../../model/migration";
import type { ManagedNetwork, Plan, Service } from "../../../model/plan";
import { loadBalancerPlace } from "../../compute/load-balancer-place";
import { imageDomains } from "./image-domains";

/**
 * What the firewall lets out: the plan's domains, and those of AWS without which nothing that is generated starts. A
 * service with an interface endpoint in the VPC needs none, nor do S3 and DynamoDB, whose gateway endpoints are always
 * made. A leading dot takes in the domain itself and all below (Network Firewall developer guide, domain lists).
 */
export function egressDomains(plan: Plan, network: ManagedNetwork, named: readonly string[]): readonly string[] {
  const own = [
    ...named,
    ...plan.services.flatMap(({ image }) => imageDomains(image)),
    ...awsDomains(plan, network),
    ...namedFromAfar(plan),
  ];
  const all = [...new Set(own)].sort(compareText);
  // Of two where one takes in the other the wider is enough.
  return all.filter((domain) => !all.some((wider) => wider !== domain && covers(wider, domain)));
}

function covers(wider: string, domain: string): boolean {
  return wider.startsWith(".") && `.${domain.replace(/^\./, "")}`.endsWith(wider);
}

function awsDomains(plan: Plan, network: ManagedNetwork): readonly string[] {
  const { region } = plan.environment;
  const closed = new Set<string>(network.interfaceEndpoints);
  return awsServices(plan)
    .filter(({ service, where }) => where !== region || !closed.has(service))
    .map(({ service, where }) => domainOf(service, where));
}

/**
 * Name servers on the other side of a link, which replace the VPC's for DMS, answer with the public addresses of Secrets
 * Manager: its endpoint in the VPC does not help there.
 */
function namedFromAfar(plan: Plan): readonly string[] {
  return databaseSources(plan).length > 0 && nameServers(plan).length > 0
    ? [domainOf("secretsmanager", plan.environment.region)]
    : [];
}

interface Reached {
  /** As interface endpoints are called: `ecr.api`. */
  readonly service: string;
  readonly where: string;
}

/** What runs in the private subnets and is not the plan's own code: agents, log drivers, readers of secrets. */
function awsServices(plan: Plan): readonly Reached[] {
  const here = (...services: readonly string[]) =>
    services.map((service) => ({ service, where: plan.environment.region }));
  const run = (runtime: Service["runtime"]) => plan.services.some((service) => service.runtime === runtime);
  return [
    // `kms` is for sessions into containers and instances, whose ends agree on a key.
    ...(plan.services.length === 0 ? [] : here("ecr.api", "ecr.dkr", "logs", "ssmmessages", "kms", "guardduty-data")),
    ...(run("ec2-asg") ? here("ssm", "ec2messages") : []),
    // The agent's own default, which has no interface endpoint (CodeDeploy user guide, VPC endpoints).
    ...(run("ec2-asg") && plan.delivery.source !== null ? here("codedeploy-commands") : []),
    ...(plan.services.some(usesQueue(plan)) ? here("sqs") : []),
    // What validates new versions looks for the network interfaces of a load balancer with public addresses.
    ...(plan.services.some(({ deployment }) => isValidated(deployment)) && !loadBalancerPlace(plan).internal
      ? here("ec2")
      : []),
    ...plan.services.flatMap(({ secrets }) => Object.values(secrets).map(secretService)),
  ];
}

function usesQueue({ stores }: Plan) {
  const queues = new Set(stores.filter(({ engine }) => engine === "sqs").map(({ name }) => name));
  return ({ uses }: Service) => uses.some((name) => queues.has(name));
}

/** `arn:aws:<service>:<region>:…` of Secrets Manager or Parameter Store. */
function secretService(arn: string): Reached {
  const [, , service = "", where = ""] = arn.split(":");
  return { service, where };
}

function domainOf(service: string, region: string): string {
  switch (service) {
    case "ecr.api":
      return `api.ecr.${region}.amazonaws.com`;
    case "ecr.dkr":
      // All registries of the region: GuardDuty's agent comes from one of AWS's own.
      return `.dkr.ecr.${region}.amazonaws.com`;
    default:
      return `${service}.${region}.amazonaws.com`;
  }
}
