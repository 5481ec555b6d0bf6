import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";
import { unzipSync } from "fflate";
import {
  VALIDATION_SCRIPT,
  type ValidationDetails,
  validationArchive,
} from "../../../src/constructs/compute/validation/validation-script";

interface Answer {
  readonly hookStatus: string;
  readonly callBackDelay?: number;
  readonly hookDetails?: ValidationDetails & { readonly attempt: number };
}

interface Run {
  readonly answer: Answer;
  /** `path host` of each request, in order. */
  readonly asked: readonly string[];
  readonly agents: ReadonlySet<string | undefined>;
  /** The addresses that were asked. */
  readonly addresses: readonly (string | undefined)[];
  readonly errors: readonly string[];
}

type Change = Partial<ValidationDetails> & { readonly attempt?: number };

/** Network interfaces that a made-up EC2 finds, with what it was asked for. */
class Interfaces {
  readonly filters: unknown[] = [];
  constructor(private readonly addresses: readonly string[]) {}

  get module() {
    const { filters, addresses } = this;
    return {
      EC2Client: class {
        send({ input }: { input: { Filters: unknown[] } }) {
          filters.push(...input.Filters);
          return Promise.resolve({ NetworkInterfaces: addresses.map((address) => ({ PrivateIpAddress: address })) });
        }
      },
      DescribeNetworkInterfacesCommand: class {
        constructor(readonly input: { Filters: unknown[] }) {}
      },
    };
  }
}

/** Runs the function as Lambda does, against a server on this machine, over plain HTTP in place of HTTPS. */
async function validate(server: RequestListener, change: Change, interfaces = new Interfaces([])): Promise<Run> {
  const asked: string[] = [];
  const agents = new Set<string | undefined>();
  const errors: string[] = [];
  const addresses: (string | undefined)[] = [];
  const listener = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.host}`);
    addresses.push(request.socket.localAddress);
    agents.add(request.headers["user-agent"]);
    server(request, response);
  });
  await new Promise<void>((resolve) => listener.listen(0, "0.0.0.0", resolve));
  const details = {
    address: { name: "127.0.0.1" },
    port: (listener.address() as AddressInfo).port,
    host: "shop.example.com",
    headers: {},
    paths: ["/healthz"],
    requests: 3,
    below: 400,
    maxMilliseconds: 300,
    ...change,
  };
  const exports: { handler?: (event: unknown) => Promise<Answer> } = {};
  runInNewContext(VALIDATION_SCRIPT.replaceAll("node:https", "node:http"), {
    exports,
    require: (name: string) => (name === "@aws-sdk/client-ec2" ? interfaces.module : require(name)),
    console: { log: () => undefined, error: (line: string) => errors.push(line) },
    process,
    setTimeout,
    clearTimeout,
  });
  try {
    const { handler } = exports;
    if (handler === undefined) throw new Error("the script exports no handler");
    // As ECS sends it: an event of its own with the details of the service's hook.
    const answer = await handler({ lifecycleStage: "POST_TEST_TRAFFIC_SHIFT", hookDetails: details });
    return { answer: JSON.parse(JSON.stringify(answer)), asked, agents, addresses, errors };
  } finally {
    listener.closeAllConnections();
    listener.close();
  }
}

const good: RequestListener = (_request, response) => response.writeHead(200).end("ok");

function status(code: number): RequestListener {
  return (_request, response) => response.writeHead(code).end();
}

describe("the validation of a new version", () => {
  it("asks each path once for itself and then as often as the plan says, as users do", async () => {
    const { answer, asked, agents } = await validate(good, { paths: ["/healthz", "/cart"] });
    expect(answer).toEqual({ hookStatus: "SUCCEEDED" });
    expect(asked).toEqual([...Array(4).fill("/healthz shop.example.com"), ...Array(4).fill("/cart shop.example.com")]);
    expect(agents).toEqual(new Set(["deployment-validation"]));
  });

  it("asks the cell that it is told of", async () => {
    const cells = new Set<unknown>();
    const { answer } = await validate(
      (request, response) => {
        cells.add(request.headers["x-cell"]);
        good(request, response);
      },
      { headers: { "x-cell": "2" } },
    );
    expect(answer.hookStatus).toBe("SUCCEEDED");
    expect(cells).toEqual(new Set(["2"]));
  });

  it("fails on one bad answer of many and says which", async () => {
    let count = 0;
    const { answer, errors } = await validate((request, response) => {
      count += 1;
      (count === 3 ? status(500) : good)(request, response);
    }, {});
    expect(answer).toEqual({ hookStatus: "FAILED" });
    expect(errors).toEqual(["/healthz: answered 500"]);
  });

  it("takes a redirect for an answer, and a page that is missing for none", async () => {
    expect((await validate(status(302), {})).answer.hookStatus).toBe("SUCCEEDED");
    expect((await validate(status(404), {})).answer.hookStatus).toBe("FAILED");
  });

  it("takes whatever is no fault where nobody named a page", async () => {
    expect((await validate(status(404), { below: 500 })).answer.hookStatus).toBe("SUCCEEDED");
    expect((await validate(status(500), { below: 500 })).answer.hookStatus).toBe("FAILED");
  });

  it("forgives a slow first answer, and no other", async () => {
    const slowAt = (slow: number): RequestListener => {
      let count = 0;
      return (_request, response) => {
        count += 1;
        if (count === slow) setTimeout(() => response.writeHead(200).end(), 600);
        else response.writeHead(200).end();
      };
    };
    expect((await validate(slowAt(1), {})).answer.hookStatus).toBe("SUCCEEDED");
    const late = await validate(slowAt(2), {});
    expect(late.answer.hookStatus).toBe("FAILED");
    expect(late.errors).toEqual(["/healthz: no answer within 300 ms"]);
  });

  it("does not wait for a body that never ends", async () => {
    const { answer } = await validate((_request, response) => {
      response.writeHead(200);
      response.write("begun");
    }, {});
    expect(answer.hookStatus).toBe("FAILED");
  });

  it("asks again while the load balancer finds nobody, and gives up at the third time", async () => {
    const first = await validate(status(503), {});
    expect(first.asked).toHaveLength(1);
    expect(first.answer).toMatchObject({ hookStatus: "IN_PROGRESS", callBackDelay: 20 });
    const { hookDetails } = first.answer;
    // Whatever ECS keeps of the details that it sent, those that come back are whole.
    expect(hookDetails).toMatchObject({ attempt: 2, paths: ["/healthz"], host: "shop.example.com", requests: 3 });
    expect((await validate(status(503), { attempt: 2 })).answer).toMatchObject({ hookDetails: { attempt: 3 } });
    expect((await validate(status(503), { attempt: 3 })).answer).toEqual({ hookStatus: "FAILED" });
    expect((await validate(good, { attempt: 3 })).answer).toEqual({ hookStatus: "SUCCEEDED" });
  });

  it("takes a refused connection for nobody, too", async () => {
    const first = await validate(good, { port: 1 });
    expect(first.answer.hookStatus).toBe("IN_PROGRESS");
    expect(first.errors[0]).toMatch(/^\/healthz: .*ECONNREFUSED/);
    expect((await validate(good, { port: 1, attempt: 3 })).answer.hookStatus).toBe("FAILED");
  });

  it("fails at once where a connection is refused beside a fault", async () => {
    const { answer } = await validate(
      (request, response) => (request.url === "/cart" ? status(404) : status(503))(request, response),
      { paths: ["/healthz", "/cart"] },
    );
    expect(answer).toEqual({ hookStatus: "FAILED" });
  });

  it("finds a load balancer with public addresses by its network interfaces", async () => {
    const found = new Interfaces(["127.0.0.1", "127.0.0.2"]);
    const { answer, addresses } = await validate(good, { address: { interfaces: "ELB app/shop/50dc6c49" } }, found);
    expect(answer.hookStatus).toBe("SUCCEEDED");
    expect([...addresses].sort()).toEqual(["127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2"]);
    expect(JSON.parse(JSON.stringify(found.filters))).toEqual([
      { Name: "description", Values: ["ELB app/shop/50dc6c49"] },
    ]);
  });

  it("ends with an error where nothing is found to ask, which rolls back too", async () => {
    const nothing = validate(good, { address: { interfaces: "ELB app/shop/50dc6c49" } });
    await expect(nothing).rejects.toThrow("no network interface is described as ELB app/shop/50dc6c49");
  });

  it("is packed as Lambda looks for it", () => {
    const files = unzipSync(Buffer.from(validationArchive(), "base64"));
    expect(Object.keys(files)).toEqual(["validation.js"]);
    expect(Buffer.from(files["validation.js"] ?? []).toString()).toBe(VALIDATION_SCRIPT);
  });
});
