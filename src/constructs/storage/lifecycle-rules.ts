import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

const ALL_OBJECTS = [{}];

/** Parts of an upload that broke off cost money and are seen by nobody; a week is longer than any upload takes. */
const ABORT_UPLOADS: S3BucketLifecycleConfigurationRule = {
  id: "abort-broken-uploads",
  status: "Enabled",
  filter: ALL_OBJECTS,
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
};

/** Once the versions are gone; S3 does not take this together with an age in one rule. */
const REMOVE_DELETE_MARKERS: S3BucketLifecycleConfigurationRule = {
  id: "remove-delete-markers",
  status: "Enabled",
  filter: ALL_OBJECTS,
  expiration: [{ expiredObjectDeleteMarker: true }],
};

/**
 * Storage classes by age. S3 takes objects into STANDARD_IA from 30 days on; GLACIER_IR bills at least 90 days and
 * still answers in milliseconds, so an audit needs no restore.
 */
const LOG_TRANSITIONS = [
  { days: 30, storageClass: "STANDARD_IA" },
  { days: 90, storageClass: "GLACIER_IR" },
] as const;

/** Days that an overwritten or deleted log can still be brought back. */
const DELETED_LOG_DAYS = 30;

/** Days that an overwritten artefact can still be deployed again. */
const OLD_ARTIFACT_DAYS = 90;

/** Logs get cheaper with age and go after `retentionDays`; a transition that would come at or after that is left out. */
export function logRules(retentionDays: number): readonly S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "age-and-expire",
      status: "Enabled",
      filter: ALL_OBJECTS,
      transition: LOG_TRANSITIONS.filter(({ days }) => days < retentionDays).map((transition) => ({ ...transition })),
      expiration: [{ days: retentionDays }],
      noncurrentVersionExpiration: [{ noncurrentDays: DELETED_LOG_DAYS }],
    },
    REMOVE_DELETE_MARKERS,
    ABORT_UPLOADS,
  ];
}

/**
 * Audit logs stay at hand for three months (PCI DSS 4.0.1, requirement 10.5.1), then lie in the Glacier class that still
 * answers in milliseconds: Athena passes over objects of the two colder ones without a word, and an audit would miss
 * them. S3 leaves objects below 128 KB where they are, for which the colder class would cost more.
 */
const AUDIT_TRANSITION = { days: 90, storageClass: "GLACIER_IR" } as const;

/**
 * Audit logs go the day after `retentionDays`, when Object Lock lets them go. What a lifecycle rule deletes, no bucket
 * policy and no person can.
 */
export function auditLogRules(retentionDays: number): readonly S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "age-and-expire",
      status: "Enabled",
      filter: ALL_OBJECTS,
      transition: AUDIT_TRANSITION.days < retentionDays ? [{ ...AUDIT_TRANSITION }] : [],
      expiration: [{ days: retentionDays + 1 }],
      noncurrentVersionExpiration: [{ noncurrentDays: DELETED_LOG_DAYS }],
    },
    REMOVE_DELETE_MARKERS,
    ABORT_UPLOADS,
  ];
}

/** Days that the result of an audit query is kept: long enough to write the finding down. */
const QUERY_RESULT_DAYS = 30;

export function queryResultRules(): readonly S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "expire",
      status: "Enabled",
      filter: ALL_OBJECTS,
      expiration: [{ days: QUERY_RESULT_DAYS }],
      noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
    },
    REMOVE_DELETE_MARKERS,
    ABORT_UPLOADS,
  ];
}

/** Days that an overwritten or deleted object of a store can still be brought back. */
const OLD_OBJECT_DAYS = 90;

/** Objects of a store go after their retention, where it has one; what was overwritten or deleted a while later. */
export function objectRules(retentionDays: number | null): readonly S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "expire",
      status: "Enabled",
      filter: ALL_OBJECTS,
      ...(retentionDays === null ? {} : { expiration: [{ days: retentionDays }] }),
      noncurrentVersionExpiration: [{ noncurrentDays: OLD_OBJECT_DAYS }],
    },
    ABORT_UPLOADS,
  ];
}

/**
 * Versions of a state, newest first, that stay however old they are, and days after which older ones go: a mistake is
 * found within weeks, and what was applied before the twenty states is in the history of the repository.
 */
const KEPT_STATES = 20;
const OLD_STATE_DAYS = 90;

/** Locks of the state are objects that come and go, whose delete markers would pile up. */
export function stateRules(): readonly S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "expire-old-versions",
      status: "Enabled",
      filter: ALL_OBJECTS,
      noncurrentVersionExpiration: [{ noncurrentDays: OLD_STATE_DAYS, newerNoncurrentVersions: KEPT_STATES }],
    },
    REMOVE_DELETE_MARKERS,
    ABORT_UPLOADS,
  ];
}

export function artifactRules(): readonly S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "expire-old-versions",
      status: "Enabled",
      filter: ALL_OBJECTS,
      noncurrentVersionExpiration: [{ noncurrentDays: OLD_ARTIFACT_DAYS }],
    },
    ABORT_UPLOADS,
  ];
}
