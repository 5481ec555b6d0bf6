/** What the ticket machine says of each new ticket, on the default bus, for ticket systems to hear. */
export const TICKET_OPENED_SOURCE = "opsplan";
export const TICKET_OPENED_DETAIL_TYPE = "Ticket opened";
