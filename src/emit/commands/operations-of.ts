import type { Service } from "../../model/plan";
import type { EmitContext } from "../emit-context";
import { autoScalingGroupOperations } from "./auto-scaling-group-operations";
import { ecsOperations } from "./ecs-operations";
import type { ServiceOperations } from "./service-operations";

/** The operations of a service; null where nothing that runs it was generated. */
export function operationsOf(service: Service, { index, region }: EmitContext): ServiceOperations | null {
  const ecs = index.oneByRole("ecs-service", service.name);
  const target = index.oneByRole("scaling-target", service.name);
  if (ecs) return ecsOperations(ecs.handles, target?.handles ?? null, region);
  const group = index.oneByRole("auto-scaling-group", service.name);
  return group ? autoScalingGroupOperations(group.handles, region) : null;
}
