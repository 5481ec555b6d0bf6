import { PROBE } from "./probe";

/**
 * Whether a run may go on. One that began earlier has precedence, so that two starts do not both give up. What stands
 * already is not done twice, and nothing is given up while the plan's own region answers, unless a person forces it.
 */
export const CHECK_SCRIPT = `${PROBE}

import time

import boto3
import botocore.exceptions
from botocore.config import Config

ATTEMPTS = 3
PAUSE_SECONDS = 10


def check_fail_over(events, context):
    return result(judge_fail_over(events))


def check_fail_back(events, context):
    return result(judge_fail_back(events))


def result(verdict):
    return dict(Verdict=verdict, Started=int(time.time()))


def judge_fail_over(events):
    if earlier_runs(events):
        return "another run is under way"
    if events["Force"] == "yes":
        return "go"
    if switched(events["SwitchAlarm"]):
        return "requests go to the recovery region already"
    if events["Mode"] == "planned":
        return "go"
    if alive(events):
        return "the primary region answers"
    return "go"


def judge_fail_back(events):
    if earlier_runs(events):
        return "another run is under way"
    if events["Force"] == "yes" or alive(events):
        return "go"
    return "the primary region does not answer yet"


def earlier_runs(events):
    ssm = boto3.client("ssm")
    runs = [
        run
        for name in events["Documents"]
        for page in ssm.get_paginator("describe_automation_executions").paginate(
            Filters=[
                dict(Key="DocumentNamePrefix", Values=[name]),
                dict(Key="ExecutionStatus", Values=["Pending", "InProgress", "Waiting"]),
            ]
        )
        for run in page["AutomationExecutionMetadataList"]
    ]
    own = [run for run in runs if run["AutomationExecutionId"] == events["Run"]]
    others = [run for run in runs if run["AutomationExecutionId"] != events["Run"]]
    if not own:
        return others
    return [run for run in others if order(run) < order(own[0])]


def order(run):
    return (run["ExecutionStartTime"], run["AutomationExecutionId"])


def switched(alarm):
    if alarm == "":
        return False
    found = boto3.client("cloudwatch").describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
    return any(each["StateValue"] == "ALARM" for each in found)


def alive(events):
    host = endpoint(events)
    for attempt in range(ATTEMPTS):
        if attempt > 0:
            time.sleep(PAUSE_SECONDS)
        if answers(host, events["Path"]) if host != "" else region_serves(events["Primary"], events["Views"]):
            return True
    return False


def endpoint(events):
    ssm = boto3.client("ssm")
    if events["Parameter"] == "":
        return ""
    try:
        return ssm.get_parameter(Name=events["Parameter"])["Parameter"]["Value"]
    except ssm.exceptions.ParameterNotFound:
        return events["Domain"]


def region_serves(region, views):
    # Nothing outside tells of this region alone: CloudWatch there is asked for healthy targets, or whether it answers.
    quick = Config(connect_timeout=ANSWER_SECONDS, read_timeout=ANSWER_SECONDS, retries=dict(total_max_attempts=1))
    client = boto3.client("cloudwatch", region_name=region, config=quick)
    try:
        if views == "":
            client.describe_alarms(MaxRecords=1)
            return True
        for page in client.get_paginator("describe_alarms").paginate(AlarmNamePrefix=views):
            if any(alarm["StateValue"] == "OK" for alarm in page["MetricAlarms"] if is_view(alarm["AlarmName"])):
                return True
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError):
        return False
    return False


def is_view(name):
    return name.endswith(("-first-targets", "-second-targets"))
`;
