import { blueprintPlan } from "../support/blueprint-plan";

const shares = (change: Parameters<typeof blueprintPlan>[1]) => {
  const plan = blueprintPlan("production", change);
  return Object.fromEntries(plan.services.map(({ name, capacity }) => [name, capacity.requestShare]));
};

/** The blueprint's own numbers taken away: two public services, and a worker on the queue that checkout sends to. */
function unwritten(tree: Parameters<NonNullable<Parameters<typeof blueprintPlan>[1]>>[0]): void {
  for (const service of tree.services) delete service.capacity;
}

describe("shares of the load that nobody wrote", () => {
  it("are even between public services; a reader of a queue gets what is sent", () => {
    // checkout gets half of the requests and sends a message for every fourth.
    expect(shares(unwritten)).toEqual({ storefront: 0.5, checkout: 0.5, fulfilment: 0.125 });
  });

  it("follow a share that is written", () => {
    const written = shares((tree) => {
      unwritten(tree);
      tree.services[1].capacity = { requestShare: 0.2 };
    });
    expect(written).toEqual({ storefront: 0.5, checkout: 0.2, fulfilment: 0.05 });
  });

  it("are none for a worker that nobody sends anything, and all of it for an internal service", () => {
    const alone = shares((tree) => {
      unwritten(tree);
      tree.services[1].uses = ["orders", "sessions"];
      tree.services[0].exposure = "internal";
    });
    expect(alone).toEqual({ storefront: 1, checkout: 1, fulfilment: 0 });
  });

  it("are said with their reason", () => {
    const { decisions } = blueprintPlan("production", unwritten);
    expect(decisions).toContainEqual({
      path: "services.fulfilment.capacity.requestShare",
      value: "0.125",
      reason: "its producers send 0.125 messages to order-events for each request of a user",
    });
    expect(decisions).toContainEqual({
      path: "services.checkout.capacity.requestsPerSecond",
      value: "13.33",
      reason: "scaling.requestsPerTarget allows 800 a minute",
    });
  });
});
