/**
 * Tells people how a run goes, as mail or, where a chat channel listens, in Amazon Q Developer's schema for custom
 * notifications: chat shows nothing else. At the end also how long it took, which is recorded: the next plan counts
 * with what was measured.
 */
export const TELL_SCRIPT = `import json
import time

import boto3

# SNS allows 100 characters for the subject of a mail (Publish).
SUBJECT_MAX = 100


def tell(events, context):
    publish(events, events["Text"])
    return dict(Told=events["Title"])


def report(events, context):
    minutes = round((time.time() - int(events["Started"])) / 60, 1)
    publish(events, events["Text"] + " It took " + str(minutes) + " minutes.")
    boto3.client("cloudwatch").put_metric_data(
        Namespace=events["Namespace"],
        MetricData=[
            dict(
                MetricName=events["Metric"],
                Dimensions=[dict(Name="Operation", Value=events["Operation"])],
                Value=minutes,
                Unit="None",
            )
        ],
    )
    return dict(Minutes=str(minutes))


def publish(events, text):
    lines = text + "\\n\\n" + events["Links"]
    if events["Chat"] == "yes":
        content = dict(textType="client-markdown", title=events["Title"], description=lines)
        message = json.dumps(dict(version="1.0", source="custom", content=content))
    else:
        message = lines
    boto3.client("sns").publish(TopicArn=events["Topic"], Subject=events["Title"][:SUBJECT_MAX], Message=message)
`;
