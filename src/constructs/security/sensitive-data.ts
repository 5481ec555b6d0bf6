import { Macie2Account } from "@cdktf/provider-aws/lib/macie2-account";
import { Macie2ClassificationJob } from "@cdktf/provider-aws/lib/macie2-classification-job";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan, S3Store } from "../../model/plan";
import { resourceName } from "../core/names";
import { storeBucketName } from "../data/store-names";
import { SECURITY_SUBJECT } from "./security-subject";

/** Macie allows 500 characters for a job's name (CreateClassificationJob). */
const JOB_NAME_MAX_LENGTH = 500;

/**
 * Amazon Macie: what the objects of stores with personal or cardholder data really hold, each week's new ones. Buckets
 * are found by name when the job runs, so they need not exist when it is made.
 */
export class SensitiveData extends Construct {
  constructor(scope: Construct, id: string, plan: Plan) {
    super(scope, id);
    const session = new Macie2Account(this, "session", {
      status: "ENABLED",
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    provides(session, SECURITY_SUBJECT, "sensitive-data-discovery");
    const stores = sensitiveStores(plan);
    if (stores.length === 0) return;
    const job = new Macie2ClassificationJob(this, "job", {
      name: resourceName(plan, ["sensitive-data"], JOB_NAME_MAX_LENGTH),
      description: `Stores of ${plan.name} in ${plan.environment.name} that hold personal or cardholder data`,
      jobType: "SCHEDULED",
      initialRun: true,
      samplingPercentage: 100,
      scheduleFrequency: { weeklySchedule: "MONDAY" },
      s3JobDefinition: {
        bucketCriteria: {
          includes: {
            and: [
              {
                simpleCriterion: {
                  key: "S3_BUCKET_NAME",
                  comparator: "EQ",
                  values: stores.map((store) => storeBucketName(plan, store)),
                },
              },
            ],
          },
        },
      },
      dependsOn: [session],
    });
    provides(job, SECURITY_SUBJECT, "sensitive-data-discovery");
  }
}

/** Stores in S3 whose data is personal or of cardholders. */
export function sensitiveStores({ stores }: Pick<Plan, "stores">): readonly S3Store[] {
  return stores.filter(
    (store): store is S3Store => store.engine === "s3" && (store.data.personalData || store.data.cardholderData),
  );
}
