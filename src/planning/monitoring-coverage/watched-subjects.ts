import type { AlarmEvidence, Evidence, GoldenSignal, Role } from "../../evidence/evidence";
import type { Plan, Service } from "../../model/plan";
import { BLIND_SPOTS, type SubjectKind } from "./expectations";

/** A service, store or resource of the edge whose signals count. */
export interface WatchedSubject {
  /** Name in the plan; for a resource of the edge `edge/<role>`, which no name of a plan can be. */
  readonly name: string;
  readonly part: "service" | "store" | "edge";
  readonly kind: SubjectKind;
  readonly blindSpots: Readonly<Partial<Record<GoldenSignal, string>>>;
  /** Whether an alarm is about it. */
  owns(alarm: AlarmEvidence): boolean;
}

const EDGE_ROLES = ["cloudfront-distribution", "web-acl", "load-balancer", "health-check"] as const satisfies Role[];

/** Services and stores in the order of the plan, then what stands before them, as far as it was generated. */
export function watchedSubjects(plan: Plan, { resources }: Pick<Evidence, "resources">): readonly WatchedSubject[] {
  return [
    ...plan.services.map((service): WatchedSubject => {
      const { name, runtime } = service;
      return {
        name,
        part: "service",
        kind: serviceKind(plan, service),
        blindSpots: BLIND_SPOTS[runtime],
        owns: isOf("service", name),
      };
    }),
    ...plan.stores.map(
      ({ name, engine }): WatchedSubject => ({
        name,
        part: "store",
        kind: engine,
        blindSpots: {},
        owns: isOf("store", name),
      }),
    ),
    ...EDGE_ROLES.filter((role) =>
      resources.some((resource) => resource.role === role && resource.stackKind !== "standby"),
    ).map(
      (role): WatchedSubject => ({
        name: `edge/${role}`,
        part: "edge",
        kind: role,
        blindSpots: {},
        owns: ({ watches, subject }) => watches === role && subject.kind === "plan",
      }),
    ),
  ];
}

function isOf(kind: AlarmEvidence["subject"]["kind"], name: string): WatchedSubject["owns"] {
  return ({ subject }) => subject.kind === kind && subject.name === name;
}

function serviceKind({ edge }: Plan, { exposure, port, slos }: Service): SubjectKind {
  if (exposure === "public" && edge.hasPublicEndpoint) return "balanced-service";
  if (exposure !== "none" && port !== null) return "called-service";
  return slos.some(({ sli }) => sli === "queue-age") ? "timed-worker" : "worker";
}
