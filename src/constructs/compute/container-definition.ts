import type { Plan, Service } from "../../model/plan";
import { byName } from "./by-name";

/** Seconds a container gets to finish when it is told to stop: the most Fargate allows, past the draining of its target. */
const STOP_TIMEOUT_SECONDS = 120;

export interface ContainerDefinitionProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly logGroupName: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The one container of a service's task, as ECS's API takes it. */
export function containerDefinition({ plan, service, logGroupName, environment }: ContainerDefinitionProps) {
  const secrets = byName(service.secrets).map(([name, valueFrom]) => ({ name, valueFrom }));
  return {
    name: service.name,
    image: service.image,
    essential: true,
    ...(service.command.length === 0 ? {} : { command: service.command }),
    portMappings: portMappings(service),
    environment: byName(environment).map(([name, value]) => ({ name, value })),
    ...(secrets.length === 0 ? {} : { secrets }),
    // The images are the plan's author's and many write below `/`. A task's disk dies with it either way.
    readonlyRootFilesystem: false,
    privileged: false,
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: STOP_TIMEOUT_SECONDS,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logGroupName,
        "awslogs-region": plan.environment.region,
        "awslogs-stream-prefix": "task",
        // A blocked log call would block the service: under pressure lines are dropped instead.
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    },
  };
}

function portMappings({ name, port, exposure }: Service) {
  if (port === null) return [];
  // Behind an HTTP target group the protocol is certain, and Service Connect then reports requests and retries them.
  const protocol = exposure === "public" ? { appProtocol: "http" } : {};
  return [{ name, containerPort: port, hostPort: port, protocol: "tcp", ...protocol }];
}
