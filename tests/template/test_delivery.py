"""Whatever is sent arrives, or lies in a dead-letter queue that somebody hears of."""

import json
from datetime import timedelta

from planreview.extraction.batches import TIME
from planreview.extraction.limits import RECOGNISING
from planreview.notice import LEASE
from planreview.outbox import PATIENCE
from tests.template.wiring import Wiring, named


def test_each_kind_of_event_goes_to_the_queue_of_its_worker(wiring: Wiring) -> None:
    rules = wiring.all("AWS::Events::Rule")

    routes = {
        (pattern["source"][0], kind, named(target["Arn"]))
        for rule, target in wiring.targets
        for pattern in [rules[rule]["EventPattern"]]
        for kind in pattern["detail-type"]
    }

    assert routes == {
        ("aws.s3", "Object Created", "ReceiveQueue"),
        ("planreview", "DocumentReceived", "ExtractQueue"),
        ("aws.guardduty", "GuardDuty Malware Protection Object Scan Result", "ExtractQueue"),
        ("planreview", "DocumentScanned", "RecogniseQueue"),
        ("planreview", "DocumentRead", "AssessQueue"),
        ("planreview", "DocumentUnreadable", "AssessQueue"),
        ("planreview", "LateDocumentAccepted", "AssessQueue"),
        ("planreview", "AssessmentDue", "AssessQueue"),
        ("planreview", "RulesChanged", "AssessQueue"),
        ("planreview", "AssessmentSignedOff", "PublishQueue"),
        ("planreview", "AssessmentReopened", "PublishQueue"),
        ("planreview", "LetterEdited", "PublishQueue"),
        ("planreview", "LetterRedrafted", "PublishQueue"),
        ("planreview", "LetterApproved", "PublishQueue"),
        ("planreview", "NoticeQueued", "NotifyQueue"),
        ("aws.ses", "Email Sent", "NotifyQueue"),
        ("aws.ses", "Email Delivered", "NotifyQueue"),
        ("aws.ses", "Email Delivery Delayed", "NotifyQueue"),
        ("aws.ses", "Email Bounced", "NotifyQueue"),
        ("aws.ses", "Email Complaint Received", "NotifyQueue"),
        ("aws.ses", "Email Rejected", "NotifyQueue"),
        ("aws.ses", "Email Rendering Failed", "NotifyQueue"),
    }


def test_our_own_events_are_looked_for_on_our_bus_and_those_of_aws_on_the_default_one(wiring: Wiring) -> None:
    buses = {
        (rule["EventPattern"]["source"][0], named(rule["EventBusName"]) if "EventBusName" in rule else "default")
        for rule in wiring.all("AWS::Events::Rule").values()
    }

    assert buses == {
        ("planreview", "Bus"),
        ("aws.s3", "default"),
        ("aws.guardduty", "default"),
        ("aws.ses", "default"),
    }


def test_each_queue_feeds_the_function_that_bears_its_name(wiring: Wiring) -> None:
    fed = {queue: named(mapping["FunctionName"]) for queue, mapping in wiring.queue_mappings.items()}

    assert fed == {
        "ReceiveQueue": "ReceiveFunction",
        "ExtractQueue": "ExtractFunction",
        "RecogniseQueue": "RecogniseFunction",
        "AssessQueue": "AssessFunction",
        "PublishQueue": "PublishFunction",
        "NotifyQueue": "NotifyFunction",
    }


def test_a_message_stays_hidden_for_at_least_six_times_its_functions_timeout(wiring: Wiring) -> None:
    too_short = {
        queue
        for queue, mapping in wiring.queue_mappings.items()
        if wiring.queues[queue]["VisibilityTimeout"] < 6 * wiring.functions[named(mapping["FunctionName"])]["Timeout"]
    }

    assert too_short == set()


def test_a_notice_comes_back_only_after_its_lease_has_ended(wiring: Wiring) -> None:
    assert timedelta(seconds=wiring.queues["NotifyQueue"]["VisibilityTimeout"]) > LEASE


def test_every_mapping_hands_back_only_what_failed(wiring: Wiring) -> None:
    responses = {
        name: mapping.get("FunctionResponseTypes")
        for name, mapping in wiring.all("AWS::Lambda::EventSourceMapping").items()
    }

    assert responses == {name: ["ReportBatchItemFailures"] for name in responses}


def test_every_queue_that_feeds_a_function_has_an_upper_bound_on_concurrency(wiring: Wiring) -> None:
    unbounded = {queue for queue, mapping in wiring.queue_mappings.items() if "ScalingConfig" not in mapping}

    assert unbounded == set()


def test_files_are_opened_and_mails_are_sent_one_at_a_time(wiring: Wiring) -> None:
    queues = ("ExtractQueue", "RecogniseQueue", "NotifyQueue")

    assert [wiring.queue_mappings[queue]["BatchSize"] for queue in queues] == [1, 1, 1]


def test_every_worker_queue_has_a_dead_letter_queue_of_its_own(wiring: Wiring) -> None:
    redriven = [
        named(wiring.queues[queue]["RedrivePolicy"]["deadLetterTargetArn"])
        for queue in wiring.queue_mappings  # no policy: KeyError, which names the queue
    ]

    assert sorted(redriven) == [
        "AssessDeadLetters",
        "ExtractDeadLetters",
        "NotifyDeadLetters",
        "PublishDeadLetters",
        "ReceiveDeadLetters",
        "RecogniseDeadLetters",
    ]


def test_what_textract_tells_goes_to_the_queue_of_recognise_as_it_was_told(wiring: Wiring) -> None:
    subscription = wiring.all("AWS::SNS::Subscription")["RecognisedSubscription"]

    assert (named(subscription["TopicArn"]), subscription["Protocol"]) == ("RecognisedTopic", "sqs")
    assert named(subscription["Endpoint"]) == "RecogniseQueue"
    assert subscription["RawMessageDelivery"] is True
    assert named(subscription["RedrivePolicy"]["deadLetterTargetArn"]) == "RecogniseDeadLetters"


def test_a_scan_under_way_is_left_in_peace_by_the_sweep(wiring: Wiring) -> None:
    longest = timedelta(seconds=wiring.functions["RecogniseFunction"]["Timeout"])

    assert longest > timedelta(seconds=TIME + RECOGNISING.wall)
    assert PATIENCE["document"] > longest


def test_a_dead_letter_outlives_the_longest_wait_in_the_queue_before_it(wiring: Wiring) -> None:
    default, longest = 345_600, 1_209_600
    kept = {name: queue.get("MessageRetentionPeriod", default) for name, queue in wiring.queues.items()}

    assert kept == {name: longest if name in wiring.dead_letter_queues else default for name in kept}


def test_every_rule_target_has_a_dead_letter_queue(wiring: Wiring) -> None:
    queues = {named(target["DeadLetterConfig"]["Arn"]) for _, target in wiring.targets}

    assert queues == {"RulesUndelivered"}


def test_every_schedule_has_a_dead_letter_queue(wiring: Wiring) -> None:
    schedules = wiring.all("AWS::Scheduler::Schedule")

    assert {
        name: named(schedule["Target"]["DeadLetterConfig"]["Arn"]) for name, schedule in schedules.items()
    } == dict.fromkeys(schedules, "DeadlinesFailures")


def test_every_function_that_is_called_without_a_queue_has_a_dead_letter_queue(wiring: Wiring) -> None:
    scheduled = {named(s["Target"]["Arn"]) for s in wiring.all("AWS::Scheduler::Schedule").values()}

    queues = {name: named(wiring.functions[name]["DeadLetterConfig"]["TargetArn"]) for name in scheduled}

    assert queues == {"DeadlinesFunction": "DeadlinesFailures"}


def test_a_bad_record_cannot_hold_up_the_stream_for_a_day(wiring: Wiring) -> None:
    mapping = wiring.all("AWS::Lambda::EventSourceMapping")["RelayMapping"]

    assert named(mapping["DestinationConfig"]["OnFailure"]["Destination"]) == "RelayFailures"
    assert mapping["BisectBatchOnFunctionError"] is True
    assert 0 < mapping["MaximumRetryAttempts"] <= 100
    assert 0 < mapping["MaximumRecordAgeInSeconds"] <= 3600


def test_the_relay_sees_new_events_and_notices_and_nothing_else(wiring: Wiring) -> None:
    mapping = wiring.all("AWS::Lambda::EventSourceMapping")["RelayMapping"]

    patterns = [json.loads(rule["Pattern"]) for rule in mapping["FilterCriteria"]["Filters"]]

    assert patterns == [{"eventName": ["INSERT"], "dynamodb": {"NewImage": {"unfinished": {"S": ["event", "notice"]}}}}]
    assert mapping["StartingPosition"] == "TRIM_HORIZON"


def test_every_dead_letter_queue_has_an_alarm(wiring: Wiring) -> None:
    watched = {
        alarm["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for alarm in wiring.all("AWS::CloudWatch::Alarm").values()
        if (alarm["Namespace"], alarm["MetricName"]) == ("AWS/SQS", "ApproximateNumberOfMessagesVisible")
        and (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    }

    assert watched == wiring.dead_letter_queues


def test_every_worker_queue_has_an_alarm_that_rings_while_it_stands_still_and_not_for_one_message_that_comes_back(
    wiring: Wiring,
) -> None:
    patience = {
        alarm["Dimensions"][0]["Value"]["Fn::GetAtt"][0]: alarm["Threshold"]
        for alarm in wiring.all("AWS::CloudWatch::Alarm").values()
        if (alarm["Namespace"], alarm["MetricName"]) == ("AWS/SQS", "ApproximateAgeOfOldestMessage")
    }
    once_more = {
        queue: wiring.queues[queue]["VisibilityTimeout"] + wiring.functions[named(mapping["FunctionName"])]["Timeout"]
        for queue, mapping in wiring.queue_mappings.items()
    }

    assert patience.keys() == wiring.queue_mappings.keys()
    # Of an upload nothing else knows yet: its alarm does not wait for a second try.
    assert {queue for queue in patience if patience[queue] <= once_more[queue]} == {"ReceiveQueue"}


def test_every_alarm_is_sent_to_the_operators(wiring: Wiring) -> None:
    told = {
        name: [named(action) for action in alarm["AlarmActions"]]
        for name, alarm in wiring.all("AWS::CloudWatch::Alarm").items()
    }

    assert told == {name: ["AlarmTopic"] for name in told}
