/** Limits that AWS raises for nobody, or only after talks: what cells are for. */

/** Aurora user guide, "Aurora Serverless v2 capacity": units of one instance, on the versions that the plan may name. */
export const MAX_CAPACITY_UNITS = 256;

/** Aurora user guide, "Replication with Amazon Aurora": replicas of a cluster in one region. */
export const MAX_READERS = 15;

/** SQS developer guide, "Amazon SQS message quotas": received and not yet deleted, standard and FIFO queues alike. */
export const MAX_IN_FLIGHT_MESSAGES = 120_000;

/**
 * The same page, high throughput for FIFO queues: calls per second of one API action in the regions that the page does
 * not name. Named ones have up to 70,000. A call is taken to carry one message; with batches it is up to ten.
 */
export const FIFO_MESSAGES_PER_SECOND = 2400;

/** VPC user guide, "NAT gateway basics": what a gateway scales up to, in gigabits per second. */
export const NAT_GBPS = 100;

/** The same page: simultaneous connections to one destination per address, and a gateway has one address here. */
export const NAT_CONNECTIONS = 55_000;
