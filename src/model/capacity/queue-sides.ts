/** What tells the services that read a queue from those that write to it. */
export interface QueueUser {
  readonly name: string;
  readonly uses: readonly string[];
  readonly exposure: "public" | "internal" | "none";
  readonly scaling: { readonly messagesPerTask?: number | null | undefined };
}

/** Reads the queue: it scales on the queue's messages, or takes no requests at all and so has nothing else to work on. */
export function isConsumer({ exposure, scaling }: QueueUser): boolean {
  return (scaling.messagesPerTask ?? null) !== null || exposure === "none";
}

/** The services that send to a queue, and those that read from it. */
export function queueSides<S extends QueueUser>(
  services: readonly S[],
  { name }: { readonly name: string },
): { readonly producers: readonly S[]; readonly consumers: readonly S[] } {
  const users = services.filter(({ uses }) => uses.includes(name));
  return { producers: users.filter((user) => !isConsumer(user)), consumers: users.filter(isConsumer) };
}
