import type { Plan, Service } from "../plan";

/** Experiments on the network of single copies: inside a Fargate task something has to make them. */
export const NETWORK_EXPERIMENTS = ["latency", "dependency-loss"] as const;

/** Fewest copies of a service that may lose one: with one alone, its absence would be no rehearsal but an outage. */
export const FEWEST_COPIES = 2;

/**
 * Whether the tasks of a service carry the agent through which AWS FIS reaches their network. What it costs: sessions
 * into the containers are off, since FIS wants ECS Exec off; the task's role may register managed nodes; and every
 * container of the task may disturb its own network. So only the services get it that an experiment needs it for.
 */
export function hasFaultAgent(plan: Pick<Plan, "resilience" | "environment">, service: Service): boolean {
  const { resilience, environment } = plan;
  return (
    environment.site === "primary" &&
    resilience.taskAgents &&
    service.runtime === "ecs-fargate" &&
    service.scaling.min >= FEWEST_COPIES &&
    NETWORK_EXPERIMENTS.some((kind) => resilience.experiments.includes(kind) && concerns(kind, service))
  );
}

/** A service without stores has no dependency that could be lost. */
function concerns(kind: (typeof NETWORK_EXPERIMENTS)[number], { uses }: Service): boolean {
  return kind === "latency" || uses.length > 0;
}
