import type { Plan } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";
import type { PlanDocument } from "../parse/located";
import { resolveCapacity } from "./capacity";
import { expandCells, loadTestInCells, privateIngressInCells } from "./cells";
import { Decisions } from "./decisions";
import { resolveDelivery } from "./delivery";
import { withDeployments } from "./deployments";
import { resolveEdge } from "./edge";
import { resolveInitiative } from "./initiative";
import { resolveNetwork, resolveRecoveryNetwork } from "./network";
import { resolveObservability } from "./observability";
import { resolveRecovery } from "./recovery";
import { resolveResilience } from "./resilience";
import { withSecretsEndpoint } from "./secrets-endpoint";
import { resolveSecurity } from "./security";
import { resolveServices } from "./services";
import { resolveState } from "./state";
import { resolveStores } from "./stores";
import { resolveFurtherTickets, resolveTicketProvider, resolveTickets } from "./tickets";

/**
 * A checked document becomes the {@link Plan} of its environment. Every value that nobody wrote and that depends on
 * others is derived here, and its reason recorded; no later stage fills anything in.
 */
export function resolve(file: PlanFile, document: PlanDocument): Plan {
  const decisions = new Decisions(document.tree);
  const [name, environment] = onlyEnvironment(file);
  const scale = environment.scale;
  const resolvedServices = resolveServices(file, scale, decisions);
  const single = {
    services: resolvedServices,
    stores: resolveStores(file, scale, resolvedServices, decisions),
  };
  const network = resolveNetwork(file, scale, decisions);
  const capacity = resolveCapacity(file, { ...single, network, scale }, decisions);
  const cells = capacity === null ? 1 : capacity.cells;
  const { services: divided, stores } = expandCells(single, cells, decisions);
  const edge = resolveEdge(file, environment, divided, decisions);
  const services = withDeployments(file, divided, edge.hasPublicEndpoint, decisions);
  const recovers = file.requirements.recovery !== undefined && environment.recoveryRegion !== undefined;
  const plan = {
    name: file.metadata.name,
    title: file.metadata.title,
    owner: file.metadata.owner,
    version: file.metadata.version,
    description: file.metadata.description ?? null,
    blueprint: document.blueprint,
    environment: {
      name,
      account: environment.account,
      region: environment.region,
      recoveryRegion: environment.recoveryRegion ?? null,
      site: "primary" as const,
      domain: environment.domain ?? null,
      scale,
    },
    initiative: resolveInitiative(file, decisions),
    requirements: file.requirements,
    capacity,
    network,
    recoveryNetwork: recovers ? resolveRecoveryNetwork(file, network, decisions) : null,
    services,
    stores,
    edge,
    delivery: resolveDelivery(file, { name, scale }, decisions),
    observability: resolveObservability(file, decisions),
    incidents: file.incidents,
    recovery: resolveRecovery(file, environment.recoveryRegion ?? null, edge, decisions),
    resilience: loadTestInCells(
      resolveResilience(file, { domain: environment.domain ?? null, scale }, single.services, decisions),
      cells,
    ),
    security: privateIngressInCells(resolveSecurity(file, decisions), cells),
    migration: file.migration ?? null,
    tickets: resolveTickets(file),
    furtherTickets: resolveFurtherTickets(file),
    ticketProvider: resolveTicketProvider(file),
    state: resolveState(file, environment.region),
  };
  const reachable = { ...plan, network: withSecretsEndpoint(plan, decisions) };
  return { ...reachable, decisions: decisions.list() };
}

function onlyEnvironment(file: PlanFile): [string, PlanFile["environments"][string]] {
  const [entry, ...others] = Object.entries(file.environments);
  if (!entry || others.length > 0) throw new Error("a document is resolved for exactly one environment");
  return entry;
}
