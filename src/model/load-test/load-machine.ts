/** A machine of CodeBuild that runs k6. */
export interface LoadMachine {
  readonly computeType: string;
  readonly vcpus: number;
  readonly memoryGib: number;
}

/** On-demand machines for Linux on x86 (CodeBuild API reference, ProjectEnvironment), smallest first. */
const MACHINES: readonly LoadMachine[] = [
  { computeType: "BUILD_GENERAL1_MEDIUM", vcpus: 4, memoryGib: 8 },
  { computeType: "BUILD_GENERAL1_LARGE", vcpus: 8, memoryGib: 16 },
  { computeType: "BUILD_GENERAL1_XLARGE", vcpus: 36, memoryGib: 72 },
  { computeType: "BUILD_GENERAL1_2XLARGE", vcpus: 72, memoryGib: 144 },
];

/**
 * Requests per second and virtual CPU. k6's guide to large tests speaks of up to 300,000 on one large machine, some 3,000
 * to a CPU, with tuned kernels; a build has no rights to tune, and shares its card with others: a third of it.
 */
const REQUESTS_PER_CPU = 1000;

/** GiB of a virtual user: 5 MB is the upper end for simple tests (k6, "Running large tests"). */
const USER_GIB = 5 / 1024;

/** Share of memory that may be used: k6 asks to stay below 90 %, and the agent of CodeBuild is there too. */
const MEMORY_SHARE = 0.8;

/**
 * Virtual users of one machine, each with a connection of its own: Linux leaves ports 32,768 to 60,999 for what goes to
 * one address, and a build cannot change that. NAT gateways would take 55,000 (VPC user guide, NAT gateway basics).
 */
export const MOST_USERS = 28_000;

/** Most that any machine makes. */
export const MOST_REQUESTS = Math.max(...MACHINES.map(({ vcpus }) => vcpus)) * REQUESTS_PER_CPU;

/** The smallest machine that makes a load; null where the largest does not. */
export function loadMachine({ rate, users }: { readonly rate: number; readonly users: number }): LoadMachine | null {
  if (users > MOST_USERS) return null;
  return (
    MACHINES.find(
      ({ vcpus, memoryGib }) => rate <= vcpus * REQUESTS_PER_CPU && users * USER_GIB <= memoryGib * MEMORY_SHARE,
    ) ?? null
  );
}
