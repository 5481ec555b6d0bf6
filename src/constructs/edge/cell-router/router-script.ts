import { CELL_COOKIE, CELL_HEADER, CELL_KEY_LENGTH } from "../../../model/cells/cell-routing";
import type { Edge } from "../../../model/plan";

/** Seconds that a browser keeps a key it was given: the longest that Chrome does, 400 days (RFC 6265bis). */
const COOKIE_SECONDS = 34_560_000;

/**
 * The function that CloudFront runs for each request and its answer, in what JavaScript runtime 2.0 for CloudFront
 * Functions takes. A request leaves with the number of its cell, whatever it came with. An answer to somebody without a
 * key brings one, and the same as the request was divided by: both see one request id.
 *
 * CloudFront runs it for no answer from 400 on; whoever gets one stays without a key until the next.
 */
export function routerScript(cells: number, { from, name }: Edge["cellKey"]): string {
  return `const CELLS = ${cells};
const FROM = ${JSON.stringify(from)};
const NAME = ${JSON.stringify(name)};

function handler(event) {
  const own = keyOf(event.request);
  const key = own === "" ? givenKey(event.context.requestId) : own;
  if (event.context.eventType === "viewer-response") {
    return own === "" ? withCookie(event.response, key) : event.response;
  }
  event.request.headers[${JSON.stringify(CELL_HEADER)}] = { value: String(cellOf(key)) };
  return event.request;
}

function keyOf(request) {
  const places = { cookie: request.cookies, header: request.headers, query: request.querystring };
  return valueOf(places[FROM], NAME) || valueOf(request.cookies, ${JSON.stringify(CELL_COOKIE)});
}

function valueOf(place, name) {
  return place && place[name] ? place[name].value : "";
}

function givenKey(requestId) {
  return requestId.replace(/[^A-Za-z0-9_-]/g, "");
}

function withCookie(response, key) {
  response.cookies = response.cookies || {};
  response.cookies[${JSON.stringify(CELL_COOKIE)}] = {
    value: key,
    attributes: "Path=/; Max-Age=${COOKIE_SECONDS}; Secure; HttpOnly; SameSite=Lax",
  };
  return response;
}

function cellOf(key) {
  const hash = keyHash(key.slice(0, ${CELL_KEY_LENGTH}));
  let cell = 1;
  for (let next = 2; next <= CELLS; next += 1) {
    if (share(hash, next) * next < 1) cell = next;
  }
  return cell;
}

function keyHash(key) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function share(hash, cell) {
  let mixed = hash ^ Math.imul(cell, 0x9e3779b9);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}
`;
}
