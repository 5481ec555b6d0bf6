import { scriptArchive } from "../../core/script-archive";

/** File and function that the canary runs; CloudWatch Synthetics looks below `nodejs/node_modules`. */
export const PROBE_HANDLER = "probe.handler";
const PROBE_PATH = "nodejs/node_modules/probe.js";

/** Milliseconds for the whole answer, below the canary's own limit so that the reason is told. */
const ANSWER_MILLISECONDS = 20_000;

/** Asks for one address, with a cookie where one is set; any answer with a status below 400 is a success. */
export const PROBE_SCRIPT = `"use strict";
const https = require("node:https");

exports.handler = () =>
  new Promise((resolve, reject) => {
    const url = process.env.PROBE_URL;
    const cookie = process.env.PROBE_COOKIE;
    const headers = cookie ? { cookie } : {};
    const request = https.get(url, { headers, timeout: ${ANSWER_MILLISECONDS} }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode < 400 ? resolve("Success") : reject(new Error(url + " answered " + response.statusCode)),
      );
    });
    request.on("timeout", () => request.destroy(new Error(url + " did not answer in time")));
    request.on("error", reject);
  });
`;

/** The archive that CloudWatch Synthetics runs. */
export function probeArchive(): string {
  return scriptArchive(PROBE_PATH, PROBE_SCRIPT);
}
