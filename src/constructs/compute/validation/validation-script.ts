import { scriptArchive } from "../../core/script-archive";

/** File and function that Lambda runs. */
export const VALIDATION_HANDLER = "validation.handler";

/**
 * Asks a new version, by the test listener, for every path, several times at once, as users would: by the domain's name,
 * with TLS. ECS reads the status: `FAILED` rolls the deployment back, as an exception does (ECS developer guide,
 * "Lifecycle hooks").
 */
export const VALIDATION_SCRIPT = `"use strict";
const https = require("node:https");

exports.handler = async (event) => {
  const details = typeof event.hookDetails === "string" ? JSON.parse(event.hookDetails) : event.hookDetails;
  if (!details || !Array.isArray(details.paths)) throw new Error("the hook has no paths to ask for");
  const failures = [];
  for (const question of details.paths) {
    const answers = await Promise.all(Array.from({ length: details.requests }, () => ask(details, question)));
    failures.push(...answers.filter((answer) => answer !== null));
  }
  for (const failure of failures) console.error(failure);
  const asked = details.paths.length * details.requests;
  console.log(asked - failures.length + " of " + asked + " answers were good, in " + event.lifecycleStage);
  return { hookStatus: failures.length === 0 ? "SUCCEEDED" : "FAILED" };
};

function ask({ address, port, host, headers, maxMilliseconds }, { path, below }) {
  return new Promise((resolve) => {
    const begun = process.hrtime.bigint();
    const failed = (reason) => resolve(path + ": " + reason);
    const request = https.request(
      { host: address, port, path, servername: host, headers: { ...headers, host }, timeout: maxMilliseconds },
      (response) => {
        response.resume();
        response.on("end", () => {
          const milliseconds = Number((process.hrtime.bigint() - begun) / 1000000n);
          if (response.statusCode >= below) failed("answered " + response.statusCode);
          else if (milliseconds > maxMilliseconds) failed("answered after " + milliseconds + " ms");
          else resolve(null);
        });
        response.on("error", (error) => failed(error.message));
      },
    );
    request.on("timeout", () => request.destroy(new Error("no answer within " + maxMilliseconds + " ms")));
    request.on("error", (error) => failed(error.message));
    request.end();
  });
}
`;

/** The archive that the function is made from. */
export function validationArchive(): string {
  return scriptArchive("validation.js", VALIDATION_SCRIPT);
}
