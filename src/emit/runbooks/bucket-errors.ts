import { bucketMetric, bucketProtection, newestObjects } from "../commands/bucket-commands";
import type { RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";
import { usersStep } from "./store-users";
import { alarmedStores, bucketTargets } from "./targets";

export const bucketErrors: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedStores(context, bucketTargets(context));
  return {
    title: "Bucket errors",
    trigger:
      "Requests to an S3 store fail inside S3, come unusually often or rarely, or are answered more slowly than usual.",
    impact: [
      "The SDK tries again, so latency rises first.",
      "Reads and writes of objects fail once the attempts are used up.",
    ],
    firstMinutes: targets.map(({ store, bucket }) =>
      step(`Failing requests of ${store.name} over the last hour.`, bucketMetric(bucket, "5xxErrors", "Sum", region)),
    ),
    diagnosis: targets.map(({ store, bucket }) =>
      group(
        `${store.name}: bucket ${bucket}`,
        step(
          "Requests, and the time until the first byte.",
          bucketMetric(bucket, "AllRequests", "Sum", region),
          bucketMetric(bucket, "FirstByteLatency", "Average", region),
        ),
        step("Requests that S3 refused for the caller's own fault.", bucketMetric(bucket, "4xxErrors", "Sum", region)),
        step("The newest objects of the first thousand.", newestObjects(bucket, region)),
        step("The bucket is closed, encrypted and versioned.", bucketProtection(bucket, region)),
        usersStep(store, context),
      ),
    ),
    decisions: [
      {
        when: "Answers 503, and far more requests than usual",
        act: "One prefix takes more than 3,500 writes or 5,500 reads a second: spread the keys, slow the caller down; S3 splits busy prefixes within minutes",
      },
      {
        when: "Answers 500",
        act: "The fault is on AWS's side: look at the Health Dashboard and wait; escalate when it lasts",
      },
      { when: "Far fewer requests than usual", act: "A caller has stopped: look at the services that work with it" },
      { when: "It began with a deployment", act: ["Roll back: ", see("roll-back")] },
    ],
    mitigation: targets.map(({ store, bucket }) =>
      group(`${store.name}: bucket ${bucket}`, step("Slow down whatever calls most: a batch job first, users last.")),
    ),
    verification: targets.map(({ store, bucket }) =>
      group(store.name, step("No failing requests.", bucketMetric(bucket, "5xxErrors", "Sum", region))),
    ),
    rollback: [group("Nothing was changed", step("Let callers run at full speed again."))],
  };
};
