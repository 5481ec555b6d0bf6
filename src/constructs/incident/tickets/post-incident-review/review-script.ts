/**
 * Writes the review of one resolved ticket and opens it as an OpsItem of its own. Python, since the text is put
 * together from lists that Automation's own steps cannot walk, and since an alarm may stand in another region than the
 * automation. A review that is open already is left as it is; any other failure fails the automation.
 *
 * Automation would read two braces as a reference of its own, and Terraform a brace after $ or %: there are none.
 */
export const REVIEW_SCRIPT = `import json
from datetime import timedelta

import boto3

# OpsCenter's limits on a title, a description and a value of operational data, in characters.
TITLE_MAX = 1024
DESCRIPTION_MAX = 2048
TIMELINE_MAX = 20000


def open_review(events, context):
    ssm = boto3.client("ssm")
    item = ssm.get_ops_item(OpsItemId=events["OpsItemId"])["OpsItem"]
    data = dict((key, value.get("Value", "")) for key, value in item.get("OperationalData", dict()).items())
    lines = timeline(item, data)
    review = write(item, data, lines)
    key = "/".join([events["Plan"], events["Environment"], "post-incident-review", item["OpsItemId"]])
    try:
        created = ssm.create_ops_item(
            Title=("Post-incident review: " + item["Title"])[:TITLE_MAX],
            Description=review,
            Source="opsplan",
            Severity="3",
            Priority=3,
            Category=item.get("Category", "Availability"),
            RelatedOpsItems=[dict(OpsItemId=item["OpsItemId"])],
            OperationalData=dict(
                (name, dict(Type="SearchableString", Value=value))
                for name, value in [
                    ("/aws/dedup", json.dumps(dict(dedupString=key))),
                    ("opsplan-plan", events["Plan"]),
                    ("opsplan-environment", events["Environment"]),
                    ("opsplan-trigger", "post-incident-review"),
                    ("opsplan-dedupe-key", key),
                    ("opsplan-timeline", "\\n".join(lines)[:TIMELINE_MAX]),
                ]
            ),
            Tags=[
                dict(Key="plan", Value=events["Plan"]),
                dict(Key="environment", Value=events["Environment"]),
            ],
        )
    except ssm.exceptions.OpsItemAlreadyExistsException:
        return dict(OpsItemId="open already")
    return dict(OpsItemId=created["OpsItemId"])


def timeline(item, data):
    opened, resolved = item["CreatedTime"], item["LastModifiedTime"]
    lines = [(opened, "ticket " + item["OpsItemId"] + " opened")]
    lines += [(entry["Timestamp"], entry["HistorySummary"]) for entry in alarm_history(data, opened, resolved)]
    lines += [(resolved, "ticket resolved")]
    return ["- " + at.strftime("%Y-%m-%d %H:%M:%S UTC") + " " + what for at, what in sorted(lines)]


def alarm_history(data, opened, resolved):
    arn = data.get("opsplan-alarm-arn", "")
    if arn == "":
        return []
    cloudwatch = boto3.client("cloudwatch", region_name=arn.split(":")[3])
    # Without types CloudWatch tells of metric alarms alone.
    return cloudwatch.describe_alarm_history(
        AlarmName=data["opsplan-alarm"],
        AlarmTypes=["MetricAlarm", "CompositeAlarm"],
        HistoryItemType="StateUpdate",
        StartDate=opened - timedelta(hours=1),
        EndDate=resolved,
        ScanBy="TimestampAscending",
        MaxRecords=100,
    )["AlarmHistoryItems"]


def write(item, data, lines):
    head = "\\n".join([
        "Ticket " + item["OpsItemId"] + ": " + item["Title"][:200],
        "",
        "Nobody is blamed: ask what made each mistake possible.",
        "",
        "## Summary",
        "What failed, and what did users see?",
        "",
        "## Impact",
        "Users, requests, minutes, share of the error budget.",
        "",
        "## Runbook",
        data.get("opsplan-runbook", "none"),
        "Was it found, was it right, what did it lack?",
        "",
        "## Five whys",
        "1.\\n2.\\n3.\\n4.\\n5.",
        "",
        "## What went well",
        "-",
        "",
        "## Actions",
        "| Action | Owner | Due |\\n|---|---|---|\\n| | | |",
        "",
        "## Timeline (whole: opsplan-timeline)",
        "",
    ])
    return (head + "\\n".join(lines))[:DESCRIPTION_MAX]
`;
