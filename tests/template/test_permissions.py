"""Each part may do what its work needs, and nothing else."""

from tests.template.wiring import Grant, Wiring, grants, many, named

REASONS = {
    Grant("dynamodb:ListStreams", "*"): "IAM knows no resource for this action",
    Grant("s3:GetObject", "${SubmissionsBucket.Arn}/*"): "the forces choose the names of their files",
    Grant("s3:GetObjectVersion", "${SubmissionsBucket.Arn}/*"): "as above",
    Grant("s3:GetObject", "${TextsBucket.Arn}/*"): "a text's key holds its document's id",
    Grant("s3:PutObject", "${TextsBucket.Arn}/*"): "as above",
}
"""The wildcards that are meant."""


def test_no_permission_has_a_wildcard_but_those_with_a_reason(wiring: Wiring) -> None:
    given = {grant for role in wiring.all("AWS::IAM::Role").values() for grant in grants(role)}

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


def test_only_extract_writes_texts(wiring: Wiring) -> None:
    assert _writers("TextsBucket", wiring) == {"ExtractFunction"}


def _writers(bucket: str, wiring: Wiring) -> set[str]:
    reading = {"s3:GetObject", "s3:GetObjectVersion"}
    return {
        function
        for function in wiring.functions
        for grant in wiring.grants(function)
        if grant.action.startswith("s3:") and grant.action not in reading and bucket in grant.resource
    }


def test_extract_reads_submissions_writes_texts_and_keeps_its_records_and_can_do_nothing_else(wiring: Wiring) -> None:
    assert wiring.grants("ExtractFunction") == {
        Grant("s3:GetObject", "${SubmissionsBucket.Arn}/*"),
        Grant("s3:GetObjectVersion", "${SubmissionsBucket.Arn}/*"),
        Grant("s3:PutObject", "${TextsBucket.Arn}/*"),
        Grant("dynamodb:GetItem", "${Table.Arn}"),
        Grant("dynamodb:PutItem", "${Table.Arn}"),
        Grant("dynamodb:UpdateItem", "${Table.Arn}"),
        Grant("dynamodb:ConditionCheckItem", "${Table.Arn}"),
        Grant("sqs:ReceiveMessage", "${ExtractQueue.Arn}"),
        Grant("sqs:DeleteMessage", "${ExtractQueue.Arn}"),
        Grant("sqs:GetQueueAttributes", "${ExtractQueue.Arn}"),
    }


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

    assert deleting == set()


def test_only_a_queues_own_rules_may_send_to_it(wiring: Wiring) -> None:
    allowed = {}
    for policy in wiring.all("AWS::SQS::QueuePolicy").values():
        (statement,) = policy["PolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "events.amazonaws.com"}
        assert [named(queue) for queue in policy["Queues"]] == [named(statement["Resource"])]
        sources = many(statement["Condition"]["ArnEquals"]["aws:SourceArn"])
        allowed[named(statement["Resource"])] = {named(source) for source in sources}

    sending: dict[str, set[str]] = {}
    for rule, target in wiring.targets:
        for queue in (named(target["Arn"]), named(target["DeadLetterConfig"]["Arn"])):
            sending.setdefault(queue, set()).add(rule)
    assert allowed == sending
