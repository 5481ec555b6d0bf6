/*
 * How anything in the account asks for a ticket: an event on the default bus, which the state machine of the incident
 * stack turns into an OpsItem. Its detail has `plan`, `environment`, `ticket` (a name of the catalogue), `subject`
 * (part of the dedupe key), `title` and `text`.
 */

export const TICKET_REQUEST_SOURCE = "opsplan";
export const TICKET_REQUEST_DETAIL_TYPE = "Ticket wanted";
