"""Each part may do what its work needs, and nothing else."""

from tests.conftest import ROOT
from tests.template.reach import actions
from tests.template.wiring import Grant, Wiring, grants, many, named, statements_on

_IDENTITIES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"

REASONS = {
    Grant("dynamodb:ListStreams", "*"): "IAM knows no resource for this action",
    Grant("textract:StartDocumentTextDetection", "*"): "as above",
    Grant("textract:GetDocumentTextDetection", "*"): "as above",
    Grant("s3:GetObject", "${SubmissionsBucket.Arn}/*"): "the forces choose the names of their files",
    Grant("s3:GetObjectVersion", "${SubmissionsBucket.Arn}/*"): "as above",
    Grant("s3:GetObjectVersionTagging", "${SubmissionsBucket.Arn}/*"): "as above",
    Grant("s3:GetObject", "${TextsBucket.Arn}/*"): "a text's key holds its document's id",
    Grant("s3:GetObjectVersion", "${TextsBucket.Arn}/*"): "as above, for documents found inside others",
    Grant("s3:PutObject", "${TextsBucket.Arn}/*"): "as above",
    Grant("s3:PutObject", "${PublishedBucket.Arn}/*"): "a letter's key holds its round and force",
    Grant(
        "ses:SendEmail", _IDENTITIES
    ): "in SES's sandbox recipients are identities too; FromAddress limits the sender",
    Grant("ses:SendRawEmail", _IDENTITIES): "as above",
}
"""The wildcards that are meant."""


def test_no_permission_has_a_wildcard_but_those_with_a_reason(wiring: Wiring) -> None:
    roles = wiring.all("AWS::IAM::Role")
    given = {grant for name, role in roles.items() if name != "ScanRole" for grant in grants(role)}

    assert {grant for grant in given if "*" in grant.action or "*" in grant.resource} == REASONS.keys()


def test_no_role_has_a_policy_of_aws_but_the_one_for_writing_logs(wiring: Wiring) -> None:
    policies = {
        policy.rsplit("/", 1)[-1]
        for role in wiring.all("AWS::IAM::Role").values()
        for policy in role.get("ManagedPolicyArns", [])
    }

    assert policies == {"AWSLambdaBasicExecutionRole"}


def test_no_function_can_write_to_a_bucket_that_triggers_it(wiring: Wiring) -> None:
    patterns = {name: rule["EventPattern"] for name, rule in wiring.all("AWS::Events::Rule").items()}
    triggers = {
        (named(bucket), named(wiring.queue_mappings[named(target["Arn"])]["FunctionName"]))
        for rule, target in wiring.targets
        for bucket in patterns[rule].get("detail", {}).get("bucket", {}).get("name", [])
    }

    loops = {(bucket, function) for bucket, function in triggers if function in _writers(bucket, wiring)}

    assert triggers == {("SubmissionsBucket", "ReceiveFunction")}
    assert loops == set()


def test_no_function_writes_submissions(wiring: Wiring) -> None:
    assert _writers("SubmissionsBucket", wiring) == set()


def test_only_what_opens_documents_writes_texts(wiring: Wiring) -> None:
    assert _writers("TextsBucket", wiring) == {"ExtractFunction", "RecogniseFunction"}


def test_only_publish_writes_letters_and_it_can_change_nothing_else(wiring: Wiring) -> None:
    assert _writers("PublishedBucket", wiring) == {"PublishFunction"}
    assert wiring.grants("PublishFunction") == {
        Grant("s3:PutObject", "${PublishedBucket.Arn}/*"),
        Grant("dynamodb:GetItem", "${Table.Arn}"),
        Grant("dynamodb:Query", "${Table.Arn}"),
        Grant("sqs:ReceiveMessage", "${PublishQueue.Arn}"),
        Grant("sqs:DeleteMessage", "${PublishQueue.Arn}"),
        Grant("sqs:GetQueueAttributes", "${PublishQueue.Arn}"),
    }


def _writers(bucket: str, wiring: Wiring) -> set[str]:
    reading = {"s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"}
    return {
        function
        for function in wiring.functions
        for grant in wiring.grants(function)
        if grant.action.startswith("s3:") and grant.action not in reading and bucket in grant.resource
    }


def test_each_function_may_do_to_the_table_what_its_code_can_do_and_nothing_else(wiring: Wiring) -> None:
    folders = wiring.template["Metadata"]["CodeUri"]

    may = {
        name: {grant.action for grant in wiring.grants(name) if grant.resource.startswith("${Table.Arn}")}
        for name in wiring.functions
    }

    assert may == {name: actions(ROOT / folders[name] / "app.py") for name in wiring.functions}


def test_receive_reads_submissions_by_their_versions_and_keeps_its_records_and_can_do_nothing_else(
    wiring: Wiring,
) -> None:
    assert wiring.grants("ReceiveFunction") == {
        Grant("s3:GetObjectVersion", "${SubmissionsBucket.Arn}/*"),
        Grant("dynamodb:GetItem", "${Table.Arn}"),
        Grant("dynamodb:PutItem", "${Table.Arn}"),
        Grant("sqs:ReceiveMessage", "${ReceiveQueue.Arn}"),
        Grant("sqs:DeleteMessage", "${ReceiveQueue.Arn}"),
        Grant("sqs:GetQueueAttributes", "${ReceiveQueue.Arn}"),
    }


def test_extract_reads_submissions_writes_texts_and_keeps_its_records_and_can_do_nothing_else(wiring: Wiring) -> None:
    assert wiring.grants("ExtractFunction") == {
        Grant("s3:GetObjectVersion", "${SubmissionsBucket.Arn}/*"),
        Grant("s3:GetObjectVersionTagging", "${SubmissionsBucket.Arn}/*"),
        Grant("s3:GetObject", "${TextsBucket.Arn}/*"),
        Grant("s3:GetObjectVersion", "${TextsBucket.Arn}/*"),
        Grant("s3:PutObject", "${TextsBucket.Arn}/*"),
        Grant("dynamodb:GetItem", "${Table.Arn}"),
        Grant("dynamodb:PutItem", "${Table.Arn}"),
        Grant("sqs:ReceiveMessage", "${ExtractQueue.Arn}"),
        Grant("sqs:DeleteMessage", "${ExtractQueue.Arn}"),
        Grant("sqs:GetQueueAttributes", "${ExtractQueue.Arn}"),
    }


def test_recognise_may_ask_textract_besides_what_extract_may_do(wiring: Wiring) -> None:
    extract = {grant for grant in wiring.grants("ExtractFunction") if not grant.action.startswith("sqs:")}

    assert wiring.grants("RecogniseFunction") == extract - {
        Grant("s3:GetObjectVersionTagging", "${SubmissionsBucket.Arn}/*")
    } | {
        Grant("s3:GetObject", "${SubmissionsBucket.Arn}/*"),  # Textract reads with the permissions of recognise
        Grant("textract:StartDocumentTextDetection", "*"),
        Grant("textract:GetDocumentTextDetection", "*"),
        Grant("iam:PassRole", "${TextractRole.Arn}"),
        Grant("sqs:ReceiveMessage", "${RecogniseQueue.Arn}"),
        Grant("sqs:DeleteMessage", "${RecogniseQueue.Arn}"),
        Grant("sqs:GetQueueAttributes", "${RecogniseQueue.Arn}"),
    }


def test_textract_may_tell_its_topic_and_nobody_else_may(wiring: Wiring) -> None:
    role = wiring.all("AWS::IAM::Role")["TextractRole"]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    (policy,) = wiring.all("AWS::SNS::TopicPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]

    assert grants(role) == {Grant("sns:Publish", "${RecognisedTopic.TopicArn}")}
    assert trust["Principal"] == {"Service": "textract.amazonaws.com"}
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert (named(statement["Principal"]["AWS"]), statement["Action"]) == ("TextractRole", "sns:Publish")
    assert [named(topic) for topic in policy["Topics"]] == [named(statement["Resource"])] == ["RecognisedTopic"]


def test_only_notify_sends_mail_and_only_from_our_address(wiring: Wiring) -> None:
    mail = {
        (name, str(statement["Condition"]))
        for name, role in wiring.all("AWS::IAM::Role").items()
        for policy in role.get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
        if any(action.startswith("ses:") for action in many(statement["Action"]))
    }

    assert mail == {("NotifyFunctionRole", str({"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}))}


def test_nothing_deletes(wiring: Wiring) -> None:
    deleting = {
        grant
        for role in wiring.all("AWS::IAM::Role").values()
        for grant in grants(role)
        if "Delete" in grant.action and not grant.action.startswith("sqs:")
    }

    assert {grant.action for grant in deleting} == {"events:DeleteRule"}  # the scan's own rule, by GuardDuty only


def test_the_scan_for_malware_acts_for_guardduty_only_and_its_verdicts_are_nobody_elses(wiring: Wiring) -> None:
    role = wiring.all("AWS::IAM::Role")["ScanRole"]
    writing = {grant for grant in grants(role) if grant.action.startswith("s3:Put")}

    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    (deny,) = [s for s in statements_on("SubmissionsBucket", wiring) if s.get("Sid") == "OnlyTheScanWritesVerdicts"]

    assert trust["Principal"] == {"Service": "malware-protection-plan.guardduty.amazonaws.com"}
    assert writing == {
        Grant("s3:PutObjectTagging", "${SubmissionsBucket.Arn}/*"),
        Grant("s3:PutObjectVersionTagging", "${SubmissionsBucket.Arn}/*"),
        Grant("s3:PutObject", "${SubmissionsBucket.Arn}/malware-protection-resource-validation-object"),
        Grant("s3:PutBucketNotification", "${SubmissionsBucket.Arn}"),
    }
    assert (deny["Effect"], deny["Principal"]) == ("Deny", "*")
    assert deny["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": {"Fn::GetAtt": ["ScanRole", "Arn"]}}}


def test_what_opens_documents_can_read_only_what_the_scan_found_clean(wiring: Wiring) -> None:
    opening = {
        name
        for name in wiring.functions
        if Grant("s3:GetObjectVersion", "${SubmissionsBucket.Arn}/*") in wiring.grants(name)
    }

    (deny,) = [s for s in statements_on("SubmissionsBucket", wiring) if s.get("Sid", "").startswith("WhatOpens")]

    # receive reads an upload to hash it, and opens nothing.
    assert {f"{name}Role" for name in opening - {"ReceiveFunction"}} == set(map(named, deny["Principal"]["AWS"]))
    assert (deny["Effect"], set(deny["Action"])) == ("Deny", {"s3:GetObject", "s3:GetObjectVersion"})
    assert deny["Condition"] == {
        "StringNotEquals": {"s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "NO_THREATS_FOUND"}
    }


def test_only_a_queues_own_rules_and_subscriptions_may_send_to_it(wiring: Wiring) -> None:
    services = {"AWS::Events::Rule": "events.amazonaws.com", "AWS::SNS::Topic": "sns.amazonaws.com"}
    allowed: dict[str, set[str]] = {}
    for policy in wiring.all("AWS::SQS::QueuePolicy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            assert [named(queue) for queue in policy["Queues"]] == [named(statement["Resource"])]
            sources = {named(source) for source in many(statement["Condition"]["ArnEquals"]["aws:SourceArn"])}
            types = {wiring.template["Resources"][source]["Type"] for source in sources}
            assert {services[type_] for type_ in types} == {statement["Principal"]["Service"]}
            allowed.setdefault(named(statement["Resource"]), set()).update(sources)

    sending: dict[str, set[str]] = {}
    for rule, target in wiring.targets:
        for queue in (named(target["Arn"]), named(target["DeadLetterConfig"]["Arn"])):
            sending.setdefault(queue, set()).add(rule)
    for subscription in wiring.all("AWS::SNS::Subscription").values():
        if subscription["Protocol"] == "sqs":
            for queue in (subscription["Endpoint"], subscription["RedrivePolicy"]["deadLetterTargetArn"]):
                sending.setdefault(named(queue), set()).add(named(subscription["TopicArn"]))
    assert allowed == sending
