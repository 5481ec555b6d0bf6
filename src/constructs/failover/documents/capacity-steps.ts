import type { Plan, Service } from "../../../model/plan";
import type { ServiceOutputs, ServicesOutputs } from "../../core/stack-outputs";
import { changeSeconds } from "../failover-budget";
import { CAPACITY_SCRIPT } from "../scripts/capacity-script";
import { SCALE_SCRIPT } from "../scripts/scale-script";
import { must, patientScript, type RunStep, script } from "./run";

/** A service of the recovery region: what it has standing by, and what it must have to serve alone. */
export interface StandbyService {
  /** As the plan has it. */
  readonly full: Service;
  /** As it stands by. */
  readonly standby: Service;
  readonly outputs: ServiceOutputs;
}

export function standbyServices(plan: Plan, there: Plan, { services }: ServicesOutputs): readonly StandbyService[] {
  return plan.services.flatMap((full) => {
    const standby = there.services.find(({ name }) => name === full.name);
    const outputs = services.get(full.name);
    return standby === undefined || outputs === undefined ? [] : [{ full, standby, outputs }];
  });
}

/** Those that have fewer copies standing by than the plan's minimum. */
export function grown(services: readonly StandbyService[]): readonly StandbyService[] {
  return services.filter(({ full, standby }) => full.scaling.min !== standby.scaling.min);
}

/** Bounds and number of copies as the plan has them (`full`), or as they stand by; none where they do not differ. */
export function scaleSteps(services: readonly StandbyService[], to: "full" | "standby"): readonly RunStep[] {
  const growing = grown(services);
  if (growing.length === 0) return [];
  return [
    must(
      script(
        {
          name: "scale",
          description:
            to === "full"
              ? "Start as many copies of each service as the plan asks for."
              : "Leave as many copies of each service as stand by.",
          handler: "scale",
          script: SCALE_SCRIPT,
          timeoutSeconds: changeSeconds(growing.length),
        },
        table(growing, ({ full, standby, outputs }) => {
          const { min, max } = (to === "full" ? full : standby).scaling;
          // A new deployment takes the newest copy of the image. It waits for nothing: the standby replaces copies a few
          // at a time, whatever the plan does at home.
          const renewed = to === "full";
          return [min, max, ...(outputs.compute.runtime === "ecs-fargate" ? [renewed ? "new" : "same"] : [])];
        }),
      ),
    ),
  ];
}

/** Waits until all services have their copies and as many healthy targets. */
export function awaitCapacity(services: readonly StandbyService[], seconds: number): readonly RunStep[] {
  if (services.length === 0) return [];
  const step = patientScript(
    {
      name: "awaitCapacity",
      description: "Wait until every service has its copies and healthy targets.",
      handler: "await_capacity",
      script: CAPACITY_SCRIPT,
      timeoutSeconds: seconds,
    },
    table(services, ({ full, outputs: { targetGroup } }) => [
      full.scaling.min,
      ...(targetGroup === null ? [] : [targetGroup.arn]),
    ]),
  );
  return [must(step)];
}

/**
 * A row of words for each service, name first: a document holds 64 KB, which steps or objects for each of many services
 * would soon fill. What the names of their resources share stands once.
 */
function table(services: readonly StandbyService[], words: (service: StandbyService) => readonly (string | number)[]) {
  const tasks = services.flatMap((service) => {
    const { compute } = service.outputs;
    return compute.runtime === "ecs-fargate" ? [{ service, compute }] : [];
  });
  const instances = services.flatMap((service) => {
    const { compute } = service.outputs;
    return compute.runtime === "ec2-asg" ? [{ service, compute }] : [];
  });
  return {
    Cluster: shared(tasks.map(({ compute }) => compute.clusterName)),
    TaskPrefix: shared(tasks.map(({ service, compute }) => beginning(compute.serviceName, service.full.name))),
    Tasks: tasks.map(({ service }) => [service.full.name, ...words(service)].join(" ")),
    GroupPrefix: shared(instances.map(({ service, compute }) => beginning(compute.groupName, service.full.name))),
    Instances: instances.map(({ service }) => [service.full.name, ...words(service)].join(" ")),
  };
}

/** What stands before a service's name in that of its ECS service or Auto Scaling group: 255 characters never cut it. */
function beginning(name: string, service: string): string {
  if (!name.endsWith(service)) throw new Error(`the name ${name} does not end in ${service}`);
  return name.slice(0, -service.length);
}

/** The one value of all; empty where there are none. */
function shared(values: readonly string[]): string {
  const [first = "", ...others] = new Set(values);
  if (others.length > 0) throw new Error(`services of one plan share ${first}, not ${others.join(", ")}`);
  return first;
}
