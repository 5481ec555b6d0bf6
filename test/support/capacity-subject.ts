import type { CapacitySubject } from "../../src/model/capacity/demand";
import { filedSubject } from "../../src/model/capacity/filed-subject";
import { planFileSchema } from "../../src/model/schema/plan-file";

/** The parts of a plan that the capacity model reads, as they are written. */
export interface WrittenLoad {
  readonly capacity: Readonly<Record<string, unknown>>;
  readonly services: readonly Readonly<Record<string, unknown>>[];
  readonly dataStores?: readonly Readonly<Record<string, unknown>>[];
  readonly network?: Readonly<Record<string, unknown>>;
}

const IMAGE = "public.ecr.aws/nginx/nginx:1.27";

/** What the capacity model reads of a plan with these parts, all else being as short as a plan can be. */
export function capacitySubject({ capacity, services, dataStores = [], network = {} }: WrittenLoad): CapacitySubject {
  const phase = {
    name: "foundation_phase",
    duration: "2 weeks",
    primaryAgents: ["devops-engineer"],
    deliverables: ["ci_cd_pipeline"],
    successCriteria: ["pipeline_operational"],
  };
  const file = planFileSchema.parse({
    apiVersion: "opsplan/v1",
    kind: "Plan",
    metadata: { name: "shop", title: "Shop", owner: "platform-team" },
    initiative: { name: "shop_reliability", timeline: "2 weeks", phases: [phase] },
    requirements: { capacity },
    environments: { production: { account: "111122223333", region: "eu-west-1" } },
    services: services.map((service) => ({ image: IMAGE, ...service })),
    dataStores,
    network,
  });
  const filed = filedSubject(file);
  if (filed === null) throw new Error("the plan names no users to carry");
  return filed.cell;
}
