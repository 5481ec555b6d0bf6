import { scriptArchive } from "../../core/script-archive";

/** File and function that Lambda runs. */
export const VALIDATION_HANDLER = "validation.handler";

/**
 * Times that a new version is asked again while nothing of it answers, and seconds between them: the load balancer needs
 * some to follow a change of its rules.
 */
const ATTEMPTS = 3;
const PAUSE_SECONDS = 20;

/** What the function is told of one service's new versions. */
export interface ValidationDetails {
  /** Name of a load balancer inside the VPC, or how the network interfaces of one with public addresses are described. */
  readonly address: { readonly name: string } | { readonly interfaces: string };
  readonly port: number;
  /** Domain that users ask for: the certificate is its. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  /** To each path, at once. */
  readonly requests: number;
  /** The first status that is bad. */
  readonly below: number;
  readonly maxMilliseconds: number;
}

/**
 * Asks a new version, by the test listener, for every path, several times at once, as users would: by the domain's name,
 * with TLS. A first request to each path is not timed: what has just started has nothing at hand yet.
 *
 * ECS reads the status (ECS developer guide, "Lambda hooks"): `FAILED` rolls the deployment back, as an exception does;
 * after `IN_PROGRESS` it calls again, with the details that came with it.
 */
export const VALIDATION_SCRIPT = `"use strict";
const https = require("node:https");

exports.handler = async (event) => {
  const details = typeof event.hookDetails === "string" ? JSON.parse(event.hookDetails) : event.hookDetails;
  if (!details || !Array.isArray(details.paths)) throw new Error("the hook has no paths to ask for");
  const addresses = await addressesOf(details.address);
  const answers = [];
  let count = 0;
  for (const path of details.paths) {
    const next = () => ask(details, addresses[count++ % addresses.length], path);
    const first = await next();
    const others = first.kind === "unreachable" ? [] : await Promise.all(Array.from({ length: details.requests }, next));
    answers.push(first.kind === "slow" ? { kind: "good" } : first, ...others);
  }
  const bad = answers.filter((answer) => answer.kind !== "good");
  for (const answer of bad) console.error(answer.reason);
  console.log(answers.length - bad.length + " of " + answers.length + " answers were good, in " + event.lifecycleStage);
  if (bad.length === 0) return { hookStatus: "SUCCEEDED" };
  const attempt = details.attempt || 1;
  if (attempt < ${ATTEMPTS} && bad.every((answer) => answer.kind === "unreachable")) {
    return {
      hookStatus: "IN_PROGRESS",
      callBackDelay: ${PAUSE_SECONDS},
      hookDetails: { ...details, attempt: attempt + 1 },
    };
  }
  return { hookStatus: "FAILED" };
};

async function addressesOf(address) {
  if (address.name) return [address.name];
  // From inside the VPC: by its name the answers would come from the public addresses, around the security groups.
  const { DescribeNetworkInterfacesCommand, EC2Client } = require("@aws-sdk/client-ec2");
  const found = await new EC2Client({}).send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "description", Values: [address.interfaces] }] }),
  );
  const addresses = found.NetworkInterfaces.map((one) => one.PrivateIpAddress).filter(Boolean);
  if (addresses.length === 0) throw new Error("no network interface is described as " + address.interfaces);
  return addresses;
}

function ask({ port, host, headers, below, maxMilliseconds }, address, path) {
  return new Promise((resolve) => {
    const begun = process.hrtime.bigint();
    const end = (kind, reason) => {
      clearTimeout(timer);
      resolve({ kind, reason: path + ": " + reason });
    };
    const request = https.request(
      {
        host: address,
        port,
        path,
        servername: host,
        // The managed rules of WAF refuse who does not say what it is.
        headers: { "user-agent": "deployment-validation", ...headers, host },
      },
      (response) => {
        response.resume();
        response.on("end", () => {
          const { statusCode } = response;
          const milliseconds = Number((process.hrtime.bigint() - begun) / 1000000n);
          if (statusCode >= 502 && statusCode <= 504) end("unreachable", "the load balancer answered " + statusCode);
          else if (statusCode >= below) end("wrong", "answered " + statusCode);
          else if (milliseconds > maxMilliseconds) end("slow", "answered after " + milliseconds + " ms");
          else end("good", "");
        });
        response.on("error", (error) => end("unreachable", error.message));
      },
    );
    const timer = setTimeout(() => {
      end("slow", "no answer within " + maxMilliseconds + " ms");
      request.destroy();
    }, maxMilliseconds);
    request.on("error", (error) => end("unreachable", error.message));
    request.end();
  });
}
`;

/** The archive that the function is made from. */
export function validationArchive(): string {
  return scriptArchive("validation.js", VALIDATION_SCRIPT);
}
